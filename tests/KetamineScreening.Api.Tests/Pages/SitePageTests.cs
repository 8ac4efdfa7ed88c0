using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using KetamineScreening.Api.Tests.Http;

namespace KetamineScreening.Api.Tests.Pages;

public sealed partial class SitePageTests(LanguageTests.TwoLanguages fixture) : IClassFixture<LanguageTests.TwoLanguages>
{
    private static readonly string[] All = ["/", "/data", .. SitePages.Addresses];

    public static TheoryData<string> Pages => [.. All];

    [Fact]
    public void There_are_pages_for_help_for_others_for_the_young_and_about_the_service() => Assert.Superset(
        new HashSet<string>
        {
            "/help", "/learn", "/someone-else", "/under-18", "/about", "/how-it-works", "/privacy", "/accessibility", "/for-professionals",
            "/contact",
        },
        SitePages.Addresses.ToHashSet());

    [Theory, MemberData(nameof(Pages))]
    public async Task A_page_has_head_and_foot_and_is_in_the_language_of_the_request(string address)
    {
        foreach (var (language, prefix) in new[] { ("en", ""), ("xx", "[xx] ") })
        {
            var html = WebUtility.HtmlDecode(await Html(address, language));

            Assert.Contains($"<html lang=\"{language}\" dir=\"ltr\">", html, StringComparison.Ordinal);
            Assert.Contains($"<a href=\"./help\">{prefix}Help now</a>", html, StringComparison.Ordinal);
            foreach (var link in new[] { "./help", "./privacy", "./accessibility", "./about", "./contact" })
            {
                Assert.Contains($"<li><a href=\"{link}\">{prefix}", html, StringComparison.Ordinal);
            }

            Assert.Single(Regex.Matches(html, "<h1", RegexOptions.None, TimeSpan.FromMinutes(1)));
            Assert.DoesNotContain("{{", html, StringComparison.Ordinal);
        }
    }

    [Theory, MemberData(nameof(Pages))]
    public async Task Every_link_of_a_page_leads_somewhere(string address)
    {
        var html = await Html(address);
        var links = Link().Matches(html).Select(match => WebUtility.HtmlDecode(match.Groups["to"].Value)).Distinct().ToList();

        Assert.True(links.Count > 5);
        foreach (var link in links.Where(link => link.StartsWith('.') || link.StartsWith('#')))
        {
            var (path, anchor) = (link.Split('#')[0], link.Split('#').ElementAtOrDefault(1));
            var page = new Uri(fixture.Service.Http.BaseAddress!, address);
            var target = path.Length == 0 ? html : await Html(new Uri(page, path).PathAndQuery, followsRedirect: true);
            if (anchor is not null) Assert.Contains($"id=\"{anchor}\"", target, StringComparison.Ordinal);
        }

        Assert.All(links, link => Assert.Matches(@"^(\./|#|https://|tel:|sms:|mailto:)", link));
    }

    [Fact]
    public async Task The_page_of_help_has_every_contact_of_every_country_at_an_anchor_with_its_code()
    {
        var html = WebUtility.HtmlDecode(await Html("/help"));
        var directory = (await fixture.Service.Get("/v1/help/all"))["countries"]!.AsObject();

        Assert.True(directory.Count > 50);
        foreach (var (code, help) in directory)
        {
            var section = Section().Matches(html)
                .Single(match => match.Groups["id"].Value.Equals(code, StringComparison.OrdinalIgnoreCase))
                .Value;
            var contacts = help!["emergency"]!.AsArray().Concat(help["services"]!.AsArray()).Select(contact => contact!).ToList();
            Assert.All(contacts, contact => Assert.Contains($"<strong>{contact["name"]}</strong>", section, StringComparison.Ordinal));
            foreach (var phone in contacts.Select(contact => (string?)contact["phone"]).OfType<string>())
            {
                Assert.Contains($"href=\"tel:{string.Concat(phone.Where(char.IsAsciiDigit))}\"", section, StringComparison.Ordinal);
            }

            Assert.True(section.IndexOf("Emergency", StringComparison.Ordinal) < section.IndexOf("crisis", StringComparison.Ordinal));
        }

        Assert.True(html.IndexOf("tel:112", StringComparison.Ordinal) < html.IndexOf("id=\"ae\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_page_for_young_people_has_exactly_the_contacts_for_them()
    {
        var html = WebUtility.HtmlDecode(await Html("/under-18"));
        var directory = (await fixture.Service.Get("/v1/help/all"))["countries"]!.AsObject();
        var young = directory.SelectMany(country => country.Value!["services"]!.AsArray())
            .Where(contact => (string)contact!["purpose"]! == "young-people")
            .Select(contact => (string)contact!["name"]!)
            .ToList();

        Assert.True(young.Count > 3);
        Assert.Equal(young.Order(), Name().Matches(html).Select(match => match.Groups["name"].Value).Order());
    }

    [Fact]
    public async Task The_example_of_the_method_adds_up_as_the_service_scores_it()
    {
        var html = WebUtility.HtmlDecode(await Html("/how-it-works"));
        var points = Points().Matches(html).Select(match => match.Groups["points"].Value).ToList();
        var rows = Row().Matches(html).Select(match => (Question: match.Groups["question"].Value, Answer: match.Groups["answer"].Value));
        var questionnaire = await fixture.Service.Get($"/v1/questionnaires/{Some.QuickCheck}");
        var items = questionnaire["sections"]!.AsArray().SelectMany(section => section!["items"]!.AsArray()).ToList();
        var answers = rows.ToDictionary(
            row => (string)ItemOf(row.Question)["id"]!,
            row => (string)ItemOf(row.Question)["options"]!.AsArray().Single(option => (string)option!["label"]! == row.Answer)!["code"]!);

        var result = await fixture.Service.Screen(Some.QuickCheck, answers);

        Assert.True(points.Count > 5);
        Assert.Equal((int)result["score"]!["value"]!, points.Where(value => value != "none").Sum(int.Parse));
        var sum = $"That makes {result["score"]!["value"]} of {result["score"]!["max"]} possible points.";
        Assert.Contains(sum, html, StringComparison.Ordinal);
        Assert.Contains($"<strong>{result["band"]!["label"]}</strong>", html, StringComparison.Ordinal);
        Assert.All(result["reasons"]!.AsArray(), reason => Assert.Contains($"<li>{reason!["text"]}</li>", html, StringComparison.Ordinal));

        JsonNode ItemOf(string question) => items.Single(item => (string)item!["text"]! == question)!;
    }

    [Fact]
    public async Task The_page_about_the_service_names_the_sources_of_every_question()
    {
        var html = WebUtility.HtmlDecode(await Html("/about"));
        foreach (var entry in (await fixture.Service.Get("/v1/questionnaires"))["questionnaires"]!.AsArray())
        {
            var questionnaire = await fixture.Service.Get($"/v1/questionnaires/{entry!["id"]}");
            foreach (var item in questionnaire["sections"]!.AsArray().SelectMany(section => section!["items"]!.AsArray()))
            {
                var basis = item!["basis"]!.AsArray().Select(place => $"<dd>{place!["source"]}: {place["heading"]}</dd>");
                Assert.Contains($"<dt>{item["text"]}</dt>{string.Concat(basis)}", html, StringComparison.Ordinal);
            }
        }
    }

    private async Task<string> Html(string address, string language = "en", bool followsRedirect = false)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address) { Headers = { { "Accept-Language", language } } };
        using var response = await fixture.Service.Http.SendAsync(request, TestContext.Current.CancellationToken);
        if (followsRedirect && response.Headers.Location is { } to) return await Html(new Uri(request.RequestUri!, to).PathAndQuery);
        Assert.True(response.StatusCode == HttpStatusCode.OK, $"{address}: {response.StatusCode}");
        return await response.Text();
    }

    [GeneratedRegex("href=\"(?<to>[^\"]+)\"", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Link();

    [GeneratedRegex(
        "<section class=\"country\" id=\"(?<id>[a-z]+)\".*?</section>", RegexOptions.Singleline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Section();

    [GeneratedRegex("<li class=\"contact\"[^>]*><p><strong>(?<name>[^<]+)</strong>", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Name();

    [GeneratedRegex("<td class=\"number\">(?<points>[^<]+)</td>", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Points();

    [GeneratedRegex(
        "<th scope=\"row\">(?<question>[^<]+)</th><td>(?<answer>[^<]+)</td>", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Row();
}
