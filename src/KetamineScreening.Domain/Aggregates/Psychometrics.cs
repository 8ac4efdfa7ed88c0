using KetamineScreening.Domain.Aggregates.Noise;
using KetamineScreening.Domain.Questionnaires;

namespace KetamineScreening.Domain.Aggregates;

/// <summary>Reliability statistics of a questionnaire in a period, such as a paper on a questionnaire reports them.</summary>
/// <remarks>
/// All figures except floor and ceiling cover the complete screenings: every scored item asked and answered. The bias of
/// the noise is subtracted, and each figure has the standard error caused by the noise; the sampling error is not included.
/// A figure with too large an error or an impossible value is left empty, never clipped.
/// </remarks>
public static class Psychometrics
{
    /// <summary>Largest standard error with which a coefficient alpha is reported.</summary>
    public const double LargestAlphaError = 0.03;

    /// <summary>Largest standard error with which a correlation is reported.</summary>
    public const double LargestCorrelationError = 0.10;

    /// <summary>Largest standard error with which a share, or points relative to the range of the score, are reported.</summary>
    public const double LargestShareError = 0.10;

    /// <summary>The figures of a period; every period of a questionnaire has the same figures in the same order.</summary>
    /// <param name="questionnaire">The questionnaire.</param>
    /// <param name="counters">The noisy counters by key, one for each cell of the vocabulary.</param>
    /// <param name="policy">Noise policy of the counters.</param>
    /// <param name="vocabulary">Vocabulary of the counters.</param>
    public static IReadOnlyList<Figure> Of(
        Questionnaire questionnaire, IReadOnlyDictionary<string, long> counters, NoisePolicy policy, Vocabulary vocabulary)
    {
        var range = questionnaire.Items.Sum(item => item.MaxWeight);
        var points = range * LargestShareError;
        var moments = new ScoreMoments(questionnaire, counters, block => Variance(policy, vocabulary, block));
        var (floor, ceiling) = FloorAndCeiling(questionnaire, counters, Variance(policy, vocabulary, Block.Score));
        return [
            new Figure("n", null, moments.Count.Value, moments.Count.Error),
            FigureIfPrecise("mean", null, moments.Mean, points, 0, range),
            FigureIfPrecise("sd", null, moments.StandardDeviation, points, 0),
            FigureIfPrecise("floor", null, floor, LargestShareError, 0, 1),
            FigureIfPrecise("ceiling", null, ceiling, LargestShareError, 0, 1),
            FigureIfPrecise("alpha", null, moments.Alpha, LargestAlphaError, to: 1),
            FigureIfPrecise("sem", null, moments.ErrorOfMeasurement, points, 0),
            .. moments.ItemRest.Select(item =>
                FigureIfPrecise("item-rest", item.Item.Id, item.Estimate, LargestCorrelationError, -1, 1)),
            .. moments.AlphaIfDropped.Select(item =>
                FigureIfPrecise("alpha-if-dropped", item.Item.Id, item.Estimate, LargestAlphaError, to: 1))];
    }

    private static Figure FigureIfPrecise(
        string measure,
        string? item,
        Estimate estimate,
        double largestError,
        double from = double.NegativeInfinity,
        double to = double.PositiveInfinity) =>
        double.IsFinite(estimate.Value) && from <= estimate.Value && estimate.Value <= to
        && double.IsFinite(estimate.Error) && estimate.Error <= largestError && estimate.ConservativeError <= largestError
            ? new Figure(measure, item, estimate.Value, estimate.Error)
            : new Figure(measure, item, null, null);

    /// <summary>Shares of the score 0 and of the largest score among the screenings in which every scored item was asked.</summary>
    /// <remarks>Score bins do not record whether items were left out, so incomplete screenings are included.</remarks>
    private static (Estimate Floor, Estimate Ceiling) FloorAndCeiling(
        Questionnaire questionnaire, IReadOnlyDictionary<string, long> counters, double variance)
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

        // The share rises with each of its own cells (one per audience) and falls with every other cell.
        Estimate Share(double part)
        {
            if (total <= 0) return Estimate.Impossible;
            var share = part / total;
            var squaredSlopes = audiences * (1 - share) * (1 - share) + (cells - audiences) * share * share;
            return new Estimate(share, Math.Sqrt(variance * squaredSlopes) / total);
        }
    }

    private static double Variance(NoisePolicy policy, Vocabulary vocabulary, Block block)
    {
        var variance = policy.ReleaseVariance(block, vocabulary.SquaredSensitivity(block));
        return (double)variance.Numerator / (double)variance.Denominator;
    }
}

/// <summary>One reported figure; value and error are either both set or both null.</summary>
/// <param name="Measure">
/// <c>n</c>, <c>mean</c>, <c>sd</c>, <c>floor</c>, <c>ceiling</c>, <c>alpha</c>, <c>sem</c>, <c>item-rest</c> or
/// <c>alpha-if-dropped</c>.
/// </param>
/// <param name="Item">Id of the item; null when the figure describes the whole score.</param>
/// <param name="Value">The value; null when it is not reported.</param>
/// <param name="StandardError">Standard error caused by the noise; null when the value is not reported.</param>
public sealed record Figure(string Measure, string? Item, double? Value, double? StandardError);
