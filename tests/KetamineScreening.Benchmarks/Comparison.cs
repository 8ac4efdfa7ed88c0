using System.Globalization;

namespace KetamineScreening.Benchmarks;

/// <summary>Measures servers in turn over several rounds, so that other activity of the machine affects all of them alike.</summary>
/// <param name="rounds">Number of rounds.</param>
/// <param name="warmUp">Seconds of load on each server before the first round.</param>
/// <param name="seconds">Seconds of load on each server in each round.</param>
internal sealed class Comparison(int rounds, int warmUp, int seconds)
{
    private readonly Dictionary<(string Scenario, string Row), IReadOnlyList<Sample>> samples = [];

    /// <summary>Number of screenings counted by the service with SQLite.</summary>
    public long Counted { get; private set; }

    /// <summary>Measures the rows of a scenario and writes their table.</summary>
    public async Task Run(Scenario scenario)
    {
        var samplesByRow = scenario.Rows.ToDictionary(row => row.Name, _ => new List<Sample>());
        foreach (var row in scenario.Rows)
        {
            foreach (var node in await row.Nodes()) await Load.Check(node, row.Requests, row.Status, row.ExpectedText);
            await Measure(scenario, row, warmUp);
        }

        for (var round = 0; round < rounds; round++)
        {
            // Every second round runs backwards, so that no server always follows the same one.
            foreach (var row in round % 2 == 0 ? scenario.Rows : scenario.Rows.Reverse())
            {
                samplesByRow[row.Name].Add(await Measure(scenario, row, seconds));
            }
        }

        foreach (var (name, list) in samplesByRow) samples[(scenario.Name, name)] = list;
        Write(scenario);
    }

    /// <summary>Ratio of a figure between two rows, computed per round because samples of one round are closest in time.</summary>
    /// <returns>The ratios; null when a row was not measured.</returns>
    public Spread? Ratio(string scenario, string row, string of, Func<Sample, double> figure) =>
        samples.TryGetValue((scenario, row), out var own) && samples.TryGetValue((scenario, of), out var others)
            ? Spread.Of(own.Zip(others, (a, b) => figure(a) / figure(b)))
            : null;

    /// <summary>Median processor time of a request, in microseconds.</summary>
    public double ProcessorMicroseconds(string scenario, string row) =>
        Spread.Of(samples[(scenario, row)].Select(sample => sample.ProcessorMicroseconds)).Median;

    /// <summary>Peak resident memory of a row after its last round, in MB; null when it was not measured.</summary>
    public double? PeakResident(string scenario, string row) =>
        samples.TryGetValue((scenario, row), out var own) ? own[^1].PeakResident : null;

    private async Task<Sample> Measure(Scenario scenario, Row row, int seconds)
    {
        var (server, nodes) = (await row.Server(), await row.Nodes());
        var connections = row.Connections ?? scenario.Connections;
        var sample = await Load.Run(nodes, row.Requests, row.Status, connections, seconds, row.Threads);
        var failure = $"{row.Name}: {sample.Requests} requests were answered, and {sample.Failed} failed.";
        if (row.MayFail && sample.Failed > 0) Console.WriteLine(failure);
        else if (sample.Failed > 0 || sample.Requests == 0) throw new InvalidOperationException(failure);
        if (server.Name != Servers.SqliteName) return sample;
        if (row.ExpectedText == Scenarios.Received) Counted += sample.Requests;
        return sample;
    }

    private void Write(Scenario scenario)
    {
        var of = scenario.Reference;
        Console.WriteLine($"\n### {scenario.Title}\n\nRatios are medians over {rounds} rounds, with the lowest and the highest.\n");
        Console.WriteLine($"| | requests/s | of {of} | processor us/request | of {of} | p50 ms | p99 ms | of {of} | MB at most |");
        Console.WriteLine("| --- | --- | --- | --- | --- | --- | --- | --- | --- |");
        foreach (var row in scenario.Rows)
        {
            var own = samples[(scenario.Name, row.Name)];
            double Median(Func<Sample, double> figure) => Spread.Of(own.Select(figure)).Median;
            Spread OfReference(Func<Sample, double> figure) => Ratio(scenario.Name, row.Name, of, figure)!;
            string[] cells =
            [
                Text($"{Median(sample => sample.PerSecond):0}"),
                OfReference(sample => sample.PerSecond).ToString(),
                Text($"{Median(sample => sample.ProcessorMicroseconds):0.0}"),
                OfReference(sample => sample.ProcessorMicroseconds).ToString(),
                Text($"{Median(sample => sample.Median):0.00}"),
                Text($"{Median(sample => sample.Percentile99):0.00}"),
                OfReference(sample => sample.Percentile99).ToString(),
                Text($"{own[^1].PeakResident:0}"),
            ];
            Console.WriteLine($"| {row.Name} | {string.Join(" | ", cells)} |");
        }

        static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
    }
}

/// <summary>Median and range of the figures of several rounds.</summary>
/// <param name="Median">The median.</param>
/// <param name="Lowest">The lowest.</param>
/// <param name="Highest">The highest.</param>
internal sealed record Spread(double Median, double Lowest, double Highest)
{
    /// <summary>Computes the median and the range.</summary>
    public static Spread Of(IEnumerable<double> figures)
    {
        var sorted = figures.Order().ToList();
        return new((sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2, sorted[0], sorted[^1]);
    }

    /// <inheritdoc />
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Median:0.00} ({Lowest:0.00} to {Highest:0.00})");
}
