using System.Net;
using System.Text.RegularExpressions;

namespace KetamineScreening.Api.Tests.Pages;

/// <summary>
/// The language of a page, chosen by its address, with a service in English, German (reviewed), Chinese and Arabic (from right to left).
/// </summary>
public sealed partial class PageLanguageTests(PageLanguageTests.FourLanguages service) : IClassFixture<PageLanguageTests.FourLanguages>
{
    private static readonly string[] All = ["/", "/data", .. SitePages.Addresses];

    public static TheoryData<string> Pages => [.. All];

    public static TheoryData<string> PagesAndErrors => [.. All, "/no-such", "/docs/no/such", "/data/no-such"];

    [Theory]
    [InlineData("?lang=de", "de")]
    [InlineData("?lang=DE", "de")]
    [InlineData("?lang=de-AT", "de")]
    [InlineData("?lang=de_CH", "de")]
    [InlineData("?lang=zh-TW", "zh-Hant")]
    [InlineData("?other=1&lang=zh-Hant", "zh-Hant")]
    [InlineData("?lang=en", "en")]
    [InlineData("?lang=xx", "ar")]
    [InlineData("?lang=", "ar")]
    [InlineData("?lang=*", "ar")]
    [InlineData("?lang=de&lang=en", "ar")]
    [InlineData("?lang=de;q=0", "ar")]
    [InlineData("?lang=%00%FF\"><script>", "ar")]
    [InlineData("", "ar")]
    public async Task The_address_chooses_the_language_and_an_unknown_one_leaves_it_to_the_header(string query, string language)
    {
        foreach (var page in All.Append("/no-such").Append("/app.webmanifest"))
        {
            using var response = await Get(page + query, "ar");

            Assert.Equal((page, language), (page, response.Header("Content-Language")));
            if (page != "/no-such") Assert.Contains("Accept-Language", response.Header("Vary"), StringComparison.Ordinal);
            if (page == "/app.webmanifest") continue;
            var direction = language == "ar" ? "rtl" : "ltr";
            Assert.Contains($"<html lang=\"{language}\" dir=\"{direction}\">", await response.Text(), StringComparison.Ordinal);
        }
    }

    [Theory, MemberData(nameof(PagesAndErrors))]
    public async Task Links_to_pages_keep_a_chosen_language_and_no_other(string page)
    {
        var chosen = LinksOf(await Html(page + "?lang=de", "en"));
        var negotiated = LinksOf(await Html(page, "de"));

        Assert.NotEmpty(chosen);
        Assert.All(chosen, link => Assert.True(IsForPrograms(link) || link.Contains("?lang=de", StringComparison.Ordinal), link));
        Assert.DoesNotContain(negotiated, link => link.Contains("lang=", StringComparison.Ordinal));
        Assert.Equal(negotiated, chosen.Select(link => link.Replace("?lang=de", "", StringComparison.Ordinal)));

        static bool IsForPrograms(string link) => ForPrograms().IsMatch(link);
    }

    [Theory, MemberData(nameof(PagesAndErrors))]
    public async Task A_page_links_to_itself_in_every_language(string page)
    {
        var html = await Html(page, "de");
        var links = Switch().Matches(html).Select(match => match.Groups).ToList();

        Assert.Equal(["ar", "de", "en", "zh-Hant"], links.Select(link => link["to"].Value));
        Assert.All(links, link => Assert.Equal(link["to"].Value, link["lang"].Value));
        Assert.Equal(["[ar] English", "[de] English", "English", "[zh-Hant] English"], links.Select(link => link["name"].Value));
        Assert.Equal(["rtl", "ltr", "ltr", "ltr"], links.Select(link => link["dir"].Value));
        Assert.Equal([false, true, false, false], links.Select(link => link["current"].Success));
        foreach (var link in links)
        {
            var target = new Uri(new Uri(service.Http.BaseAddress!, page), link["href"].Value);
            Assert.Equal(page, target.AbsolutePath);
            Assert.Contains($"<html lang=\"{link["to"].Value}\"", await Html(target.PathAndQuery, "en"), StringComparison.Ordinal);
        }
    }

    [Theory, MemberData(nameof(Pages))]
    public async Task The_head_names_the_page_in_every_language(string page)
    {
        var address = new Uri(service.Http.BaseAddress!, page);
        var alternates = Alternate().Matches(await Html(page + "?lang=de"))
            .Select(match => (match.Groups["to"].Value, new Uri(address, match.Groups["href"].Value).PathAndQuery));

        Assert.Equal(
            [
                ("ar", $"{page}?lang=ar"), ("de", $"{page}?lang=de"), ("en", $"{page}?lang=en"), ("zh-Hant", $"{page}?lang=zh-Hant"),
                ("x-default", page),
            ],
            alternates);
    }

    [Fact]
    public async Task Every_language_of_a_page_has_its_own_ETag_and_is_not_sent_again()
    {
        var tags = new HashSet<string>();
        foreach (var address in new[] { "/about", "/about?lang=en", "/about?lang=de", "/about?lang=ar" })
        {
            using var first = await Get(address, "en");
            using var again = await Get(address, "en", first.Header("ETag"));

            Assert.True(tags.Add(first.Header("ETag")!), address);
            Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
        }
    }

    [Fact]
    public async Task The_widget_takes_the_chosen_language_and_preloads_nothing_in_another()
    {
        var (chosen, negotiated) = (await Html("/?lang=de", "ar"), await Html("/", "de"));

        Assert.Contains("<ketamine-screening owns-page layout=\"auto\" lang=\"de\">", chosen, StringComparison.Ordinal);
        Assert.Contains("href=\"./app.webmanifest?lang=de\"", chosen, StringComparison.Ordinal);
        Assert.DoesNotContain("v1/texts", chosen, StringComparison.Ordinal);
        Assert.Contains("<ketamine-screening owns-page layout=\"auto\">", negotiated, StringComparison.Ordinal);
        Assert.Contains("<link rel=\"preload\" as=\"fetch\" href=\"./v1/texts\" crossorigin>", negotiated, StringComparison.Ordinal);
        Assert.Equal("./?lang=de", (string)(await service.Get("/app.webmanifest?lang=de"))["start_url"]!);
    }

    [Theory, MemberData(nameof(PagesAndErrors))]
    public async Task A_translation_that_nobody_reviewed_says_so_and_how_to_help(string page)
    {
        foreach (var (language, isSaid) in new[] { ("en", false), ("de", false), ("ar", true), ("zh-Hant", true) })
        {
            var html = await Html($"{page}?lang={language}");
            var said = Regex.Match(html, "<p class=\"review\">.*?</p>", RegexOptions.None, TimeSpan.FromMinutes(1)).Value;

            Assert.Equal((language, isSaid), (language, said.Contains($"[{language}] No health professional", StringComparison.Ordinal)));
            if (isSaid) Assert.Contains($"/contact?lang={language}\">[{language}] Tell us", said, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_page_about_the_service_says_who_reviewed_a_translation()
    {
        var (german, chinese, english) = (await Html("/about?lang=de"), await Html("/about?lang=zh-Hant"), await Html("/about"));

        Assert.Contains("<p>[de] The texts were written in English.", german, StringComparison.Ordinal);
        Assert.Contains("<span>[de] A health professional has compared", german, StringComparison.Ordinal);
        Assert.Contains("<p>[zh-Hant] The texts were written in English.", chinese, StringComparison.Ordinal);
        Assert.Contains("<span>[zh-Hant] No health professional has checked", chinese, StringComparison.Ordinal);
        Assert.DoesNotContain("A health professional has compared", chinese, StringComparison.Ordinal);
        Assert.DoesNotContain("translation", english, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Titles_of_English_sources_declare_their_language_on_other_pages()
    {
        var (german, english) = (await Html("/about?lang=de"), await Html("/about"));

        const string Title = "Is Ketamine Addictive? The Edge Treatment Center.";
        Assert.Contains($"<span lang=\"en\" dir=\"auto\">{Title}</span>", german, StringComparison.Ordinal);
        Assert.Contains(Title, english, StringComparison.Ordinal);
        Assert.DoesNotContain("<span lang=", english, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_on_accessibility_names_the_languages_that_there_are()
    {
        var html = await Html("/accessibility?lang=de");

        Assert.Contains("<span lang=\"ar\" dir=\"rtl\">[ar] English</span>", html, StringComparison.Ordinal);
        Assert.Contains("<span lang=\"en\" dir=\"ltr\">English</span>", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<span lang=\"de\"", html, StringComparison.Ordinal);
        Assert.Contains("<li>[de] Most tests read the English pages only.</li>", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Numbers_and_addresses_keep_their_order_in_a_text_from_right_to_left()
    {
        var links = Call().Matches(await Html("/help?lang=ar")).ToList();

        Assert.True(links.Count > 100);
        Assert.All(
            links.Select(link => link.Groups["text"].Value),
            text => Assert.Matches(@"^\d+$|<bdi dir=""ltr"">[^<]+</bdi>", text));
    }

    [Fact]
    public async Task Sentences_and_labels_have_the_punctuation_of_the_language()
    {
        var page = await Html("/help?lang=zh-Hant");
        var form = await service.Get("/fhir/Questionnaire/ketamine-quick-check?_language=zh-Hant&country=GB");
        var lines = string.Join('\n', form.ToJsonString().Split("\\n"));

        Assert.Contains("[zh-Hant] Free。[zh-Hant] They listen.", page, StringComparison.Ordinal);
        Assert.DoesNotContain("。.", page, StringComparison.Ordinal);
        Assert.DoesNotContain("。。", page + lines, StringComparison.Ordinal);
        Assert.Contains("Samaritans。[zh-Hant] Phone：116 123。", Regex.Unescape(lines), StringComparison.Ordinal);
        Assert.Contains(" 2.0.0：[zh-Hant] in use</li>", await Html("/about?lang=zh-Hant"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Countries_are_sorted_without_their_accents()
    {
        var names = Country().Matches(await Html("/help?lang=de")).Select(match => match.Groups["name"].Value);

        Assert.Equal(["Äa", "éb", "Ec", "Zd"], names.Where(name => name.Length == 2));
    }

    [Fact]
    public async Task Hours_begin_with_a_capital_and_the_first_of_a_month_has_its_own_form()
    {
        var html = await Html("/help?lang=de");

        Assert.Contains("Montag bis", html, StringComparison.Ordinal);
        Assert.DoesNotContain("montag bis", html, StringComparison.Ordinal);
        Assert.Contains("1er [de] November 2026", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_file_for_security_lists_the_languages() => Assert.Contains(
        "\nPreferred-Languages: en, ar, de, zh-Hant\n",
        await service.Http.GetStringAsync("/.well-known/security.txt", TestContext.Current.CancellationToken),
        StringComparison.Ordinal);

    [Theory, MemberData(nameof(Pages))]
    public async Task With_one_language_a_page_has_nothing_to_choose(string page)
    {
        var (plain, chosen) = (await Html(page, from: service.English), await Html(page + "?lang=de", from: service.English));

        Assert.Equal(plain, chosen);
        Assert.DoesNotContain("hreflang", plain, StringComparison.Ordinal);
        Assert.DoesNotContain("lang=", plain.Split("<html lang=")[1], StringComparison.Ordinal);
    }

    private static List<string> LinksOf(string html) =>
        [.. Link().Matches(Switch().Replace(html, "")).Select(match => match.Groups["href"].Value)];

    private async Task<string> Html(string address, string language = "en", Service? from = null)
    {
        using var response = await Get(address, language, from: from);
        return WebUtility.HtmlDecode(await response.Text());
    }

    private Task<HttpResponseMessage> Get(string address, string language, string? tag = null, Service? from = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, address) { Headers = { { "Accept-Language", language } } };
        request.Headers.TryAddWithoutValidation("Accept", "text/html");
        if (tag is not null) request.Headers.TryAddWithoutValidation("If-None-Match", tag);
        return (from ?? service).Http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    [GeneratedRegex("<a [^>]*href=\"(?<href>[.]{1,2}/[^\"]*)\"", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Link();

    [GeneratedRegex(@"^(\./|\.\./)+(docs|embed|v1)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ForPrograms();

    [GeneratedRegex(
        """
        <li><a\ href="(?<href>[^"]*)"\ hreflang="(?<to>[^"]+)"\ lang="(?<lang>[^"]+)"\ dir="(?<dir>...)"
        (?<current>\ aria-current="true")?>(?<name>[^<]+)</a></li>
        """,
        RegexOptions.IgnorePatternWhitespace,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Switch();

    [GeneratedRegex(
        """<link rel="alternate" hreflang="(?<to>[^"]+)" href="(?<href>[^"]+)">""", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Alternate();

    [GeneratedRegex(
        "<a[^>]* href=\"(tel|sms|mailto):[^>]*>(?<text>.*?)</a>", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Call();

    [GeneratedRegex("<section class=\"country\"[^>]*><h2>(?<name>[^<]+)</h2>", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Country();

    public sealed class FourLanguages : Service
    {
        private static readonly ContentFolder Content = Prepare();
        private static readonly ContentFolder EnglishContent = new();

        public FourLanguages()
            : base(new Dictionary<string, string> { ["Content:Path"] = Content.Path, ["Operator:Contact"] = "help@clinic.example" })
        {
        }

        /// <summary>The same service with one language.</summary>
        public Service English { get; } = new(new Dictionary<string, string> { ["Content:Path"] = EnglishContent.Path });

        private static ContentFolder Prepare()
        {
            var folder = ContentFolder.WithLanguages("ar", "de", "zh-Hant");
            foreach (var file in Directory.EnumerateFiles(folder.Path, "de.json", SearchOption.AllDirectories))
            {
                folder.Change(Path.GetRelativePath(folder.Path, file), texts => texts["review"] = "reviewed");
            }

            folder.Change("interface/ar.json", texts => texts["direction"] = "rtl");
            folder.Change("help/zh-Hant.json", texts =>
            {
                (texts["punctuation"]!["sentence"], texts["punctuation"]!["next"]) = ("{text}。", "{0}{1}");
                texts["punctuation"]!["label"] = "{label}：{value}";
            });
            folder.Change("help/de.json", texts =>
            {
                (texts["hours"]!["span"], texts["hours"]!["local-time"]) = ("{days}, {times}", "{hours}");
                (texts["days"]!["range"], texts["days"]!["mon"]) = ("{first} bis {last}", "montag");
                texts["checked"]!["date-first"] = "1er {month} {year}";
                texts["checked"]!["date"] = "{day}. {month} {year}";
            });
            folder.Change("help/directory.json", directory => directory["international"]![0]!["lastVerified"] = "2026-11-01");
            folder.Change("pages/shared/de.json", texts =>
            {
                (texts["texts"]!["countryAE"], texts["texts"]!["countryAR"]) = ("Zd", "éb");
                (texts["texts"]!["countryAT"], texts["texts"]!["countryAU"]) = ("Äa", "Ec");
            });
            folder.Publish();
            return folder;
        }
    }
}
