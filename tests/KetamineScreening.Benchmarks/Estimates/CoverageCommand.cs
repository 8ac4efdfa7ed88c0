using System.Globalization;
using KetamineScreening.Domain.Aggregates.Noise;
using KetamineScreening.Domain.Questionnaires;
using KetamineScreening.Domain.Tests.Aggregates.Estimation.Simulation;

namespace KetamineScreening.Benchmarks.Estimates;

/// <summary>Prints how often the stated 95 % intervals contain the truth, for every kind of figure, as Markdown.</summary>
internal static class CoverageCommand
{
    private const int Population = 500_000;
    private const int Releases = 200;
    private const double Lowest = 93;
    private const double Highest = 97;

    private static readonly int[] Sizes = [500, 2000, 5000];

    /// <summary>Runs the simulation.</summary>
    /// <returns>0 when every kind covers 93 to 97 % over all simulated releases, else 1.</returns>
    public static int Run(IReadOnlyList<Questionnaire> questionnaires, PrivacyProfile profile, TextWriter output)
    {
        var columns = new List<(string Name, Dictionary<string, CoverageRow> Rows)>();
        foreach (var questionnaire in questionnaires)
        {
            foreach (var size in Sizes)
            {
                var coverage = new Coverage(questionnaire, NoisePolicy.Of(new Rational(1, 4), profile), Population, seed: size);
                coverage.Add(Releases, size);
                columns.Add(($"{questionnaire.Id.Split('-')[1]} {size}", coverage.Rows.ToDictionary(row => row.Kind)));
            }
        }

        output.WriteLine($"| kind | all | {string.Join(" | ", columns.Select(column => column.Name))} |");
        output.WriteLine($"|---|---{string.Concat(columns.Select(_ => "|---"))}|");
        var isCovered = true;
        foreach (var kind in columns.SelectMany(column => column.Rows.Keys).Distinct())
        {
            var rows = columns.Select(column => column.Rows.GetValueOrDefault(kind) ?? new CoverageRow(kind, 0, 0, 0)).ToList();
            var all = new CoverageRow(kind, rows.Sum(row => row.Given), rows.Sum(row => row.Possible), rows.Sum(row => row.Covered));
            if (all.Given == 0) continue;
            isCovered &= all.Percent is >= Lowest and <= Highest;
            output.WriteLine($"| {kind} | {Text(all)} | {string.Join(" | ", rows.Select(Text))} |");
        }

        return isCovered ? 0 : 1;
    }

    // Percent covered; in parentheses the percentage of the figures that are given, when not all are.
    private static string Text(CoverageRow row)
    {
        if (row.Given == 0) return "-";
        var given = row.Given == row.Possible
            ? ""
            : string.Create(CultureInfo.InvariantCulture, $" ({100.0 * row.Given / row.Possible:0})");
        return string.Create(CultureInfo.InvariantCulture, $"{row.Percent:0.0}{given}");
    }
}
