using System.Diagnostics.Tracing;
using System.Globalization;
using Microsoft.Diagnostics.NETCore.Client;
using Microsoft.Diagnostics.Tracing;
using Microsoft.Diagnostics.Tracing.Parsers;

namespace KetamineScreening.Benchmarks;

/// <summary>Reads the event counters of the runtime of a server.</summary>
internal static class RuntimeCounters
{
    /// <summary>Counter of the bytes allocated.</summary>
    public const string Allocated = "alloc-rate";

    /// <summary>Counter of the methods that were compiled since the start.</summary>
    public const string CompiledMethods = "methods-jitted-count";

    /// <summary>Counter of the assemblies that were loaded since the start.</summary>
    public const string Assemblies = "assembly-count";

    private const string HeapSize = "gc-heap-size";

    // The counters of the last interval arrive after the work has ended.
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(2);

    /// <summary>Reads the counters while some work is done.</summary>
    /// <returns>The values by counter: the sum of those that count an interval, and the last value of the others.</returns>
    public static async Task<IReadOnlyDictionary<string, double>> During(Target server, Func<Task> work)
    {
        var provider = new EventPipeProvider(
            "System.Runtime", EventLevel.Informational, arguments: new Dictionary<string, string> { ["EventCounterIntervalSec"] = "1" });
        using var session = new DiagnosticsClient(server.ProcessId).StartEventPipeSession(provider, requestRundown: false);
        var values = new Dictionary<string, double>();
        var reading = Task.Run(() =>
        {
            using var source = new EventPipeEventSource(session.EventStream);
            source.Dynamic.All += counted => Add(counted, values);
            source.Process();
        });
        await work();
        await Task.Delay(Rest);
        await session.StopAsync(CancellationToken.None);
        await reading;
        return values;
    }

    /// <summary>Collects the garbage of a server.</summary>
    /// <returns>Megabytes of the managed heap that are in use afterwards.</returns>
    public static async Task<double> LiveHeap(Target server)
    {
        // A session with this keyword makes the runtime collect all generations.
        var collection = new EventPipeProvider(
            ClrTraceEventParser.ProviderName, EventLevel.Informational, (long)ClrTraceEventParser.Keywords.GCHeapCollect);
        using var session = new DiagnosticsClient(server.ProcessId).StartEventPipeSession(collection, requestRundown: false);
        var reading = Task.Run(() =>
        {
            using var source = new EventPipeEventSource(session.EventStream);
            source.Process();
        });
        await Task.Delay(Rest);
        await session.StopAsync(CancellationToken.None);
        await reading;
        return (await During(server, () => Task.CompletedTask))[HeapSize];
    }

    private static void Add(TraceEvent counted, Dictionary<string, double> values)
    {
        if (counted.EventName != "EventCounters") return;
        var payload = (IDictionary<string, object>)((IDictionary<string, object>)counted.PayloadValue(0))["Payload"];
        var name = (string)payload["Name"];
        if (payload.TryGetValue("Increment", out var increment)) values[name] = values.GetValueOrDefault(name) + Number(increment);
        else values[name] = Number(payload["Mean"]);
    }

    private static double Number(object value) => Convert.ToDouble(value, CultureInfo.InvariantCulture);
}
