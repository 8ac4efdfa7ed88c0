using FastEndpoints;
using KetamineScreening.Api.Fhir.Formats;

namespace KetamineScreening.Api.Fhir.Conformance;

/// <summary>Serves the CapabilityStatement of the service.</summary>
internal sealed class GetCapabilityStatement(CanonicalBase canonical) : EndpointWithoutRequest<IResult>
{
    /// <inheritdoc />
    public override void Configure()
    {
        Get("/metadata");
        Group<FhirGroup>();
    }

    /// <inheritdoc />
    public override Task<IResult> ExecuteAsync(CancellationToken ct) => Task.FromResult(Respond());

    private IResult Respond() => CapabilityStatement.Write(canonical).Serve(HttpContext);
}
