using System.Globalization;

namespace KetamineScreening.Benchmarks;

/// <summary>The last table: measured figures with their targets.</summary>
internal sealed class Verdicts
{
    // Tolerance in bytes for background allocations of the runtime; smaller than any object.
    private const int Tolerance = 8;

    private readonly List<string> lines = [];

    /// <summary>Adds the cost of checking and scoring.</summary>
    public void Scoring(ScoringCost cost)
    {
        Add("longest questionnaire checked and scored", Text($"{cost.Nanoseconds:0} ns"), "under 1000 ns", cost.Nanoseconds < 1000);
        Add(
            "bytes allocated for it, and retained by the result",
            Text($"{cost.Allocated:0}, {cost.Retained:0}"),
            "equal",
            Math.Abs(cost.Allocated - cost.Retained) < Tolerance);
    }

    /// <summary>Adds the figures under load.</summary>
    public void Load(Comparison comparison)
    {
        AtLeast(
            "screening counted in SQLite, 64 connections: requests per second, relative to echo",
            Of("post", Scenario.Sqlite, Scenario.Echo, PerSecond),
            1.5);
        AtMost("the same: processor time per request, relative to echo", Of("post", Scenario.Sqlite, Scenario.Echo, Processor), 0.6);
        AtMost(
            "the same: 99th percentile of the latency, relative to echo",
            Of("post", Scenario.Sqlite, Scenario.Echo, Percentile99),
            1);
        AtLeast(
            "screening counted in PostgreSQL: requests per second, relative to SQLite",
            Of("post", Scenario.PostgreSql, Scenario.Sqlite, PerSecond),
            0.95);
        AtMost(
            "the same: processor time per request, relative to SQLite (without the PostgreSQL server)",
            Of("post", Scenario.PostgreSql, Scenario.Sqlite, Processor),
            1.05);
        AtLeast(
            "a questionnaire: requests per second, relative to as many stored bytes",
            Of("get", Scenario.Ours, Scenario.StoredBytes, PerSecond),
            0.85);
        AtLeast(
            "a questionnaire, not modified (304): requests per second, relative to plaintext",
            Of("not-modified", Scenario.Ours, Scenario.Plaintext, PerSecond),
            0.9);
        if (comparison.PeakResident is { } megabytes)
        {
            Add("peak resident memory under all this load", Text($"{megabytes:0} MB"), "under 150 MB", megabytes < 150);
        }

        Spread? Of(string scenario, string row, string of, Func<Sample, double> figure) => comparison.Ratio(scenario, row, of, figure);
    }

    /// <summary>Adds the start times in seconds.</summary>
    public void Start((Spread Ours, Spread Echo) seconds) =>
        Add($"from start to ready, in seconds (echo: {seconds.Echo})", seconds.Ours.ToString(), "under 0.5 s", seconds.Ours.Median < 0.5);

    /// <summary>Adds the sizes of the database in bytes.</summary>
    public void Store((long AfterTen, long AfterAll, long All) bytes) =>
        Add(
            Text($"SQLite database after 10 screenings and after {bytes.All:N0}"),
            Text($"{bytes.AfterTen:N0} and {bytes.AfterAll:N0} bytes"),
            "equal",
            bytes.AfterTen == bytes.AfterAll);

    /// <summary>Writes the table.</summary>
    public void Write()
    {
        if (lines.Count == 0) return;
        Console.WriteLine("\n### Targets\n\n| | median (lowest to highest round) | target | |\n| --- | --- | --- | --- |");
        foreach (var line in lines) Console.WriteLine(line);
    }

    private static double PerSecond(Sample sample) => sample.PerSecond;

    private static double Processor(Sample sample) => sample.ProcessorMicroseconds;

    private static double Percentile99(Sample sample) => sample.Percentile99;

    private void AtLeast(string name, Spread? measured, double bound)
    {
        if (measured is not null) Add(name, measured.ToString(), Text($"at least {bound}"), measured.Median >= bound);
    }

    private void AtMost(string name, Spread? measured, double bound)
    {
        if (measured is not null) Add(name, measured.ToString(), Text($"at most {bound}"), measured.Median <= bound);
    }

    private void Add(string name, string figure, string target, bool isReached) =>
        lines.Add($"| {name} | {figure} | {target} | {(isReached ? "reached" : "not reached")} |");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
