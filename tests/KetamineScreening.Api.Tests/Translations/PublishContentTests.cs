namespace KetamineScreening.Api.Tests.Translations;

/// <summary>The command <c>publish-content</c>: a language beside a published version needs no new version.</summary>
public sealed class PublishContentTests : IDisposable
{
    private const string Texts = $"questionnaires/{Some.QuickCheck}/{Some.Version}/en.json";
    private const string List = "questionnaires/published.sha256";

    private static readonly string[] Addresses =
    [
        .. new[] { Some.SelfCheck, Some.QuickCheck, Some.ConcernCheck }.SelectMany(id => new[]
        {
            $"/v1/questionnaires/{id}", $"/v1/questionnaires/{id}/{Some.Version}", $"/v1/questionnaires/{id}/{Some.Version}/test-vectors",
        }),
        "/v1/learn/stopping", "/v1/texts",
    ];

    private readonly ContentFolder content = new();
    private readonly string folder = Directory.CreateTempSubdirectory("ketamine-screening-").FullName;

    private Dictionary<string, string> Settings => content.QuietSettings(folder);

    [Fact]
    public async Task A_language_beside_a_published_version_adds_lines_and_changes_none()
    {
        var before = Lines();
        MadeUpLanguage.AddTo(content);
        var ended = await Executable.Run(Settings, "publish-content");
        var again = await Executable.Run(Settings, "publish-content");

        string[] ids = [Some.ConcernCheck, Some.QuickCheck, Some.SelfCheck];
        Assert.Equal((0, string.Concat(ids.Select(id => $"{id}/{Some.Version}/qaa.json\n"))), (ended.ExitCode, ended.Output));
        Assert.Equal((0, ""), (again.ExitCode, again.Output));
        var kept = Lines().Where(line => !line.EndsWith("/qaa.json", StringComparison.Ordinal));
        Assert.Equal(before.Order(StringComparer.Ordinal), kept.Order(StringComparer.Ordinal));
        var (exitCode, output) = await Tool.Run("sha256sum", ["-c", "--quiet", "published.sha256"], content.PathOf("questionnaires"));
        Assert.True(exitCode == 0, output);
    }

    [Fact]
    public async Task The_English_documents_and_the_test_vectors_keep_their_ETags()
    {
        var before = await ETags();
        MadeUpLanguage.AddTo(content);
        Assert.Equal(0, (await Executable.Run(Settings, "publish-content")).ExitCode);

        Assert.Equal(before, await ETags());
        Assert.All(before, tag => Assert.NotEmpty(tag.Value));
    }

    [Fact]
    public async Task No_cache_keeps_the_English_text_for_a_year_for_a_person_whose_language_is_added()
    {
        const string Address = $"/v1/questionnaires/{Some.QuickCheck}/{Some.Version}";
        Assert.Equal("en: public, max-age=300", await LanguageAndCaching(Address, "qaa, en;q=0.5"));
        Assert.Equal("en: public, max-age=31536000, immutable", await LanguageAndCaching(Address, "en-GB, qaa;q=0.5"));
        MadeUpLanguage.AddTo(content);
        await Executable.Run(Settings, "publish-content");

        Assert.Equal("qaa: public, max-age=31536000, immutable", await LanguageAndCaching(Address, "qaa, en;q=0.5"));
    }

    [Fact]
    public async Task A_changed_published_file_is_refused_and_nothing_is_added()
    {
        MadeUpLanguage.AddTo(content);
        File.AppendAllText(content.PathOf(Texts), "\n");
        var before = Lines();
        var ended = await Executable.Run(Settings, "publish-content");

        Assert.Equal(
            (1, $"The content cannot be used:\n- {Texts}: is not the file that published.sha256 lists; "
                + "a change of a published file needs a new version\n"),
            (ended.ExitCode, ended.Errors));
        Assert.Equal(before, Lines());
    }

    [Fact]
    public async Task A_removed_published_file_is_refused()
    {
        File.Delete(content.PathOf(Texts));
        var ended = await Executable.Run(Settings, "publish-content");

        Assert.Equal(1, ended.ExitCode);
        Assert.Contains($"- {Texts}: was published and is missing", ended.Errors, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        content.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private string[] Lines() => File.ReadAllLines(content.PathOf(List));

    private async Task<string> LanguageAndCaching(string address, string languages)
    {
        await using var service = new Service(new Dictionary<string, string> { ["Content:Path"] = content.Path });
        using var request = new HttpRequestMessage(HttpMethod.Get, address) { Headers = { { "Accept-Language", languages } } };
        using var response = await service.Http.SendAsync(request, TestContext.Current.CancellationToken);
        return $"{response.Header("Content-Language")}: {response.Header("Cache-Control")}";
    }

    // By address, of the English representation.
    private async Task<Dictionary<string, string>> ETags()
    {
        await using var service = new Service(new Dictionary<string, string> { ["Content:Path"] = content.Path });
        var tags = new Dictionary<string, string>();
        foreach (var address in Addresses)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address) { Headers = { { "Accept-Language", "en" } } };
            using var response = await service.Http.SendAsync(request, TestContext.Current.CancellationToken);
            Assert.True(response.IsSuccessStatusCode, $"{address}: {response.StatusCode}");
            tags.Add(address, response.Headers.ETag?.Tag ?? "");
        }

        return tags;
    }
}
