using System.Globalization;

namespace KetamineScreening.Benchmarks;

/// <summary>The last table: what was measured beside what it is meant to be.</summary>
internal sealed class Verdicts
{
    // Less than any object, on the mean: what the runtime does meanwhile comes and goes.
    private const int Word = 8;

    private readonly List<string> lines = [];

    /// <summary>Takes what checking and scoring costs.</summary>
    public void Scoring(ScoringCost cost)
    {
        Add("longest questionnaire checked and scored", Text($"{cost.Nanoseconds:0} ns"), "under 1000 ns", cost.Nanoseconds < 1000);
        Add("bytes allocated for it, and those of them that the result keeps", Text($"{cost.Allocated:0}, {cost.Kept:0}"), "no others", Math.Abs(cost.Allocated - cost.Kept) < Word);
    }

    /// <summary>Takes what load has shown.</summary>
    public void Load(Comparison comparison)
    {
        AtLeast("screening counted in SQLite, 64 connections: requests a second, of echo", Of("post", Scenario.Sqlite, Scenario.Echo, PerSecond), 1.5);
        AtMost("the same: processor time a request, of echo", Of("post", Scenario.Sqlite, Scenario.Echo, Processor), 0.6);
        AtMost("the same: 99th percentile of the latency, of echo", Of("post", Scenario.Sqlite, Scenario.Echo, Slowest), 1);
        AtLeast("screening counted in PostgreSQL: requests a second, of SQLite", Of("post", Scenario.PostgreSql, Scenario.Sqlite, PerSecond), 0.95);
        AtMost("the same: processor time a request, of SQLite (the server of PostgreSQL not included)", Of("post", Scenario.PostgreSql, Scenario.Sqlite, Processor), 1.05);
        AtLeast("a questionnaire: requests a second, of as many stored bytes", Of("get", Scenario.Ours, "stored bytes, as many", PerSecond), 0.85);
        AtLeast("a questionnaire, not modified (304): requests a second, of plaintext", Of("not-modified", Scenario.Ours, "plaintext", PerSecond), 0.9);
        if (comparison.MostResident is { } megabytes) Add("resident memory under all this load, at most", Text($"{megabytes:0} MB"), "under 150 MB", megabytes < 150);

        Spread? Of(string scenario, string row, string of, Func<Sample, double> figure) => comparison.Ratio(scenario, row, of, figure);
    }

    /// <summary>Takes how long starts take.</summary>
    public void Start((Spread Ours, Spread Echo) seconds) =>
        Add($"from start to ready, in seconds (echo: {seconds.Echo})", seconds.Ours.ToString(), "under 0.5 s", seconds.Ours.Median < 0.5);

    /// <summary>Takes how large the store is.</summary>
    public void Store((long AfterTen, long AfterAll, long All) bytes) =>
        Add(Text($"store in SQLite after 10 screenings and after {bytes.All:N0}"), Text($"{bytes.AfterTen:N0} and {bytes.AfterAll:N0} bytes"), "the same", bytes.AfterTen == bytes.AfterAll);

    /// <summary>Writes the table.</summary>
    public void Write()
    {
        if (lines.Count > 0) Console.WriteLine("\n### Targets\n\n| | median (lowest to highest round) | target | |\n| --- | --- | --- | --- |\n" + string.Join('\n', lines));
    }

    private static double PerSecond(Sample sample) => sample.PerSecond;

    private static double Processor(Sample sample) => sample.ProcessorMicroseconds;

    private static double Slowest(Sample sample) => sample.Slowest;

    private void AtLeast(string what, Spread? measured, double bound)
    {
        if (measured is not null) Add(what, measured.ToString(), Text($"at least {bound}"), measured.Median >= bound);
    }

    private void AtMost(string what, Spread? measured, double bound)
    {
        if (measured is not null) Add(what, measured.ToString(), Text($"at most {bound}"), measured.Median <= bound);
    }

    private void Add(string what, string figure, string target, bool isReached) => lines.Add($"| {what} | {figure} | {target} | {(isReached ? "reached" : "not reached")} |");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
