using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;

namespace KetamineScreening.Benchmarks;

/// <summary>Load on one process for a long time: its memory, errors, latency and turns by the minute.</summary>
internal static class Soak
{
    private const int Connections = 64;
    private const int SecondsPerRow = 60;

    // Two turns are further apart, and the writes of one turn are closer together.
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>Runs the load and writes a row for each minute.</summary>
    /// <returns>
    /// The resident memory in the last third relative to the first third, the managed heap after a full collection at the end relative to
    /// that after the first minute, and the number of failed requests.
    /// </returns>
    public static async Task<(double MemoryGrowth, double HeapGrowth, long Failed)> Run(Servers servers, int minutes)
    {
        var requests = Requests.Screenings(Parts.Questionnaires, contribute: true);
        var service = await servers.Sqlite();
        await Load.Check(service, requests, HttpStatusCode.OK, Scenarios.Received);
        using var journal = new JournalWatch(servers.StoreFolder);
        Console.WriteLine(FormattableString.Invariant($"\n### {minutes} minutes of load, {Connections} connections\n"));
        Console.WriteLine("A turn: from the first write to the journal of SQLite to the last.\n");
        Console.WriteLine("| minute | requests | failed | p50 ms | p99 ms | p99.9 ms | MB resident | turns | longest turn, ms |");
        Console.WriteLine("| --- | --- | --- | --- | --- | --- | --- | --- | --- |");
        var (memory, firstHeap, failed) = (new List<double>(), 0.0, 0L);
        for (var minute = 1; minute <= minutes; minute++)
        {
            var sample = await Load.Run([service], requests, HttpStatusCode.OK, Connections, SecondsPerRow);
            var turns = journal.Take(Pause);
            memory.Add(service.Resident);
            failed += sample.Failed;
            var longest = turns.Count == 0 ? "-" : FormattableString.Invariant($"{turns.Max():0.00}");
            Console.WriteLine(FormattableString.Invariant(
                $"| {minute} | {sample.Requests:N0} | {sample.Failed} | {sample.Median:0.00} | {sample.Percentile99:0.00} | ")
                + FormattableString.Invariant($"{sample.Percentile999:0.00} | {memory[^1]:0} | {turns.Count} | {longest} |"));
            if (minute == 1) firstHeap = await RuntimeCounters.LiveHeap(service);
        }

        var third = Math.Max(1, minutes / 3);
        var lastHeap = await RuntimeCounters.LiveHeap(service);
        Console.WriteLine(FormattableString.Invariant(
            $"\nThe managed heap after a full collection: {firstHeap:0.0} MB after the first minute, {lastHeap:0.0} MB at the end."));
        return (Spread.Of(memory.TakeLast(third)).Median / Spread.Of(memory.Take(third)).Median, lastHeap / firstHeap, failed);
    }

    /// <summary>Notices the writes to the journal of a SQLite database.</summary>
    private sealed class JournalWatch : IDisposable
    {
        private readonly ConcurrentQueue<long> writes = [];
        private readonly FileSystemWatcher watcher;

        public JournalWatch(string folder)
        {
            watcher = new FileSystemWatcher(folder, "*-journal");
            watcher.Changed += (_, _) => writes.Enqueue(Stopwatch.GetTimestamp());
            watcher.EnableRaisingEvents = true;
        }

        /// <summary>Takes the milliseconds of the turns since the last call.</summary>
        public List<double> Take(TimeSpan pause)
        {
            var turns = new List<(long First, long Last)>();
            while (writes.TryDequeue(out var write))
            {
                if (turns.Count > 0 && Stopwatch.GetElapsedTime(turns[^1].Last, write) < pause) turns[^1] = (turns[^1].First, write);
                else turns.Add((write, write));
            }

            return [.. turns.Select(turn => Stopwatch.GetElapsedTime(turn.First, turn.Last).TotalMilliseconds)];
        }

        public void Dispose() => watcher.Dispose();
    }
}
