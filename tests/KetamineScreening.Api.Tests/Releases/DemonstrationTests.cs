namespace KetamineScreening.Api.Tests.Releases;

/// <summary>The command <c>demo</c>: marked releases, beside what a store already has.</summary>
public sealed class DemonstrationTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("ketamine-screening-").FullName;

    private Dictionary<string, string> Settings => new()
    {
        ["Store:ConnectionString"] = $"Data Source={folder}/store.db",
        ["Keys:Path"] = folder + ".keys",
        ["Logging:LogLevel:Default"] = "None",
    };

    [Fact]
    public async Task It_makes_six_releases_of_each_questionnaire_that_say_synthetic_everywhere()
    {
        var ended = await Executable.Run(Settings, "demo", "400");
        Assert.True(ended.ExitCode == 0, ended.Output);

        await using var service = OpenService();
        var releases = (await service.Get("/v1/releases"))["releases"]!.AsArray();
        Assert.Equal(18, releases.Count);
        Assert.All(releases, release => Assert.True((bool)release!["synthetic"]!));
        foreach (var address in releases.Select(release => (string)release!["address"]!).TakeLast(3))
        {
            Assert.EndsWith("-synthetic", address, StringComparison.Ordinal);
            foreach (var file in new[] { "README.md", "codebook.csv", "datapackage.json", "CITATION.cff", "ddi.xml" })
            {
                var text = await service.Http.GetStringAsync($"{address}/{file}", TestContext.Current.CancellationToken);
                Assert.Contains("SYNTHETIC", text, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task It_leaves_an_open_period_of_real_screenings_alone_and_is_refused_the_second_time()
    {
        await using (var service = OpenService()) await service.Screen(Some.SelfCheck, Some.Answers(), contribute: true);
        var before = OpenPeriods(await Executable.Run(Settings, "list-periods"));
        Assert.NotEmpty(before);

        Assert.Equal(0, (await Executable.Run(Settings, "demo", "400")).ExitCode);
        var again = await Executable.Run(Settings, "demo", "400");

        Assert.Equal(before, OpenPeriods(await Executable.Run(Settings, "list-periods")));
        Assert.Equal(1, again.ExitCode);
        Assert.Contains("synthetic releases already", again.Errors, StringComparison.Ordinal);

        static IReadOnlyList<string> OpenPeriods(Ended ended) =>
            [.. ended.Output.Split('\n').Where(line => line.EndsWith("open", StringComparison.Ordinal))];
    }

    [Fact]
    public async Task A_withdrawn_release_is_neither_the_latest_nor_in_the_series()
    {
        Assert.Equal(0, (await Executable.Run(Settings, "demo", "400")).ExitCode);
        var newest = await Latest();
        Assert.Equal(0, (await Executable.Run(Settings, "withdraw-release", newest, "--reason", "A mistake")).ExitCode);

        Assert.NotEqual(newest, await Latest());
        await using var service = OpenService();
        var figures = (await service.Get($"/v1/series?questionnaire={Some.SelfCheck}"))["figures"]!.AsArray();
        var releases = figures.Select(figure => (string)figure!["release"]!).Distinct().ToList();
        Assert.Equal(5, releases.Count);
        Assert.DoesNotContain(newest, releases);

        async Task<string> Latest()
        {
            await using var started = OpenService();
            var address = $"/v1/releases/latest?questionnaire={Some.SelfCheck}";
            using var response = await started.Http.GetAsync(address, TestContext.Current.CancellationToken);
            return response.Headers.Location!.ToString().Split('/')[^1];
        }
    }

    [Theory]
    [InlineData("299")]
    [InlineData("1000001")]
    [InlineData("many")]
    public async Task A_number_of_screenings_out_of_range_is_a_mistake_on_the_command_line(string screenings)
    {
        var ended = await Executable.Run(Settings, "demo", screenings);

        Assert.Equal(2, ended.ExitCode);
        Assert.Contains("from 300 to 1,000,000", ended.Errors, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        Directory.Delete(folder, recursive: true);
        if (Directory.Exists(folder + ".keys")) Directory.Delete(folder + ".keys", recursive: true);
    }

    private Service OpenService() => new(new Dictionary<string, string> { ["Keys:Path"] = folder + ".keys" }, folder: folder);
}
