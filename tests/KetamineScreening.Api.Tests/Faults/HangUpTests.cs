namespace KetamineScreening.Api.Tests.Faults;

/// <summary>A terminal that closes sends SIGHUP to what was started in it.</summary>
[Trait("kind", "fault")]
public sealed class HangUpTests : IDisposable
{
    private const int Screenings = 40;
    private readonly string folder = Directory.CreateTempSubdirectory("ketamine-screening-").FullName;

    [Fact]
    public async Task SIGHUP_stops_in_order_and_counts_everybody()
    {
        await using var executable = await Executable.Start(Settings);
        var before = await Load.Counted(folder);
        await Contribute(executable);
        executable.Signal("HUP");

        Assert.Equal(0, await executable.Exit());
        Assert.Equal(Screenings, await Load.Counted(folder) - before);
        Fault.Write("terminal closed (SIGHUP), SQLite", $"1, with {Screenings} people", "none");
    }

    [Fact]
    public async Task A_service_started_to_ignore_SIGHUP_goes_on_as_with_nohup()
    {
        await using var executable = await Executable.Start(Settings, through: ["sh", "-c", "trap '' HUP; \"$@\"; exit $?", "sh"]);
        var before = await Load.Counted(folder);
        executable.Signal("HUP");
        await Contribute(executable);
        executable.Signal("TERM");

        Assert.Equal(0, await executable.Exit());
        Assert.Equal(Screenings, await Load.Counted(folder) - before);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private Dictionary<string, string> Settings => new() { ["Store:ConnectionString"] = $"Data Source={folder}/store.db" };

    private static async Task Contribute(Executable executable)
    {
        var load = new Load(executable.Http, connections: 4, atMost: Screenings);
        await load.End();
        Assert.Equal(Screenings, load.Received);
    }
}
