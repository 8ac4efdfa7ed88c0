using FastEndpoints;

namespace KetamineScreening.Api.Fhir.Conformance;

/// <summary>Says what of FHIR there is.</summary>
internal sealed class GetCapabilityStatement(CanonicalBase canonical) : EndpointWithoutRequest<IResult>
{
    /// <inheritdoc />
    public override void Configure()
    {
        Get("/metadata");
        Group<FhirGroup>();
    }

    /// <inheritdoc />
    public override Task<IResult> ExecuteAsync(CancellationToken ct) => Task.FromResult(Answer());

    private IResult Answer() => CapabilityStatement.Write(canonical).Serve(HttpContext.Response);
}
