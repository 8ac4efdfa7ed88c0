using KetamineScreening.Api.Tests.Aggregates;
using KetamineScreening.Api.Tests.Store;

namespace KetamineScreening.Api.Tests.Faults;

/// <summary>The disk of an SQLite store fails while people answer, and is mended: nobody waits for it, and nobody is lost.</summary>
[Trait("kind", "fault")]
public sealed class DiskFaultTests
{
    // Nobody could answer that often if an answer waited for a commit, which never comes or takes seconds.
    private const int Meanwhile = 1000;
    private const string SaysSo = "The store cannot be written to";

    private readonly TimeSpan length = TimeSpan.FromSeconds(3 * Fault.Times);

    [Fact]
    public Task A_locked_store_holds_nobody_up_and_loses_nothing() => Survives($"database locked for {length.TotalSeconds} seconds", async (folder, _, load) =>
    {
        await using var lockHolder = TestStore.Open(folder);
        await using var command = lockHolder.CreateCommand();
        command.CommandText = "begin exclusive";
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        await load.More(Meanwhile);
        await Task.Delay(length, TestContext.Current.CancellationToken);
    });

    [Fact]
    public async Task A_full_disk_holds_nobody_up_and_loses_nothing()
    {
        using var disk = SmallDisk.Mount();
        await Survives("disk full", async (_, executable, load) =>
        {
            disk.Fill();
            await executable.Says(SaysSo);
            await load.More(Meanwhile);
            disk.Empty();
        }, disk.Folder);
    }

    [Fact]
    public async Task A_disk_that_becomes_read_only_holds_nobody_up_and_loses_nothing()
    {
        using var disk = SmallDisk.Mount();
        await Survives("disk becomes read-only", async (_, executable, load) =>
        {
            disk.ReadOnly(true);
            await executable.Says(SaysSo);
            await load.More(Meanwhile);
            disk.ReadOnly(false);
        }, disk.Folder);
    }

    [Fact]
    public Task A_slow_disk_holds_nobody_up_and_loses_nothing()
    {
        var slow = SlowDisk.Command;
        return Survives(
            $"disk takes {SlowDisk.MillisecondsPerSync} ms for every sync", (_, _, load) => load.More(Meanwhile * Fault.Times), commitMilliseconds: 4000, through: slow);
    }

    private static async Task Survives(string fault, Func<string, Executable, Load, Task> happens, string? folder = null, int commitMilliseconds = 50, IReadOnlyList<string>? through = null)
    {
        var own = folder is null ? Directory.CreateTempSubdirectory("ketamine-screening-") : null;
        folder ??= own!.FullName;
        var settings = new Dictionary<string, string> { ["Store:ConnectionString"] = $"Data Source={folder}/store.db", ["Contributions:CommitMilliseconds"] = $"{commitMilliseconds}" };
        await using (var executable = await Executable.Start(settings, through: through))
        {
            var before = await Load.Counted(folder);
            var load = new Load(executable.Http, 4);
            await load.More(100);
            await happens(folder, executable, load);
            await load.More(100);
            await load.Stop();
            executable.Signal("TERM");
            Assert.Equal(0, await executable.Exit());

            // A stop drops what is less than a batch, and says how much that was.
            var dropped = Totals.Dropped(executable.Output);
            Assert.InRange(dropped, 0, 9);
            Assert.Equal(load.Accepted - dropped, await Load.Counted(folder) - before);
            Fault.Write($"{fault}, under load", $"1, with {load.Accepted:N0} people", $"none; {dropped} not counted at the stop");
        }

        own?.Delete(recursive: true);
    }
}
