using System.Globalization;
using KetamineScreening.Api.Tests.Abuse;

namespace KetamineScreening.Api.Tests.Faults;

[Trait("kind", "fault")]
public sealed class VanishingClientTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("ketamine-screening-").FullName;

    [Fact]
    public async Task Clients_that_vanish_at_any_point_leave_no_connection_no_memory_and_no_line_in_the_log_behind()
    {
        await using var executable = await Executable.Start(new Dictionary<string, string> { ["Store:ConnectionString"] = $"Data Source={folder}/store.db" });
        var address = executable.Http.BaseAddress!;
        var whole = RawConnection.Whole(Some.Body(Some.Answers(("craving", "weekly")), contribute: true));
        var attempts = 10_000 * Fault.Times;
        await Vanish(address, whole, 500);
        await new Load(executable.Http, 4, 500).End();
        var (descriptors, memory, log) = (Descriptors(executable.Id), Memory(executable.Id), executable.Output.Length);

        await Vanish(address, whole, attempts);
        var load = new Load(executable.Http, 4, 100);
        await load.End();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(40));
        while (Descriptors(executable.Id) > descriptors + 10 && !limit.IsCancellationRequested) await Task.Delay(100, CancellationToken.None);

        Assert.Equal(100, load.Accepted);
        Assert.InRange(Descriptors(executable.Id), 0, descriptors + 10);
        Assert.InRange(Memory(executable.Id) - memory, long.MinValue, 100);
        Assert.True(executable.Output.Length == log, executable.Output[log..]);
        Fault.Write("client vanishes: after connecting, within the header, within the body, before the answer", $"{attempts:N0}", $"nothing left behind: open files {Descriptors(executable.Id) - descriptors:+0;-0;+0}, memory {Memory(executable.Id) - memory:+0;-0;+0} MB");
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static Task Vanish(Uri address, string whole, int attempts) => Parallel.ForEachAsync(
        Enumerable.Range(0, attempts),
        new ParallelOptions { MaxDegreeOfParallelism = 32 },
        async (attempt, _) =>
        {
            using var connection = await RawConnection.To(address);
            await connection.Send(whole[..(attempt % 4 == 0 ? 0 : attempt % 4 == 3 ? whole.Length : attempt * 7 % whole.Length)]);
            // Half of them stay until the server waits for the rest.
            if (attempt % 8 >= 4) await Task.Delay(1, CancellationToken.None);
            connection.Vanish();
        });

    private static int Descriptors(int process) => Directory.GetFileSystemEntries($"/proc/{process}/fd").Length;

    // Megabytes that are really there.
    private static long Memory(int process) =>
        long.Parse(File.ReadLines($"/proc/{process}/status").Single(line => line.StartsWith("VmRSS:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;
}
