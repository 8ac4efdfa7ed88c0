using KetamineScreening.Domain.Questionnaires;
using KetamineScreening.Domain.Scoring;

namespace KetamineScreening.Domain.Tests.Aggregates.Estimation;

/// <summary>The same statistics by their textbook formulas, computed from the individual answers.</summary>
internal sealed class ReferenceStatistics
{
    private readonly List<string> items;
    private readonly List<int[]> rows;
    private readonly List<ScreeningResult> audience;
    private readonly double[][] covariances;

    public ReferenceStatistics(Questionnaire questionnaire, List<ScreeningResult> all, string[] audiences)
    {
        var scored = questionnaire.Items.Where(item => item.IsScored).ToList();
        items = [.. scored.Select(item => item.Id)];
        rows = [.. all
            .Where(row => scored.TrueForAll(item => HasAnswer(row, item)))
            .Select(row => scored.Select(item => item.Options[row.Sheet.Chosen[item.Index]].Weight!.Value).ToArray())];
        this.audience = [.. all.Where(row => audiences.Contains(row.Audience.Code))];
        var columns = items.Select((_, item) => rows.Select(row => (double)row[item]).ToArray()).ToList();
        covariances = [.. columns.Select(a => columns.Select(b => Covariance(a, b)).ToArray())];
    }

    private static bool HasAnswer(ScreeningResult row, Item item) =>
        row.Sheet.Chosen[item.Index] is >= 0 and var option && item.Options[option].Code != "dont-know";

    /// <summary>Covariance of two items.</summary>
    public double Covariance(int a, int b) => covariances[a][b];

    public double Value(string measure, string? id)
    {
        var item = id is null ? -1 : items.IndexOf(id);
        double[] scores = [.. rows.Select(row => row.Sum())];
        return (measure, rows.Count) switch
        {
            ("n", _) => rows.Count,
            ("floor", _) => audience.Count(row => row.Score == 0) / (double)audience.Count,
            ("ceiling", _) => audience.Count(row => row.Score == row.MaxScore) / (double)audience.Count,
            (_, < 2) => double.NaN,
            ("mean", _) => scores.Average(),
            ("sd", _) => Math.Sqrt(Covariance(scores, scores)),
            ("alpha", _) => Alpha(-1),
            ("sem", _) => Covariance(scores, scores) is > 0 and var variance
                ? Math.Sqrt(variance) * Math.Sqrt(1 - Alpha(-1))
                : Math.Sqrt(items.Select((_, index) => covariances[index][index]).Sum() * items.Count / (items.Count - 1)),
            ("item-rest", _) => Correlation(
                [.. rows.Select(row => (double)row[item])],
                [.. rows.Select(row => row.Sum() - (double)row[item])]),
            ("alpha-if-dropped", _) => Alpha(item),
            _ => throw new ArgumentException("Unexpected measure: " + measure, nameof(measure)),
        };
    }

    private double Alpha(int dropped)
    {
        var kept = Enumerable.Range(0, items.Count).Where(item => item != dropped).ToList();
        var variances = kept.Sum(item => covariances[item][item]);
        var all = kept.Sum(a => kept.Sum(b => covariances[a][b]));
        var k = (double)kept.Count;
        return Math.Abs(all) < 1e-9 ? double.NaN : k / (k - 1) * (1 - variances / all);
    }

    private static double Correlation(double[] a, double[] b) => Covariance(a, b) / Math.Sqrt(Covariance(a, a) * Covariance(b, b));

    private static double Covariance(double[] a, double[] b)
    {
        if (a.Length < 2) return double.NaN;
        var (meanA, meanB) = (a.Average(), b.Average());
        var sum = 0.0;
        for (var row = 0; row < a.Length; row++) sum += (a[row] - meanA) * (b[row] - meanB);
        return sum / (a.Length - 1);
    }
}
