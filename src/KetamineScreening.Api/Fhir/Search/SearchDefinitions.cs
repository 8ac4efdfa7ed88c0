using FastEndpoints;
using KetamineScreening.Api.Fhir.Definitions;

namespace KetamineScreening.Api.Fhir.Search;

/// <summary>Searches the resources of <see cref="DefinitionCatalog"/>, all versions.</summary>
internal sealed class SearchDefinitions(DefinitionSearch search) : EndpointWithoutRequest<IResult>
{
    /// <inheritdoc />
    public override void Configure()
    {
        Get([.. DefinitionCatalog.Types.Select(type => $"/{type.Name}")]);
        Group<FhirGroup>();
    }

    /// <inheritdoc />
    public override Task<IResult> ExecuteAsync(CancellationToken ct) => Task.FromResult(search.Respond(HttpContext));
}
