using FastEndpoints;
using KetamineScreening.Api.Fhir.Outcomes;
using KetamineScreening.Api.Http;
using KetamineScreening.Api.Http.Errors;

namespace KetamineScreening.Api.Fhir.Definitions;

/// <summary>Serves one resource of <see cref="DefinitionCatalog"/>.</summary>
internal sealed class ReadDefinition(DefinitionCatalog definitions, OperationOutcomes outcomes) : EndpointWithoutRequest<IResult>
{
    /// <inheritdoc />
    public override void Configure()
    {
        Get([.. DefinitionCatalog.Types.Select(type => $"/{type.Name}/{{id}}")]);
        Group<FhirGroup>();
    }

    /// <inheritdoc />
    public override Task<IResult> ExecuteAsync(CancellationToken ct) => Task.FromResult(Respond(Route<string>("id")!));

    private IResult Respond(string id)
    {
        if (definitions.Find(RequestedType.Of(HttpContext), id) is not { } found)
        {
            return outcomes.Of(StatusCodes.Status404NotFound, new Issue(ProblemCode.NotFound));
        }

        var language = Language.Negotiate(ResourceTexts.Wanted(HttpContext.Request), found.Languages);
        return found.Write(id, language).Serve(HttpContext.Response, found.Languages.Count > 0 ? language : null);
    }
}
