using KetamineScreening.Domain.Aggregates.Noise;
using KetamineScreening.Domain.Questionnaires;

namespace KetamineScreening.Domain.Aggregates;

/// <summary>How well an instrument measured in a period: the figures that a paper on a questionnaire reports.</summary>
/// <remarks>
/// All but floor and ceiling are over the complete screenings: every scored item asked and answered. What noise adds on
/// average is taken off, and each figure carries the standard error that noise gives it; how few people were asked is
/// not in it. A figure with too large an error, or with an impossible value, is left empty and never clipped.
/// </remarks>
public static class Psychometrics
{
    /// <summary>Largest standard error of a coefficient alpha that is given.</summary>
    public const double LargestAlphaError = 0.03;

    /// <summary>Largest standard error of a correlation that is given.</summary>
    public const double LargestCorrelationError = 0.10;

    /// <summary>Largest standard error of a share, or of a number of points as a part of the range of the score, that is given.</summary>
    public const double LargestShareError = 0.10;

    /// <summary>The figures of a period, the same ones in the same order for every period of an instrument.</summary>
    /// <param name="questionnaire">The instrument.</param>
    /// <param name="counters">The noisy counters by key; all cells of the vocabulary.</param>
    /// <param name="policy">The noise they were born with.</param>
    /// <param name="vocabulary">The vocabulary they belong to.</param>
    public static IReadOnlyList<Figure> Of(
        Questionnaire questionnaire, IReadOnlyDictionary<string, long> counters, NoisePolicy policy, Vocabulary vocabulary)
    {
        var range = questionnaire.Items.Sum(item => item.MaxWeight);
        var points = range * LargestShareError;
        var moments = new ScoreMoments(questionnaire, counters, block => Variance(policy, vocabulary, block));
        var (floor, ceiling) = Ends(questionnaire, counters, Variance(policy, vocabulary, Block.Score));
        return [
            new Figure("n", null, moments.Count.Value, moments.Count.Error),
            Given("mean", null, moments.Mean, points, 0, range),
            Given("sd", null, moments.StandardDeviation, points, 0),
            Given("floor", null, floor, LargestShareError, 0, 1),
            Given("ceiling", null, ceiling, LargestShareError, 0, 1),
            Given("alpha", null, moments.Alpha, LargestAlphaError, to: 1),
            Given("sem", null, moments.ErrorOfMeasurement, points, 0),
            .. moments.ItemRest.Select(figure => Given("item-rest", figure.Item.Id, figure.Estimate, LargestCorrelationError, -1, 1)),
            .. moments.AlphaIfDropped.Select(figure => Given("alpha-if-dropped", figure.Item.Id, figure.Estimate, LargestAlphaError, to: 1))];
    }

    private static Figure Given(
        string measure, string? item, Estimate estimate, double largestError, double from = double.NegativeInfinity, double to = double.PositiveInfinity) =>
        double.IsFinite(estimate.Value) && from <= estimate.Value && estimate.Value <= to
        && double.IsFinite(estimate.Error) && estimate.Error <= largestError && estimate.CarefulError <= largestError
            ? new Figure(measure, item, estimate.Value, estimate.Error)
            : new Figure(measure, item, null, null);

    /// <summary>Share of the score 0, and of the largest score, among the people who were asked every scored item.</summary>
    /// <remarks>Cells of the score know nothing of what was left out: incomplete screenings count here.</remarks>
    private static (Estimate Floor, Estimate Ceiling) Ends(Questionnaire questionnaire, IReadOnlyDictionary<string, long> counters, double variance)
    {
        double floor = 0, ceiling = 0, total = 0;
        int audiences = 0, cells = 0;
        var complete = questionnaire.Branches.Where(branch => questionnaire.Items.All(item => !item.IsScored || branch.Asked[item.Index]));
        foreach (var branch in complete.DistinctBy(branch => branch.Audience))
        {
            var bins = ScoreBin.UpTo(branch.MaxScore).Select(bin => (double)counters[Cell.Score(branch.Audience.Code, bin).Key]).ToList();
            floor += bins[0];
            ceiling += bins[^1];
            total += bins.Sum();
            audiences++;
            cells += bins.Count;
        }

        return (Share(floor), Share(ceiling));

        // A part of a sum moves with its own cells and, the other way, with all cells.
        Estimate Share(double part)
        {
            if (total <= 0) return Estimate.Impossible;
            var share = part / total;
            return new Estimate(share, Math.Sqrt(variance * (audiences * (1 - share) * (1 - share) + (cells - audiences) * share * share)) / total);
        }
    }

    private static double Variance(NoisePolicy policy, Vocabulary vocabulary, Block block)
    {
        var variance = policy.ReleaseVariance(block, vocabulary.SquaredSensitivity(block));
        return (double)variance.Numerator / (double)variance.Denominator;
    }
}

/// <summary>One figure; value and error are empty together.</summary>
/// <param name="Measure">What is measured: <c>n</c>, <c>mean</c>, <c>sd</c>, <c>floor</c>, <c>ceiling</c>, <c>alpha</c>, <c>sem</c>, <c>item-rest</c> or <c>alpha-if-dropped</c>.</param>
/// <param name="Item">Id of the item; null when it is about the whole score.</param>
/// <param name="Value">The value; null when it is left empty.</param>
/// <param name="StandardError">Standard error that the noise gives it; null when it is left empty.</param>
public sealed record Figure(string Measure, string? Item, double? Value, double? StandardError);
