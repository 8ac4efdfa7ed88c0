using KetamineScreening.Api.Fhir.Outcomes;
using KetamineScreening.Api.Fhir.Responses;
using KetamineScreening.Api.Http;

namespace KetamineScreening.Api.Fhir;

/// <summary>Registers what the FHIR endpoints need.</summary>
internal static class FhirRegistration
{
    /// <summary>Adds the types of FHIR, and OperationOutcomes as the problems below <c>/fhir</c>.</summary>
    public static IServiceCollection AddFhir(this IServiceCollection services) => services
        .AddSingleton<CanonicalBase>()
        .AddSingleton<OperationOutcomes>()
        .AddSingleton<IProblemWriter>(provider => provider.GetRequiredService<OperationOutcomes>())
        .AddSingleton<ResponseForms>()
        .AddSingleton<FhirServices>();
}
