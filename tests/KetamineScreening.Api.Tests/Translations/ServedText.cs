using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace KetamineScreening.Api.Tests.Translations;

/// <summary>Everything that the service says to people in one language, over HTTP.</summary>
internal static partial class ServedText
{
    // Names and addresses are the same in every language, and the policy of the privacy document is for programs.
    private static readonly string[] Untranslated = ["name", "publisher", "sources", "basis", "source", "definition", "unit", "mechanism"];

    /// <summary>The pages, documents and results as plain text, by address.</summary>
    public static async Task<IReadOnlyList<(string Address, string Text)>> Read(Service service, string language)
    {
        using var http = service.Client();
        http.DefaultRequestHeaders.AcceptLanguage.Add(new StringWithQualityHeaderValue(language));
        var texts = new List<(string, string)>();
        foreach (var address in (string[])["/", "/data", "/embed/frame.html", "/no-such-page", .. Pages.SitePages.Addresses])
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address) { Headers = { { "Accept", "text/html" } } };
            using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
            texts.Add((address, OfHtml(await response.Text())));
        }

        var learning = (await service.Get("/v1/learn"))["texts"]!.AsArray().Select(text => $"/v1/learn/{text!["id"]}");
        string[] ids = [Some.SelfCheck, Some.QuickCheck, Some.ConcernCheck];
        string[] documents =
        [
            "/v1/texts", "/v1/privacy", "/v1/help/all", "/v1/no-such-address", .. learning, .. ids.Select(id => $"/v1/questionnaires/{id}"),
        ];
        foreach (var address in documents)
        {
            using var response = await http.GetAsync(address, TestContext.Current.CancellationToken);
            texts.Add((address, OfJson(JsonNode.Parse(await response.Text()))));
        }

        foreach (var id in ids) texts.AddRange(await Results(service, http, id));
        return texts;
    }

    /// <summary>The texts of a JSON document, without codes, names and addresses.</summary>
    public static string OfJson(JsonNode? node) => string.Join('\n', Strings(node).Where(text => !Code().IsMatch(text)));

    /// <summary>The visible text of a page, and the texts of its attributes, without parts that declare to be in English.</summary>
    public static string OfHtml(string html)
    {
        var body = English().Replace(Invisible().Replace(html, " "), " ");
        var attributes = Attribute().Matches(body).Select(match => match.Groups["text"].Value);
        return WebUtility.HtmlDecode($"{Tag().Replace(body, " ")}\n{string.Join('\n', attributes)}");
    }

    // The answers of the test vectors lead to every band, flag, action and next step.
    private static async Task<IEnumerable<(string, string)>> Results(Service service, HttpClient http, string id)
    {
        var version = await service.Version(id);
        var vectors = await service.Get($"/v1/questionnaires/{id}/{version}/test-vectors");
        var texts = new HashSet<string>();
        foreach (var vector in vectors["vectors"]!.AsArray().Where((_, index) => index % 5 == 0))
        {
            var body = new JsonObject { ["answers"] = vector!["answers"]!.DeepClone(), ["contribute"] = false };
            using var response = await http.PostAsync(
                $"/v1/questionnaires/{id}/screenings",
                new StringContent(body.ToJsonString(), new MediaTypeHeaderValue("application/json")),
                TestContext.Current.CancellationToken);
            texts.UnionWith(Strings(JsonNode.Parse(await response.Text())));
        }

        return [($"/v1/questionnaires/{id}/screenings", string.Join('\n', texts.Where(text => !Code().IsMatch(text))))];
    }

    private static IEnumerable<string> Strings(JsonNode? node) => node switch
    {
        JsonObject members => members.Where(member => !Untranslated.Contains(member.Key)).SelectMany(member => Strings(member.Value)),
        JsonArray elements => elements.SelectMany(Strings),
        JsonValue value when value.TryGetValue<string>(out var text) => [text],
        _ => [],
    };

    [GeneratedRegex(
        "<(?<tag>script|style|code)\\b.*?</\\k<tag>>|<!--.*?-->",
        RegexOptions.Singleline | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 5000)]
    private static partial Regex Invisible();

    [GeneratedRegex("<(?<tag>\\w+)\\b[^>]*\\slang=\"en\"[^>]*>.*?</\\k<tag>>", RegexOptions.Singleline, matchTimeoutMilliseconds: 5000)]
    private static partial Regex English();

    [GeneratedRegex("<[^>]*>", RegexOptions.None, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Tag();

    [GeneratedRegex(
        "\\s(title|alt|aria-label|placeholder)=\"(?<text>[^\"]*)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Attribute();

    // Codes, identifiers, addresses, time zones and days.
    [GeneratedRegex(
        @"^([a-z0-9._/:?=+-]+|https?://\S*|[A-Z]{2,3}|[A-Z]\w+/\w+|[0-9T:.Z-]+)$",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Code();
}
