using KetamineScreening.Api.Fhir.Definitions;
using KetamineScreening.Api.Fhir.Outcomes;
using KetamineScreening.Api.Fhir.Responses;
using KetamineScreening.Api.Fhir.Search;
using KetamineScreening.Api.Http.Errors;

namespace KetamineScreening.Api.Fhir;

/// <summary>Registers the services of the FHIR endpoints.</summary>
internal static class FhirRegistration
{
    /// <summary>Adds the services, and the writer that replaces problems by OperationOutcomes below <c>/fhir</c>.</summary>
    public static IServiceCollection AddFhir(this IServiceCollection services) => services
        .AddSingleton<CanonicalBase>()
        .AddSingleton<OperationOutcomes>()
        .AddSingleton<IProblemWriter>(provider => provider.GetRequiredService<OperationOutcomes>())
        .AddSingleton<ResponseForms>()
        .AddSingleton<DefinitionCatalog>()
        .AddSingleton<KeptResources>()
        .AddSingleton<KeptSearches>()
        .AddSingleton<DefinitionSearch>()
        .AddSingleton<DefinitionPackage>()
        .AddSingleton<FhirServices>();
}
