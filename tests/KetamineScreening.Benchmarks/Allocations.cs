namespace KetamineScreening.Benchmarks;

/// <summary>Measures the bytes that a server allocates per request.</summary>
internal static class Allocations
{
    private const int Connections = 64;
    private const int Seconds = 5;

    /// <summary>Measures each row under load and writes a table.</summary>
    public static async Task Measure(IEnumerable<Row> rows)
    {
        Console.WriteLine($"\n### Bytes allocated per request, {Connections} connections\n\n| | bytes |\n| --- | --- |");
        foreach (var row in rows)
        {
            var server = await row.Server();
            // Before the measurement everything is compiled that the requests need.
            await Load.Run([server], row.Requests, row.Status, Connections, Seconds);
            var requests = 0L;
            var counters = await RuntimeCounters.During(server, async () =>
                requests = (await Load.Run([server], row.Requests, row.Status, Connections, Seconds)).Requests);
            Console.WriteLine(FormattableString.Invariant($"| {row.Name} | {counters[RuntimeCounters.Allocated] / requests:N0} |"));
        }
    }
}
