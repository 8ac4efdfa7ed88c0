using System.Globalization;

namespace KetamineScreening.Benchmarks;

/// <summary>Servers under the same load, one after the other and again, so that what else the machine does meets all of them.</summary>
internal sealed class Comparison(int rounds, int warmUp, int seconds)
{
    private readonly Dictionary<(string Scenario, string Row), IReadOnlyList<Sample>> samples = [];

    /// <summary>How many screenings the service with SQLite has counted.</summary>
    public long Counted { get; private set; }

    /// <summary>Measures the rows of a scenario and writes their table.</summary>
    public async Task Run(Scenario scenario)
    {
        var taken = scenario.Rows.ToDictionary(row => row.Name, _ => new List<Sample>());
        foreach (var row in scenario.Rows)
        {
            await Load.Check(await row.Server(), row.Requests, row.Status, row.Says);
            await Take(scenario, row, warmUp);
        }

        for (var round = 0; round < rounds; round++)
        {
            // There and back, so that nobody always comes after the same neighbour.
            foreach (var row in round % 2 == 0 ? scenario.Rows : scenario.Rows.Reverse()) taken[row.Name].Add(await Take(scenario, row, seconds));
        }

        foreach (var (name, list) in taken) samples[(scenario.Name, name)] = list;
        Write(scenario);
    }

    /// <summary>A row of a scenario as a multiple of another, round by round: neighbours in time are compared with each other.</summary>
    /// <returns>Null when it was not measured.</returns>
    public Spread? Ratio(string scenario, string row, string of, Func<Sample, double> figure) =>
        samples.TryGetValue((scenario, row), out var own) && samples.TryGetValue((scenario, of), out var others)
            ? Spread.Of(own.Zip(others, (a, b) => figure(a) / figure(b)))
            : null;

    /// <summary>Most memory that the service with SQLite took; null when it had no load.</summary>
    public double? MostResident { get; private set; }

    private async Task<Sample> Take(Scenario scenario, Row row, int seconds)
    {
        var server = await row.Server();
        var sample = await Load.Run(server, row.Requests, row.Status, scenario.Connections, seconds);
        if (server.Name != Servers.SqliteName) return sample;
        if (row.Says == Scenario.Accepted) Counted += sample.Requests;
        MostResident = sample.MostResident;
        return sample;
    }

    private void Write(Scenario scenario)
    {
        var of = scenario.Reference;
        Console.WriteLine($"\n### {scenario.Title}\n\nRatios are medians over {rounds} rounds, with the lowest and the highest.\n");
        Console.WriteLine($"| | requests/s | of {of} | processor us/request | of {of} | p50 ms | p99 ms | of {of} | MB at most |\n| --- | --- | --- | --- | --- | --- | --- | --- | --- |");
        foreach (var row in scenario.Rows)
        {
            var own = samples[(scenario.Name, row.Name)];
            double Middle(Func<Sample, double> figure) => Spread.Of(own.Select(figure)).Median;
            Spread Times(Func<Sample, double> figure) => Ratio(scenario.Name, row.Name, of, figure)!;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {row.Name} | {Middle(s => s.PerSecond):0} | {Times(s => s.PerSecond)} | {Middle(s => s.ProcessorMicroseconds):0.0} | {Times(s => s.ProcessorMicroseconds)} | {Middle(s => s.Median):0.00} | {Middle(s => s.Slowest):0.00} | {Times(s => s.Slowest)} | {own[^1].MostResident:0} |"));
        }
    }
}

/// <summary>Figures of several rounds.</summary>
/// <param name="Median">The median.</param>
/// <param name="Lowest">The lowest.</param>
/// <param name="Highest">The highest.</param>
internal sealed record Spread(double Median, double Lowest, double Highest)
{
    /// <summary>Sums up figures.</summary>
    public static Spread Of(IEnumerable<double> figures)
    {
        var sorted = figures.Order().ToList();
        return new((sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2, sorted[0], sorted[^1]);
    }

    /// <inheritdoc />
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Median:0.00} ({Lowest:0.00} to {Highest:0.00})");
}
