using KetamineScreening.Api.Tests.Aggregates;

namespace KetamineScreening.Api.Tests.Commands;

public sealed class VerbTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("ketamine-screening-").FullName;

    private Dictionary<string, string> Settings => new() { ["Store:ConnectionString"] = $"Data Source={folder}/store.db", ["Logging:LogLevel:Default"] = "None" };

    [Fact]
    public async Task A_demonstration_makes_releases_that_say_synthetic_everywhere()
    {
        var (exitCode, output) = await Executable.Verb(Settings, "demo", "400");
        Assert.True(exitCode == 0, output);
        Assert.Contains("SYNTHETIC release made: /v1/releases/ketamine-self-check-1-", output, StringComparison.Ordinal);

        await using var service = new Service(folder: folder);
        var releases = (await service.Get("/v1/releases"))["releases"]!.AsArray();
        Assert.Equal(3, releases.Count);
        Assert.All(releases, release => Assert.True((bool)release!["synthetic"]!));
        foreach (var address in releases.Select(release => (string)release!["address"]!))
        {
            Assert.EndsWith("-synthetic", address, StringComparison.Ordinal);
            foreach (var file in new[] { "README.md", "codebook.csv", "datapackage.json" })
            {
                Assert.Contains("SYNTHETIC", await service.Http.GetStringAsync($"{address}/{file}", TestContext.Current.CancellationToken), StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task A_demonstration_is_refused_where_real_totals_are()
    {
        await using (var service = new Service(folder: folder)) await service.Contribute(10);
        var (exitCode, output) = await Executable.Verb(Settings, "demo", "400");

        Assert.Equal(1, exitCode);
        Assert.Contains("a store of its own", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_withdrawn_release_answers_410_with_the_reason()
    {
        await Executable.Verb(Settings, "demo", "400");
        await using var service = new Service(folder: folder);
        var address = (string)(await service.Get("/v1/releases"))["releases"]![0]!["address"]!;
        var (exitCode, _) = await Executable.Verb(Settings, "withdraw-release", address.Split('/')[^1], "--reason", "A mistake in the questions");

        Assert.Equal(0, exitCode);
        await service.Turn();
        foreach (var withdrawn in new[] { address, address + "/bands.csv" })
        {
            using var response = await service.Http.GetAsync(withdrawn, TestContext.Current.CancellationToken);
            var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            Assert.Equal(410, (int)response.StatusCode);
            Assert.Contains("A mistake in the questions", body, StringComparison.Ordinal);
            Assert.Contains("release-withdrawn", body, StringComparison.Ordinal);
        }

        Assert.Equal("withdrawn", (string)(await service.Get("/v1/releases"))["releases"]![0]!["state"]!);
        Assert.Equal(1, (await Executable.Verb(Settings, "withdraw-release", address.Split('/')[^1], "--reason", "Again")).ExitCode);
    }

    [Fact]
    public async Task Periods_are_listed_by_date_and_state_and_can_be_discarded()
    {
        await using (var service = new Service(folder: folder, time: new Clock(new DateTimeOffset(2026, 11, 1, 0, 0, 0, TimeSpan.Zero)))) await service.Contribute(10);
        var (_, list) = await Executable.Verb(Settings, "list-periods");
        Assert.Equal(3, list.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Contains("ketamine-self-check-1-2026q4\t2026q4\t2026q4\topen", list, StringComparison.Ordinal);

        Assert.Equal(0, (await Executable.Verb(Settings, "discard-period", "ketamine-self-check-1-2026q4")).ExitCode);
        Assert.DoesNotContain("self-check", (await Executable.Verb(Settings, "list-periods")).Output, StringComparison.Ordinal);
        Assert.Equal(1, (await Executable.Verb(Settings, "discard-period", "ketamine-self-check-1-2026q4")).ExitCode);
    }

    [Fact]
    public async Task A_backup_holds_the_releases_and_nothing_of_an_open_period()
    {
        await Executable.Verb(Settings, "demo", "400");
        await using (var service = new Service(folder: folder)) await service.Contribute(10);
        var file = Path.Combine(folder, "backup.db");
        Assert.Equal(0, (await Executable.Verb(Settings, "backup", file)).ExitCode);

        var backup = new Dictionary<string, string> { ["Store:ConnectionString"] = $"Data Source={file}" };
        var (_, original) = await Executable.Verb(Settings, "list-periods");
        var (_, list) = await Executable.Verb(backup, "list-periods");
        Assert.Equal(3, list.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.DoesNotContain("open", list, StringComparison.Ordinal);
        Assert.StartsWith(list, original, StringComparison.Ordinal);

        // It can be served as it is, and is never written over.
        var copies = Directory.CreateDirectory(Path.Combine(folder, "copy")).FullName;
        File.Copy(file, Path.Combine(copies, "store.db"));
        await using var copy = new Service(folder: copies);
        var address = (string)(await copy.Get("/v1/releases"))["releases"]![0]!["address"]!;
        Assert.StartsWith("item,option,weight,count,sd_noise\n", await copy.Http.GetStringAsync(address + "/item_options.csv", TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal(1, (await Executable.Verb(Settings, "backup", file)).ExitCode);
    }

    [Theory]
    [InlineData("no-such-verb")]
    [InlineData("withdraw-release", "x")]
    [InlineData("withdraw-release", "x", "--reason", " ")]
    [InlineData("discard-period")]
    [InlineData("backup")]
    [InlineData("demo", "many")]
    [InlineData("demo", "5")]
    [InlineData("list-periods", "all")]
    public async Task Wrong_words_are_answered_with_the_right_ones(params string[] words)
    {
        var (exitCode, output) = await Executable.Verb(Settings, words);

        Assert.Equal(2, exitCode);
        Assert.Contains(words[0] == "no-such-verb" ? "close-periods" : words[0], output, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(folder));
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
