using KetamineScreening.Api.Tests.Aggregates;
using KetamineScreening.Api.Tests.Store;

namespace KetamineScreening.Api.Tests.Faults;

[Trait("kind", "fault"), Trait("store", "both")]
public sealed class StopUnderLoadTests : IDisposable
{
    private const int Connections = 8;
    private readonly string folder = Directory.CreateTempSubdirectory("ketamine-screening-").FullName;

    [Fact]
    public async Task A_stop_under_load_completes_every_response_and_drops_fewer_than_ten_contributions()
    {
        var settings = new Dictionary<string, string>
        {
            ["Store:Provider"] = TestStore.Provider,
            ["Store:ConnectionString"] = TestStore.Address(folder),
            ["Contributions:CommitMilliseconds"] = "50",
            ["Logging:Console:FormatterName"] = "json",
        };
        var (random, stops, accepted, dropped) = (new Random(), 5 * Fault.Times, 0, 0);
        for (var stop = 0; stop < stops; stop++)
        {
            await using var executable = await Executable.Start(settings);
            var before = await Load.Counted(folder);
            var load = new Load(executable.Http, Connections);
            await load.More(random.Next(20, 300));
            executable.Signal("TERM");
            await load.End();
            Assert.Equal(0, await executable.Exit());

            var droppedNow = executable.Dropped();
            Assert.InRange(droppedNow, 0, 9);
            Assert.Equal(load.Accepted - droppedNow, await Load.Counted(folder) - before);
            (accepted, dropped) = (accepted + load.Accepted, dropped + droppedNow);
        }

        Fault.Write(
            "stopped (SIGTERM) under load",
            $"{stops}, with {accepted:N0} people",
            $"no answer; {dropped} not counted (fewer than a batch of 10 at each stop)");
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
