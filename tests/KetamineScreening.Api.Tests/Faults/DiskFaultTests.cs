using KetamineScreening.Api.Tests.Store;

namespace KetamineScreening.Api.Tests.Faults;

/// <summary>The disk of an SQLite store fails under load and recovers: no request waits for it, and no contribution is lost.</summary>
[Trait("kind", "fault")]
public sealed class DiskFaultTests
{
    // Requests during the fault: so many could not complete if a response waited for a commit, which never ends or takes seconds.
    private const int RequestsDuringFault = 1000;
    private const string StoreFailure = "Writing to the store fails";

    [Fact]
    public Task A_locked_database_delays_no_request_and_loses_no_contribution() =>
        AssertSurvives(
            "database locked",
            async (folder, executable, load) =>
            {
                await using var lockHolder = TestStore.Open(folder);
                await using var command = lockHolder.CreateCommand();
                command.CommandText = "begin exclusive";
                await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
                await executable.Says(StoreFailure);
                await load.More(RequestsDuringFault * Fault.Times);
            });

    [Fact]
    public async Task A_full_disk_delays_no_request_and_loses_no_contribution()
    {
        using var disk = SmallDisk.Mount();
        await AssertSurvives("disk full", async (_, executable, load) =>
        {
            // A commit that is under way frees the space of its journal afterwards, in which all later journals fit.
            await executable.Says(StoreFailure, disk.Fill);
            await load.More(RequestsDuringFault);
            disk.Empty();
        }, disk.Folder);
    }

    [Fact]
    public async Task A_disk_that_becomes_read_only_delays_no_request_and_loses_no_contribution()
    {
        using var disk = SmallDisk.Mount();
        await AssertSurvives("disk becomes read-only", async (_, executable, load) =>
        {
            disk.ReadOnly(true);
            await executable.Says(StoreFailure);
            await load.More(RequestsDuringFault);
            disk.ReadOnly(false);
        }, disk.Folder);
    }

    [Fact]
    public Task A_slow_disk_delays_no_request_and_loses_no_contribution()
    {
        var slow = SlowDisk.Command;
        return AssertSurvives(
            $"disk takes {SlowDisk.MillisecondsPerSync} ms for every sync",
            (_, _, load) => load.More(RequestsDuringFault * Fault.Times),
            through: slow);
    }

    private static async Task AssertSurvives(
        string fault,
        Func<string, Executable, Load, Task> injectFault,
        string? folder = null,
        IReadOnlyList<string>? through = null)
    {
        var ownFolder = folder is null ? Directory.CreateTempSubdirectory("ketamine-screening-") : null;
        folder ??= ownFolder!.FullName;
        var settings = new Dictionary<string, string>
        {
            ["Store:ConnectionString"] = $"Data Source={folder}/store.db",
            ["Contributions:CommitMilliseconds"] = "5000",
        };
        await using (var executable = await Executable.Start(settings, through: through))
        {
            var before = await Load.Counted(folder);
            var load = new Load(executable.Http, 4);
            await load.More(100);
            await injectFault(folder, executable, load);
            await load.More(100);
            await load.Stop();
            executable.Signal("TERM");
            Assert.Equal(0, await executable.Exit());

            Assert.Equal(load.Received, await Load.Counted(folder) - before);
            Fault.Write($"{fault}, under load", $"1, with {load.Received:N0} people", "none");
        }

        ownFolder?.Delete(recursive: true);
    }
}
