using KetamineScreening.Api.Tests.Aggregates;
using Microsoft.Extensions.Time.Testing;

namespace KetamineScreening.Api.Tests.Commands;

/// <summary>The work of each command, seen in its output, in the store and in the answers of a server on that store.</summary>
public sealed class CommandTests : IDisposable
{
    // Six periods of three questionnaires.
    private const int Releases = 18;

    private readonly string folder = Directory.CreateTempSubdirectory("ketamine-screening-").FullName;

    private Dictionary<string, string> Settings => new()
    {
        ["Store:ConnectionString"] = $"Data Source={folder}/store.db",
        ["Logging:LogLevel:Default"] = "None",
    };

    [Fact]
    public async Task A_demonstration_makes_releases_that_say_synthetic_everywhere()
    {
        var (exitCode, output) = await Executable.Run(Settings, "demo", "400");
        Assert.True(exitCode == 0, output);
        Assert.Contains("SYNTHETIC release made: /v1/releases/ketamine-self-check-2-", output, StringComparison.Ordinal);

        await using var service = new Service(folder: folder);
        var releases = (await service.Get("/v1/releases"))["releases"]!.AsArray();
        Assert.Equal(Releases, releases.Count);
        Assert.All(releases, release => Assert.True((bool)release!["synthetic"]!));
        foreach (var address in releases.Select(release => (string)release!["address"]!))
        {
            Assert.EndsWith("-synthetic", address, StringComparison.Ordinal);
            foreach (var file in new[] { "README.md", "codebook.csv", "datapackage.json" })
            {
                var text = await service.Http.GetStringAsync($"{address}/{file}", TestContext.Current.CancellationToken);
                Assert.Contains("SYNTHETIC", text, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task A_demonstration_beside_real_totals_leaves_them_as_they_are_and_is_made_once()
    {
        await using (var service = new Service(folder: folder)) await service.Contribute(10);
        var before = Totals.Counters(folder);
        var made = await Executable.Run(Settings, "demo", "400");
        var again = await Executable.Run(Settings, "demo", "400");

        Assert.Equal((0, 1), (made.ExitCode, again.ExitCode));
        Assert.Contains("has synthetic releases already", again.Errors, StringComparison.Ordinal);
        Assert.Equal(before, Totals.Counters(folder));
    }

    [Fact]
    public async Task A_withdrawn_release_answers_410_with_the_reason()
    {
        await Executable.Run(Settings, "demo", "400");
        await using var service = new Service(folder: folder);
        var address = (string)(await service.Get("/v1/releases"))["releases"]![0]!["address"]!;
        var id = address.Split('/')[^1];
        var (exitCode, output) = await Executable.Run(Settings, "withdraw-release", id, "--reason", "A mistake in the questions");

        Assert.Equal((0, $"{id} is withdrawn."), (exitCode, output.TrimEnd()));
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
        var again = await Executable.Run(Settings, "withdraw-release", id, "--reason", "Again");
        Assert.Equal((1, $"There is no published release '{id}'."), (again.ExitCode, again.Errors.TrimEnd()));
    }

    [Fact]
    public async Task Periods_are_listed_by_date_and_state_and_can_be_discarded()
    {
        const string Id = "ketamine-self-check-2-2026q4";
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 11, 1, 0, 0, 0, TimeSpan.Zero));
        await using (var service = new Service(folder: folder, time: time)) await service.Contribute(10);
        var (_, list) = await Executable.Run(Settings, "list-periods");
        Assert.Equal(3, list.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Contains($"{Id}\t2026-10-01\t2026-12-31\topen", list, StringComparison.Ordinal);

        Assert.Equal(0, (await Executable.Run(Settings, "discard-period", Id)).ExitCode);
        Assert.DoesNotContain(Id, (await Executable.Run(Settings, "list-periods")).Output, StringComparison.Ordinal);
        var again = await Executable.Run(Settings, "discard-period", Id);
        Assert.Equal((1, $"There is no open period '{Id}'."), (again.ExitCode, again.Errors.TrimEnd()));
    }

    [Fact]
    public async Task Periods_that_are_over_are_closed_and_named_with_their_outcome()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2025, 11, 1, 0, 0, 0, TimeSpan.Zero));
        await using (var service = new Service(folder: folder, time: time)) await service.Contribute(10);

        var (exitCode, output) = await Executable.Run(Settings, "close-periods");

        Assert.Equal(0, exitCode);
        Assert.Contains("ketamine-self-check-2-2025q4\tpublished", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_period_that_is_over_nothing_is_closed()
    {
        var (exitCode, output) = await Executable.Run(Settings, "close-periods");

        Assert.Equal((0, "No period is over."), (exitCode, output.TrimEnd()));
    }

    [Fact]
    public async Task A_backup_holds_the_releases_and_nothing_of_an_open_period()
    {
        await Executable.Run(Settings, "demo", "400");
        await using (var service = new Service(folder: folder)) await service.Contribute(10);
        var file = Path.Combine(folder, "backup.db");
        Assert.Equal(0, (await Executable.Run(Settings, "backup", file)).ExitCode);

        var backup = new Dictionary<string, string> { ["Store:ConnectionString"] = $"Data Source={file}" };
        var (_, original) = await Executable.Run(Settings, "list-periods");
        var (_, list) = await Executable.Run(backup, "list-periods");
        Assert.Equal(Releases, list.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.DoesNotContain("open", list, StringComparison.Ordinal);
        Assert.StartsWith(list, original, StringComparison.Ordinal);

        // A server can use the backup as its store.
        var copies = Directory.CreateDirectory(Path.Combine(folder, "copy")).FullName;
        File.Copy(file, Path.Combine(copies, "store.db"));
        await using var copy = new Service(folder: copies);
        var address = (string)(await copy.Get("/v1/releases"))["releases"]![0]!["address"]!;
        var table = await copy.Http.GetStringAsync(address + "/item_options.csv", TestContext.Current.CancellationToken);
        Assert.Contains("item,option,weight,", table, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_backup_never_overwrites_a_file()
    {
        var file = Path.Combine(folder, "backup.db");
        await File.WriteAllTextAsync(file, "kept", TestContext.Current.CancellationToken);
        var ended = await Executable.Run(Settings, "backup", file);

        Assert.Equal(1, ended.ExitCode);
        Assert.Contains(file, ended.Errors, StringComparison.Ordinal);
        Assert.Equal("kept", await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_backup_that_cannot_be_written_ends_with_1_and_the_reason()
    {
        var ended = await Executable.Run(Settings, "backup", folder);

        Assert.Equal(1, ended.ExitCode);
        Assert.NotEmpty(ended.Errors);
        Assert.DoesNotContain("Unhandled exception", ended.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-backup.db", "--", "-backup.db")]
    [InlineData("--help", "--", "--help")]
    [InlineData("@backup", "@backup")]
    [InlineData(":memory:", ":memory:")]
    [InlineData("Store:Provider=postgresql", "Store:Provider=postgresql")]
    public async Task A_backup_takes_any_name_of_a_file(string name, params string[] arguments)
    {
        var ended = await Executable.RunIn(folder, Settings, ["backup", .. arguments]);

        Assert.True(ended.ExitCode == 0, ended.Output);
        Assert.Contains(name, Directory.GetFiles(folder).Select(Path.GetFileName));
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
