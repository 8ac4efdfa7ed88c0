using FastEndpoints;
using KetamineScreening.Api.Fhir.Formats;
using KetamineScreening.Api.Fhir.Outcomes;
using KetamineScreening.Api.Fhir.Questionnaires;
using KetamineScreening.Api.Fhir.Search;
using KetamineScreening.Api.Help;
using KetamineScreening.Api.Http;
using KetamineScreening.Api.Http.Errors;

namespace KetamineScreening.Api.Fhir.Definitions;

/// <summary>Serves one resource of <see cref="DefinitionCatalog"/>.</summary>
internal sealed class ReadDefinition(DefinitionCatalog definitions, KeptResources kept, OperationOutcomes outcomes, HelpDirectory help)
    : EndpointWithoutRequest<IResult>
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
        var request = HttpContext.Request;
        if (definitions.Find(RequestedType.Of(HttpContext), id) is not { } found)
        {
            return outcomes.Of(StatusCodes.Status404NotFound, new Issue(ProblemCode.NotFound));
        }

        var issues = new List<Issue>();
        var isQuestionnaire = found.Type == DefinitionCatalog.QuestionnaireType;
        var rendering = isQuestionnaire ? Rendering.Read(request, help, issues) : Rendering.Default;
        var subset = Subset.Read(request, issues);
        if (issues.Count > 0) return outcomes.Refusal(issues);

        var language = Language.Negotiate(ResourceTexts.Wanted(request), found.Languages);
        var resource = kept.Of(found, id, language, rendering);
        var contentLanguage = found.Languages.Count > 0 ? language : null;
        return subset.Elements is null
            ? ResourceResult.Serve(resource.In(FhirFormat.Of(request)!), HttpContext, contentLanguage)
            : ResourceResult.Serve(subset.Of(resource.Json), HttpContext, contentLanguage);
    }
}
