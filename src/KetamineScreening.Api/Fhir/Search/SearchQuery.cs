using KetamineScreening.Api.Fhir.Definitions;
using KetamineScreening.Api.Fhir.Formats;
using KetamineScreening.Api.Fhir.Outcomes;
using KetamineScreening.Api.Fhir.Questionnaires;
using KetamineScreening.Api.Help;
using KetamineScreening.Api.Http.Errors;
using Microsoft.Extensions.Primitives;

namespace KetamineScreening.Api.Fhir.Search;

/// <summary>A search by the rules of R4: each parameter has to match, and each repetition of one.</summary>
/// <param name="Criteria">What a definition has to match.</param>
/// <param name="Page">Which results are returned.</param>
/// <param name="Sort">In which order.</param>
/// <param name="Subset">With which elements.</param>
/// <param name="Rendering">With which content, for Questionnaires.</param>
/// <param name="Used">The parameters that were used, in the order of the request.</param>
internal sealed record SearchQuery(
    IReadOnlyList<Criterion> Criteria,
    SearchPage Page,
    SortOrder Sort,
    Subset Subset,
    Rendering Rendering,
    IReadOnlyList<KeyValuePair<string, StringValues>> Used)
{
    private static readonly string[] ResultParameters =
    [
        SearchPage.CountParameter, SearchPage.OffsetParameter, SortOrder.QueryParameter, Subset.SummaryParameter, Subset.ElementsParameter,
        "_total", "_pretty", FhirFormat.Parameter, ResourceTexts.Parameter,
    ];

    /// <summary>Reads a search.</summary>
    /// <param name="request">The request.</param>
    /// <param name="type">The resource type.</param>
    /// <param name="help">Knows the countries.</param>
    /// <param name="now">The current time.</param>
    /// <param name="issues">Receives the issues.</param>
    public static SearchQuery Read(HttpRequest request, string type, HelpDirectory help, DateTimeOffset now, List<Issue> issues)
    {
        var criteria = new List<Criterion>();
        var used = new List<KeyValuePair<string, StringValues>>();
        var isQuestionnaire = type == DefinitionCatalog.QuestionnaireType;
        string[] known = isQuestionnaire ? [.. ResultParameters, Rendering.WeightsParameter, CountryParameter.Name] : ResultParameters;
        var hasUnknown = false;
        // Names are read without regard to case, as everywhere in the service. A search parameter without a value is ignored.
        foreach (var (key, values) in request.Query.Where(parameter => !string.IsNullOrEmpty(parameter.Value)))
        {
            var isKnown = known.Contains(key, StringComparer.OrdinalIgnoreCase);
            if (ReadCriteria(key, values, now, criteria, issues) || isKnown) used.Add(new(key.ToLowerInvariant(), values));
            else hasUnknown = true;
        }

        if (hasUnknown && IsStrict(request)) issues.Add(new Issue(IssueCode.UnknownParameter));
        if (request.Query["_total"] is not ([] or ["" or "none" or "estimate" or "accurate"]))
        {
            issues.Add(new Issue(ErrorCode.InvalidParameter, Location: "http._total"));
        }

        return new SearchQuery(
            criteria,
            SearchPage.Read(request, issues),
            SortOrder.Read(request, issues),
            Subset.Read(request, issues),
            isQuestionnaire ? Rendering.Read(request, help, issues) : Rendering.Default,
            used);
    }

    // Returns whether the key names a search parameter.
    private static bool ReadCriteria(
        string key, StringValues values, DateTimeOffset now, List<Criterion> criteria, List<Issue> issues)
    {
        var (name, modifier) = key.Split(':', 2) is [var before, var after] ? (before, after) : (key, null);
        var parameter = SearchParameter.All.FirstOrDefault(one => one.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
        if (parameter is null) return false;
        if (modifier is not null && !parameter.Modifiers.Contains(modifier))
        {
            // An issue must not repeat an arbitrary text of the request.
            var known = Modifier.Defined.Contains(modifier) ? modifier : null;
            issues.Add(new Issue(IssueCode.UnsupportedModifier, Location: PlaceOf(parameter, known)));
            return true;
        }

        foreach (var value in values.Where(value => !string.IsNullOrEmpty(value)))
        {
            if (Criterion.Read(parameter, modifier, value!, now) is { } criterion) criteria.Add(criterion);
            else issues.Add(new Issue(ErrorCode.InvalidParameter, Location: PlaceOf(parameter, modifier)));
        }

        return true;
    }

    private static string PlaceOf(SearchParameter parameter, string? modifier) =>
        modifier is null ? $"http.{parameter.Name}" : $"http.{parameter.Name}:{modifier}";

    private static bool IsStrict(HttpRequest request) =>
        request.Headers["Prefer"].Any(value => value!.Contains("handling=strict", StringComparison.OrdinalIgnoreCase));
}
