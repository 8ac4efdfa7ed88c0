using System.Text.Json.Nodes;
using FastEndpoints;
using KetamineScreening.Api.Fhir.Outcomes;
using KetamineScreening.Api.Help;
using KetamineScreening.Api.Http;
using Microsoft.AspNetCore.Http.Extensions;

namespace KetamineScreening.Api.Fhir.Questionnaires;

/// <summary>Finds questionnaires, every version that is served, by their canonical address, version, status or id.</summary>
internal sealed class SearchQuestionnaires(FhirServices fhir) : EndpointWithoutRequest<IResult>
{
    private const string Status = "active";
    private static readonly string[] Criteria = ["url", "version", "status", "_id"];
    private static readonly string[] Known = [.. Criteria, Rendering.WeightsParameter, Country.Parameter, Texts.Parameter, "_format"];

    /// <inheritdoc />
    public override void Configure()
    {
        Get("/Questionnaire");
        Group<FhirGroup>();
    }

    /// <inheritdoc />
    public override Task<IResult> ExecuteAsync(CancellationToken ct) => Task.FromResult(Answer());

    private IResult Answer()
    {
        var request = HttpContext.Request;
        var issues = new List<Issue>();
        var rendering = Rendering.Read(request, fhir.Help, issues);
        // Others pass over parameters that they do not know, and say in the link which they used; a client can ask for more care.
        if (IsStrict(request) && request.Query.Keys.Except(Known).Any()) issues.Add(new Issue(IssueCode.UnknownParameter));
        if (issues.Count > 0) return fhir.Outcomes.Refusal(issues);

        var matches = fhir.Catalog.Questionnaires
            .SelectMany(instrument => instrument.Versions.Reverse(), (instrument, published) => (Id: QuestionnaireId.Of(instrument, published), Published: published))
            .Where(entry =>
                Fits(request, "url", fhir.Canonical.Questionnaire(entry.Published.Questionnaire.Id)) && Fits(request, "version", $"{entry.Published.Version}")
                && Fits(request, "status", Status) && Fits(request, "_id", entry.Id, QuestionnaireId.Pinned(entry.Published)));
        var folder = UriHelper.BuildAbsolute(request.Scheme, request.Host, request.PathBase, request.Path);
        var entries = matches.Select(entry => new JsonObject
        {
            ["fullUrl"] = $"{folder}/{entry.Id}",
            ["resource"] = QuestionnaireResource.Write(
                entry.Id, entry.Published, Texts.For(entry.Published, request, fhir.Wordings, fhir.Help, rendering.Country), fhir.Canonical, rendering.Weights),
            ["search"] = new JsonObject { ["mode"] = "match" },
        }).ToList();
        var used = QueryString.Create(request.Query.Where(parameter => Known.Contains(parameter.Key)));
        var bundle = new JsonObject
        {
            ["resourceType"] = "Bundle",
            ["type"] = "searchset",
            ["total"] = entries.Count,
            ["link"] = FhirJson.List(new JsonObject { ["relation"] = "self", ["url"] = folder + used }),
        };
        return bundle.PutList("entry", entries).Serve(HttpContext.Response, Language.Negotiate(Texts.Wanted(request), fhir.Wordings.Languages));
    }

    // A criterion that is there several times has to fit every time; values with commas between them are alternatives.
    private static bool Fits(HttpRequest request, string parameter, params string[] values) =>
        request.Query[parameter].All(wanted => wanted!.Split(',').Any(alternative => values.Contains(alternative)));

    private static bool IsStrict(HttpRequest request) =>
        request.Headers["Prefer"].Any(value => value!.Contains("handling=strict", StringComparison.OrdinalIgnoreCase));
}
