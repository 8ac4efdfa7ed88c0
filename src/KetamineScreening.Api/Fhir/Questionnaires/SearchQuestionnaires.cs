using KetamineScreening.Api.Http;
using System.Text.Json.Nodes;
using FastEndpoints;
using KetamineScreening.Api.Fhir.Outcomes;
using KetamineScreening.Api.Help;
using Microsoft.AspNetCore.Http.Extensions;

namespace KetamineScreening.Api.Fhir.Questionnaires;

/// <summary>Searches all versions of all questionnaires by canonical URL, version, status or id.</summary>
internal sealed class SearchQuestionnaires(FhirServices fhir) : EndpointWithoutRequest<IResult>
{
    private static readonly string[] Criteria = ["url", "version", "status", "_id"];
    private static readonly string[] Known =
        [.. Criteria, Rendering.WeightsParameter, CountryParameter.Name, ResourceTexts.Parameter, "_format"];

    /// <inheritdoc />
    public override void Configure()
    {
        Get("/Questionnaire");
        Group<FhirGroup>();
    }

    /// <inheritdoc />
    public override Task<IResult> ExecuteAsync(CancellationToken ct) => Task.FromResult(Respond());

    private IResult Respond()
    {
        var request = HttpContext.Request;
        var issues = new List<Issue>();
        var rendering = Rendering.Read(request, fhir.Help, issues);
        // By default unknown parameters are ignored, and the self link lists the parameters used.
        if (IsStrict(request) && request.Query.Keys.Except(Known).Any()) issues.Add(new Issue(IssueCode.UnknownParameter));
        if (issues.Count > 0) return fhir.Outcomes.Refusal(issues);

        var matches = fhir.Catalog.Questionnaires
            .SelectMany(
                questionnaire => questionnaire.Versions.Reverse(),
                (questionnaire, published) => (Id: QuestionnaireId.Of(questionnaire, published), Published: published))
            .Where(entry =>
                Matches(request, "url", fhir.Canonical.Questionnaire(entry.Published.Questionnaire.Id))
                && Matches(request, "version", $"{entry.Published.Version}")
                && Matches(request, "status", QuestionnaireResource.StatusOf(entry.Published))
                && Matches(request, "_id", entry.Id, QuestionnaireId.Pinned(entry.Published)));
        var baseUrl = UriHelper.BuildAbsolute(request.Scheme, request.Host, request.PathBase, request.Path);
        var entries = matches.Select(entry => new JsonObject
        {
            ["fullUrl"] = $"{baseUrl}/{entry.Id}",
            ["resource"] = QuestionnaireResource.Write(
                entry.Id,
                entry.Published,
                ResourceTexts.For(entry.Published, request, fhir.Wordings, fhir.Help, rendering.Country),
                fhir.Canonical,
                rendering.Weights),
            ["search"] = new JsonObject { ["mode"] = "match" },
        }).ToList();
        var used = QueryString.Create(request.Query.Where(parameter => Known.Contains(parameter.Key)));
        var bundle = new JsonObject
        {
            ["resourceType"] = "Bundle",
            ["type"] = "searchset",
            ["total"] = entries.Count,
            ["link"] = FhirJson.List(new JsonObject { ["relation"] = "self", ["url"] = baseUrl + used }),
        };
        var language = Language.Negotiate(ResourceTexts.Wanted(request), fhir.Wordings.Languages);
        return bundle.PutList("entry", entries).Serve(HttpContext.Response, language);
    }

    // A repeated parameter must match each time; comma-separated values are alternatives.
    private static bool Matches(HttpRequest request, string parameter, params string[] values) =>
        request.Query[parameter].All(wanted => wanted!.Split(',').Any(alternative => values.Contains(alternative)));

    private static bool IsStrict(HttpRequest request) =>
        request.Headers["Prefer"].Any(value => value!.Contains("handling=strict", StringComparison.OrdinalIgnoreCase));
}
