using FastEndpoints;
using KetamineScreening.Api.Http.Caching;

namespace KetamineScreening.Api.Fhir.Definitions;

/// <summary>Serves all definitions as a FHIR package.</summary>
/// <remarks>The endpoint is not in <see cref="FhirGroup"/>, whose endpoints refuse clients that accept no FHIR JSON.</remarks>
internal sealed class GetPackage(DefinitionPackage package) : EndpointWithoutRequest<IResult>
{
    /// <inheritdoc />
    public override void Configure()
    {
        Get(FhirGroup.Prefix + "/package.tgz");
        Description(endpoint => endpoint.ExcludeFromDescription());
    }

    /// <inheritdoc />
    public override Task<IResult> ExecuteAsync(CancellationToken ct) => Task.FromResult(Respond());

    private IResult Respond()
    {
        var body = package.Body;
        CacheHeaders.SetShort(HttpContext.Response);
        HttpContext.Response.Headers.ContentDisposition = $"attachment; filename=\"{DefinitionPackage.FileName}\"";
        return (IResult?)NotModified.For(HttpContext, body.Plain.Tag) ?? body.ToFile(body.Plain);
    }
}
