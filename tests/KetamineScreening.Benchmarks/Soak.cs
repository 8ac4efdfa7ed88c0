using System.Net;

namespace KetamineScreening.Benchmarks;

/// <summary>Load on one process for a long time: its memory, errors and latency by the minute.</summary>
internal static class Soak
{
    private const int Connections = 64;
    private const int SecondsPerRow = 60;

    /// <summary>Runs the load and writes a row for each minute.</summary>
    /// <returns>
    /// The resident memory in the last third relative to the first third, the managed heap after a full collection at the end relative to
    /// that after the first third, and the number of failed requests.
    /// </returns>
    public static async Task<(double MemoryGrowth, double HeapGrowth, long Failed)> Run(Servers servers, int minutes)
    {
        var requests = Requests.Screenings(Parts.Questionnaires, contribute: true);
        var service = await servers.Sqlite();
        await Load.Check(service, requests, HttpStatusCode.OK, Scenarios.Received);
        Console.WriteLine(FormattableString.Invariant($"\n### {minutes} minutes of load, {Connections} connections\n"));
        Console.WriteLine("| minute | requests | failed | p50 ms | p99 ms | p99.9 ms | MB resident |");
        Console.WriteLine("| --- | --- | --- | --- | --- | --- | --- |");
        var third = Math.Max(1, minutes / 3);
        var (memory, firstHeap, failed) = (new List<double>(), 0.0, 0L);
        for (var minute = 1; minute <= minutes; minute++)
        {
            var sample = await Load.Run([service], requests, HttpStatusCode.OK, Connections, SecondsPerRow);
            memory.Add(service.Resident);
            failed += sample.Failed;
            Console.WriteLine(FormattableString.Invariant(
                $"| {minute} | {sample.Requests:N0} | {sample.Failed} | {sample.Median:0.00} | {sample.Percentile99:0.00} | ")
                + FormattableString.Invariant($"{sample.Percentile999:0.00} | {memory[^1]:0} |"));
            // A full collection changes the memory of the second third, which is not compared.
            if (minute == third) firstHeap = await RuntimeCounters.LiveHeap(service);
        }

        var lastHeap = await RuntimeCounters.LiveHeap(service);
        Console.WriteLine(FormattableString.Invariant(
            $"\nThe managed heap after a full collection: {firstHeap:0.0} MB after the first third, {lastHeap:0.0} MB at the end."));
        return (Spread.Of(memory.TakeLast(third)).Median / Spread.Of(memory.Take(third)).Median, lastHeap / firstHeap, failed);
    }
}
