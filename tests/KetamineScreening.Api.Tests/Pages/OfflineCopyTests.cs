using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace KetamineScreening.Api.Tests.Pages;

/// <summary>The worker keeps a copy of exactly the files that are served, under a name that changes with any of them.</summary>
public sealed partial class OfflineCopyTests(SharedService service)
{
    [Fact]
    public async Task Every_file_of_the_copy_is_served_and_nothing_depends_on_a_country_or_an_answer()
    {
        var files = JsonSerializer.Deserialize<string[]>(List().Match(await Worker(service)).Groups["files"].Value)!
            .Select(file => file[1..])
            .ToList();

        Assert.True(files.Count > 20);
        string[] needed = ["/", "/help", "/embed/ketamine-screening.js", "/v1/help/all", $"/v1/questionnaires/{Some.SelfCheck}"];
        Assert.Empty(needed.Except(files));
        Assert.DoesNotContain(
            files, file => file.Contains('?', StringComparison.Ordinal) || file.Contains("demo", StringComparison.Ordinal));
        foreach (var file in files)
        {
            using var response = await service.Http.GetAsync(new Uri(file, UriKind.Relative), TestContext.Current.CancellationToken);
            Assert.True(response.StatusCode == HttpStatusCode.OK, $"{file}: {response.StatusCode}");
        }
    }

    public static TheoryData<string, string> Changes => new()
    {
        { "interface/en.json", "welcome.lead" },
        { "pages/about/en.json", "lead" },
    };

    [Theory, MemberData(nameof(Changes))]
    public async Task A_changed_text_makes_a_new_copy(string file, string key)
    {
        using var content = new ContentFolder();
        await using var before = new Service(Settings(content));
        var old = Name().Match(await Worker(before)).Value;
        await before.Stop();
        content.Change(file, texts => texts["texts"]![key] = "Something else.");
        await using var after = new Service(Settings(content));
        await using var same = new Service(Settings(content));

        Assert.NotEqual(old, Name().Match(await Worker(after)).Value);
        Assert.Equal(Name().Match(await Worker(after)).Value, Name().Match(await Worker(same)).Value);
    }

    [Fact]
    public async Task The_worker_may_load_files_of_its_own_origin_and_is_checked_each_time()
    {
        using var response = await service.Http.GetAsync("/worker.js", TestContext.Current.CancellationToken);

        Assert.Equal(
            ("text/javascript; charset=utf-8", "no-cache", "default-src 'none'; connect-src 'self'; frame-ancestors 'none'"),
            (response.Header("Content-Type"), response.Header("Cache-Control"), response.Header("Content-Security-Policy")));
    }

    [Fact]
    public async Task The_manifest_has_a_neutral_name_and_opens_a_tab()
    {
        var manifest = await service.Get("/app.webmanifest");

        Assert.Equal(
            ("Self-check", "./", "browser"),
            ((string)manifest["name"]!, (string)manifest["start_url"]!, (string)manifest["display"]!));
    }

    [Fact]
    public async Task When_it_is_turned_off_pages_do_not_mention_it_and_the_worker_removes_itself()
    {
        await using var off = new Service(new Dictionary<string, string> { ["Offline:Enabled"] = "false" });

        var start = await off.Http.GetStringAsync("/", TestContext.Current.CancellationToken);
        var privacy = await off.Http.GetStringAsync("/privacy", TestContext.Current.CancellationToken);

        Assert.DoesNotContain("keep-copy", start, StringComparison.Ordinal);
        Assert.DoesNotContain("keeps a copy", privacy, StringComparison.Ordinal);
        Assert.Contains("registration.unregister()", await Worker(off), StringComparison.Ordinal);
        Assert.DoesNotContain("FILES", await Worker(off), StringComparison.Ordinal);
    }

    private static Dictionary<string, string> Settings(ContentFolder content) => new() { ["Content:Path"] = content.Path };

    private static Task<string> Worker(Service service) =>
        service.Http.GetStringAsync("/worker.js", TestContext.Current.CancellationToken);

    [GeneratedRegex(@"FILES = (?<files>\[.*?\]);", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex List();

    [GeneratedRegex("HASH = '[0-9a-f]{16}'", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Name();
}
