using KetamineScreening.Api.Tests.Store;

namespace KetamineScreening.Api.Tests.Faults;

[Trait("kind", "fault"), Trait("store", "both")]
public sealed class StopUnderLoadTests : IDisposable
{
    private const int Connections = 8;
    private readonly string folder = Directory.CreateTempSubdirectory("ketamine-screening-").FullName;

    [Fact]
    public async Task A_stop_under_load_completes_every_response_and_counts_everybody()
    {
        var settings = new Dictionary<string, string>
        {
            ["Store:Provider"] = TestStore.Provider,
            ["Store:ConnectionString"] = TestStore.Address(folder),
        };
        var (random, stops, received) = (new Random(), 5 * Fault.Times, 0);
        for (var stop = 0; stop < stops; stop++)
        {
            await using var executable = await Executable.Start(settings);
            var before = await Load.Counted(folder);
            var load = new Load(executable.Http, Connections);
            await load.More(random.Next(20, 300));
            executable.Signal("TERM");
            await load.End();
            Assert.Equal(0, await executable.Exit());

            Assert.Equal(load.Received, await Load.Counted(folder) - before);
            received += load.Received;
        }

        Fault.Write(
            "stopped (SIGTERM) under load",
            $"{stops}, with {received:N0} people",
            "none");
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
