using System.Diagnostics.Tracing;
using Microsoft.Diagnostics.NETCore.Client;
using Microsoft.Diagnostics.Tracing;

namespace KetamineScreening.Benchmarks;

/// <summary>Measures the bytes that a server allocates per request, from the event counters of its runtime.</summary>
internal static class Allocations
{
    private const string Provider = "System.Runtime";
    private const string Counter = "alloc-rate";
    private const int Connections = 64;
    private const int Seconds = 5;

    // The counters of the last interval arrive after the load has ended.
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(2);

    /// <summary>Measures each row under load and writes a table.</summary>
    public static async Task Measure(IEnumerable<Row> rows)
    {
        Console.WriteLine($"\n### Bytes allocated per request, {Connections} connections\n\n| | bytes |\n| --- | --- |");
        foreach (var row in rows)
        {
            var server = await row.Server();
            // Before the measurement everything is compiled that the requests need.
            await Load.Run([server], row.Requests, row.Status, Connections, Seconds);
            var (bytes, sample) = await During(server, () => Load.Run([server], row.Requests, row.Status, Connections, Seconds));
            Console.WriteLine(FormattableString.Invariant($"| {row.Name} | {bytes / sample.Requests:N0} |"));
        }
    }

    private static async Task<(double Bytes, Sample Sample)> During(Target server, Func<Task<Sample>> load)
    {
        var provider = new EventPipeProvider(
            Provider, EventLevel.Informational, arguments: new Dictionary<string, string> { ["EventCounterIntervalSec"] = "1" });
        using var session = new DiagnosticsClient(server.ProcessId).StartEventPipeSession(provider, requestRundown: false);
        var bytes = 0.0;
        var reading = Task.Run(() =>
        {
            using var source = new EventPipeEventSource(session.EventStream);
            source.Dynamic.All += counted => bytes += Increment(counted);
            source.Process();
        });
        var sample = await load();
        await Task.Delay(Rest);
        await session.StopAsync(CancellationToken.None);
        await reading;
        return (bytes, sample);
    }

    private static double Increment(TraceEvent counted)
    {
        if (counted.EventName != "EventCounters") return 0;
        var values = (IDictionary<string, object>)((IDictionary<string, object>)counted.PayloadValue(0))["Payload"];
        return values["Name"] is Counter ? Convert.ToDouble(values["Increment"], System.Globalization.CultureInfo.InvariantCulture) : 0;
    }
}
