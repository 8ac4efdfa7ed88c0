using System.Globalization;

namespace KetamineScreening.Benchmarks;

/// <summary>The last table: measured figures with their targets.</summary>
internal sealed class Verdicts
{
    // Tolerance in bytes for background allocations of the runtime; smaller than any object.
    private const int Tolerance = 8;

    private static readonly Figure PerSecond = new("requests/s", sample => sample.PerSecond);
    private static readonly Figure Processor = new("processor time", sample => sample.ProcessorMicroseconds);
    private static readonly Figure Percentile99 = new("p99", sample => sample.Percentile99);

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
        const string Counted = "screening counted in SQLite, 64 connections";
        Against(Scenarios.Echo, perSecond: 1.9, processor: 0.4);
        Against(Scenarios.EchoPlain, perSecond: 1.5, processor: 0.55);
        Against(Scenarios.FastEndpoints, perSecond: 2, processor: null);
        const string Postgres = "screening counted in PostgreSQL";
        AtLeast(Postgres, PerSecond, "post", Scenarios.PostgreSql, Scenarios.Sqlite, 0.95);
        AtMost(Postgres, Processor, "post", Scenarios.PostgreSql, Scenarios.Sqlite, 1.05);
        AtLeast("FHIR $score", PerSecond, "kinds", Scenarios.Fhir, Scenarios.Echo, 1);
        foreach (var scenario in new[] { "get", "get-br", "get-gzip" })
        {
            AtLeast($"a questionnaire ({scenario})", PerSecond, scenario, Scenarios.Ours, Scenarios.StoredBytes, 0.85);
        }

        AtLeast("a questionnaire, not modified (304)", PerSecond, "not-modified", Scenarios.Ours, Scenarios.Plaintext, 0.95);

        void Against(string reference, double perSecond, double? processor)
        {
            AtLeast(Counted, PerSecond, "post", Scenarios.Sqlite, reference, perSecond);
            if (processor is { } most) AtMost(Counted, Processor, "post", Scenarios.Sqlite, reference, most);
            AtMost(Counted, Percentile99, "post", Scenarios.Sqlite, reference, 1);
        }

        void AtLeast(string name, Figure figure, string scenario, string row, string of, double bound)
        {
            if (comparison.Ratio(scenario, row, of, figure.Of) is not { } ratio) return;
            Add($"{name}: {figure.Name}, of {of}", $"{ratio}", Text($"at least {bound}"), ratio.Median >= bound);
        }

        void AtMost(string name, Figure figure, string scenario, string row, string of, double bound)
        {
            if (comparison.Ratio(scenario, row, of, figure.Of) is not { } ratio) return;
            Add($"{name}: {figure.Name}, of {of}", $"{ratio}", Text($"at most {bound}"), ratio.Median <= bound);
        }
    }

    /// <summary>Adds the peak resident memory in MB, which is read after all load.</summary>
    public void Memory(double megabytes, double? ofEcho) => Add(
        "peak resident memory under all load" + (ofEcho is { } echo ? Text($" (echo: {echo:0} MB)") : ""),
        Text($"{megabytes:0} MB"),
        "under 140 MB",
        megabytes < 140);

    /// <summary>Adds the size of a compressed questionnaire.</summary>
    public void Compressed(ServedLengths lengths)
    {
        var share = lengths.Brotli.Length / (double)lengths.Document.Length;
        Add("a questionnaire for a client that accepts brotli, of its bytes", Text($"{share:0.00}"), "at most 0.2", share <= 0.2);
    }

    /// <summary>Adds the milliseconds of a turn.</summary>
    public void Turn(Spread milliseconds) =>
        Add("a turn with encryption, all questionnaires, SQLite, in ms", $"{milliseconds}", "under 1", milliseconds.Median < 1);

    /// <summary>Adds the start relative to the empty application.</summary>
    public void Start(Spread ofEmpty) =>
        Add("from start to ready, of an empty FastEndpoints application", $"{ofEmpty}", "at most 1.2", ofEmpty.Median <= 1.2);

    /// <summary>Adds the sizes of the database in bytes.</summary>
    public void Store((long AfterTen, long AfterAll, long All) bytes) =>
        Add(
            Text($"SQLite database after 10 screenings and after {bytes.All:N0}"),
            Text($"{bytes.AfterTen:N0} and {bytes.AfterAll:N0} bytes"),
            "equal",
            bytes.AfterTen == bytes.AfterAll);

    /// <summary>Adds the figures of a soak.</summary>
    public void Soak((double MemoryGrowth, double HeapGrowth, long Failed) soak)
    {
        const double MostGrowth = 1.05;
        Add(
            "resident memory in the last third of the time, of the first third",
            Text($"{soak.MemoryGrowth:0.00}"),
            Text($"at most {MostGrowth}"),
            soak.MemoryGrowth <= MostGrowth);
        Add(
            "managed heap after a full collection at the end, of that after the first third",
            Text($"{soak.HeapGrowth:0.00}"),
            Text($"at most {MostGrowth}"),
            soak.HeapGrowth <= MostGrowth);
        Add("failed requests", Text($"{soak.Failed}"), "0", soak.Failed == 0);
    }

    /// <summary>Writes the table.</summary>
    public void Write()
    {
        if (lines.Count == 0) return;
        Console.WriteLine("\n### Targets\n\n| | median (lowest to highest round) | target | reached |\n| --- | --- | --- | --- |");
        foreach (var line in lines) Console.WriteLine(line);
    }

    private void Add(string name, string figure, string target, bool isReached) =>
        lines.Add($"| {name} | {figure} | {target} | {(isReached ? "yes" : "no")} |");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private sealed record Figure(string Name, Func<Sample, double> Of);
}
