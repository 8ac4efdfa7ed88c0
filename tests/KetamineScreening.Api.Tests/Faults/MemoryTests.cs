namespace KetamineScreening.Api.Tests.Faults;

[Trait("kind", "fault")]
public sealed class MemoryTests : IDisposable
{
    private const int Megabytes = 64;
    private readonly string folder = Directory.CreateTempSubdirectory("ketamine-screening-").FullName;

    [Theory]
    [InlineData("5000", "written to the store every 5 s")]
    [InlineData("3600000", "summed in memory")]
    public async Task A_heap_of_64_MB_is_enough_for_25000_contributions(string commitMilliseconds, string description)
    {
        // The runtime ends the process if it exceeds the heap limit.
        await using var executable = await Executable.Start(new Dictionary<string, string>
        {
            ["Store:ConnectionString"] = $"Data Source={folder}/store.db",
            ["Contributions:CommitMilliseconds"] = commitMilliseconds,
            ["DOTNET_GCHeapHardLimit"] = $"{Megabytes * 1024 * 1024:x}",
        });
        var people = 25_000 * Fault.Times;
        var load = new Load(executable.Http, 16, people);
        await load.End();

        Assert.Equal((people, 0), (load.Received, load.Unanswered));
        Fault.Write($"heap of {Megabytes} MB, contributions {description}", $"{people:N0}", "none");
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
