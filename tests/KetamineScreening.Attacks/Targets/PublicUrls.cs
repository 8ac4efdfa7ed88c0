using System.Text.Json.Nodes;
using KetamineScreening.Api.Periods;
using KetamineScreening.Attacks.Knowledge;
using KetamineScreening.Domain.Aggregates;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace KetamineScreening.Attacks.Targets;

/// <summary>The URL of every endpoint with GET, once for each value of its route parameters.</summary>
internal static class PublicUrls
{
    /// <summary>The URLs, including those of releases that do not exist yet.</summary>
    public static async Task<IReadOnlyList<string>> Of(IServiceProvider services, HttpClient http, DateTimeOffset now)
    {
        var patterns = services.GetServices<EndpointDataSource>()
            .SelectMany(source => source.Endpoints)
            .OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods.Contains(HttpMethods.Get) ?? true)
            .Select(endpoint => "/" + endpoint.RoutePattern.RawText!.TrimStart('/'))
            .Distinct()
            .ToList();
        if (patterns.Count < 10) throw new InvalidOperationException("Fewer than 10 endpoints were found.");
        var files = new List<string>();
        var releases = (await Release.List(http)).Select(release => release.Id).ToList();
        foreach (var release in releases)
        {
            var document = JsonNode.Parse(await http.GetStringAsync($"/v1/releases/{release}"))!;
            files.AddRange(document["files"]!.AsArray().Select(file => $"/v1/releases/{release}/{file!["name"]}"));
        }

        // The ids that open periods will have once they are published are tried as well.
        var open = KnownQuestionnaire.All.Select(questionnaire => Period.IdOf(
            questionnaire.Id, questionnaire.Major, CalendarPeriod.Of(now, PeriodLength.Quarter), synthetic: false)).ToList();
        var versions = KnownQuestionnaire.All.Select(questionnaire => $"{questionnaire.Newest.Version}").Distinct().ToList();
        return [
            .. patterns
                .SelectMany(pattern => Fill(pattern, "{id}", KnownQuestionnaire.All.Select(questionnaire => questionnaire.Id)))
                .SelectMany(pattern => Fill(pattern, "{version}", versions))
                .SelectMany(pattern => Fill(pattern, "{release}", releases.Concat(open)))
                .SelectMany(pattern => Fill(pattern, "{file}", ["item_options.csv"]))
                .Where(url => !url.Contains('{', StringComparison.Ordinal)),
            .. files,
            "/docs/index.html",
            "/metrics",
            "/v1/help?country=GB",
            .. KnownQuestionnaire.All.Select(questionnaire => $"/v1/releases/latest?questionnaire={questionnaire.Id}"),
            .. KnownQuestionnaire.All.Select(questionnaire => $"/v1/series?questionnaire={questionnaire.Id}")];
    }

    private static IEnumerable<string> Fill(string pattern, string placeholder, IEnumerable<string> values) =>
        pattern.Contains(placeholder, StringComparison.Ordinal)
            ? values.Select(value => pattern.Replace(placeholder, value, StringComparison.Ordinal))
            : [pattern];
}
