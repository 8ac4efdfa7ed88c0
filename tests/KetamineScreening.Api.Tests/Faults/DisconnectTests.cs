using System.Globalization;
using KetamineScreening.Api.Tests.Abuse;

namespace KetamineScreening.Api.Tests.Faults;

[Trait("kind", "fault")]
public sealed class DisconnectTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("ketamine-screening-").FullName;

    [Fact]
    public async Task Clients_that_disconnect_at_any_point_leak_no_connection_and_no_memory_and_write_no_log_line()
    {
        var settings = new Dictionary<string, string> { ["Store:ConnectionString"] = $"Data Source={folder}/store.db" };
        await using var executable = await Executable.Start(settings);
        var address = executable.Http.BaseAddress!;
        var request = RawConnection.Screening(Some.Body(Some.Answers(("craving", "weekly")), contribute: true));
        var attempts = 10_000 * Fault.Times;
        await Disconnect(address, request, 500);
        await new Load(executable.Http, 4, 500).End();
        var (descriptors, memory, log) = (Descriptors(executable.Id), Memory(executable.Id), executable.Output.Length);

        await Disconnect(address, request, attempts);
        var load = new Load(executable.Http, 4, 100);
        await load.End();
        await Wait.Until(() => Descriptors(executable.Id) <= descriptors + 10, "the connections are closed");

        Assert.Equal(100, load.Received);
        Assert.InRange(Memory(executable.Id) - memory, long.MinValue, 100);
        Assert.True(executable.Output.Length == log, executable.Output[log..]);
        var (moreDescriptors, moreMemory) = (Descriptors(executable.Id) - descriptors, Memory(executable.Id) - memory);
        Fault.Write(
            "client vanishes: after connecting, within the header, within the body, before the answer",
            $"{attempts:N0}",
            $"nothing left behind: open files {moreDescriptors:+0;-0;+0}, memory {moreMemory:+0;-0;+0} MB");
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static Task Disconnect(Uri address, string request, int attempts) => Parallel.ForEachAsync(
        Enumerable.Range(0, attempts),
        new ParallelOptions { MaxDegreeOfParallelism = 32 },
        async (attempt, _) =>
        {
            using var connection = await RawConnection.Open(address);
            await connection.Send(request[..(attempt % 4 == 0 ? 0 : attempt % 4 == 3 ? request.Length : attempt * 7 % request.Length)]);
            // Half of the clients wait briefly, so that the server may already be waiting for the rest of the request.
            if (attempt % 8 >= 4) await Task.Delay(1, CancellationToken.None);
            connection.Abort();
        });

    private static int Descriptors(int process) => Directory.GetFileSystemEntries($"/proc/{process}/fd").Length;

    // Resident memory in megabytes.
    private static long Memory(int process)
    {
        var line = File.ReadLines($"/proc/{process}/status").Single(line => line.StartsWith("VmRSS:", StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;
    }
}
