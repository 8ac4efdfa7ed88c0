using KetamineScreening.Api.Fhir.Definitions;
using KetamineScreening.Api.Fhir.Formats;
using KetamineScreening.Api.Fhir.Outcomes;
using KetamineScreening.Api.Fhir.Questionnaires;
using KetamineScreening.Api.Help;
using KetamineScreening.Api.Http;
using KetamineScreening.Api.Http.Caching;
using Microsoft.AspNetCore.Http.Extensions;

namespace KetamineScreening.Api.Fhir.Search;

/// <summary>Finds definitions and writes them as a Bundle.</summary>
internal sealed class DefinitionSearch(
    DefinitionCatalog definitions,
    KeptResources kept,
    KeptSearches searches,
    OperationOutcomes outcomes,
    FhirTexts texts,
    HelpDirectory help,
    TimeProvider time)
{
    /// <summary>Responds to the search in the query of a request.</summary>
    public IResult Respond(HttpContext context)
    {
        var request = context.Request;
        var type = RequestedType.Of(context);
        var issues = new List<Issue>();
        var query = SearchQuery.Read(request, type, help, time.GetUtcNow(), issues);
        if (issues.Count > 0) return outcomes.Refusal(issues);

        var (wanted, format) = (ResourceTexts.Wanted(request), FhirFormat.Of(request)!);
        var baseUrl = UriHelper.BuildAbsolute(request.Scheme, request.Host, request.PathBase, $"{FhirGroup.Prefix}/{type}");
        var key = new SearchKey(format, wanted.ToString(), baseUrl + QueryString.Create(query.Used));
        var body = IsKept(query) ? searches.Of(key, Write) : Write();
        var result = ResourceResult.Serve(body, context, Language.Negotiate(wanted, texts.Languages));
        // The bundle repeats the host and the forwarded headers of the request, which a shared cache does not distinguish.
        if (!HttpMethods.IsPost(request.Method)) CacheHeaders.SetPrivate(context.Response);
        return result;

        ServedBytes Write()
        {
            var matches = definitions.All
                .Where(definition => definition.Type == type)
                .Select(definition => Describe(definition, Language.Negotiate(wanted, definition.Languages)))
                .Where(found => query.Criteria.All(criterion => criterion.Matches(found.Definition, found.Elements)));
            IReadOnlyList<FoundDefinition> sorted = [.. query.Sort.Sort(matches)];
            var bundle = new SearchBundle(baseUrl, query, found => Resource(found, query));
            return new(() => format.FromJson(FhirJson.Bytes(json => bundle.Write(json, sorted))).ToArray(), format.ContentType);
        }
    }

    // The time of a response must not show that somebody else asked for the help of a country, and approximate dates depend on the time.
    private static bool IsKept(SearchQuery query) => query.Rendering.Country is null && query.Criteria.All(criterion =>
        criterion.Parameter.Type != SearchType.Date);

    // No element that can be searched depends on the rendering.
    private FoundDefinition Describe(ServedDefinition definition, string language) =>
        new(definition, language, kept.Of(definition, definition.Id, language, Rendering.Default).Elements);

    private ReadOnlyMemory<byte> Resource(FoundDefinition found, SearchQuery query) =>
        query.Subset.Of(kept.Of(found.Definition, found.Definition.Id, found.Language, query.Rendering).Json);
}
