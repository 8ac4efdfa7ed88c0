namespace KetamineScreening.Domain.Aggregates.Estimation;

/// <summary>Reliability statistics of a questionnaire in a period, such as a paper on a questionnaire reports them.</summary>
/// <remarks>
/// <para>
/// All figures except floor and ceiling cover the complete screenings: every scored item asked and answered. The bias of
/// the noise is subtracted. Without noise the figures equal the plain statistics.
/// </para>
/// <para>
/// Whether a figure is given depends on the noisy n and the published variances alone: it is given when typical people, n in number,
/// would have the figure with a small enough error by the noise. Typical people have items with half of the largest possible
/// standard deviation and correlations of 0.3. A figure that is given is never clipped and keeps its sign, even when it is impossible.
/// </para>
/// </remarks>
public static class Psychometrics
{
    /// <summary>Largest expected error by noise with which a coefficient alpha is given.</summary>
    public const double LargestAlphaError = 0.03;

    /// <summary>Largest expected error by noise with which a correlation is given.</summary>
    public const double LargestCorrelationError = 0.10;

    /// <summary>Largest expected error by noise with which points are given, relative to the range of the score.</summary>
    public const double LargestPointsError = 0.05;

    private const int FewestPeople = 2;

    /// <summary>The figures of a period; every period of a questionnaire and profile has the same figures in the same order.</summary>
    public static IReadOnlyList<Figure> Of(NoisyCounters counters)
    {
        var count = new CountEstimate(counters[Cell.Moments()], counters.Deviation(Block.MomentCount));
        var (floor, ceiling) = FloorAndCeiling(counters);
        List<Figure> figures = [new("n", null, count.Value, count.Deviation, null, count.Low, count.High)];
        var hasMoments = counters.Vocabulary.Blocks.Contains(Block.MomentProducts);
        var ofMoments = hasMoments ? OfMoments(counters).ToList() : [];
        figures.AddRange(ofMoments.Take(2));
        figures.Add(FigureOf("floor", floor));
        figures.Add(FigureOf("ceiling", ceiling));
        figures.AddRange(ofMoments.Skip(2));
        return figures;
    }

    private static IEnumerable<Figure> OfMoments(NoisyCounters counters)
    {
        var moments = new MomentFigures(counters);
        var (count, items) = (moments.Count, moments.Items);
        var deviation = moments.Value(ScoreStatistics.Deviation);
        var points = LargestPointsError * counters.Vocabulary.Questionnaire.Items.Sum(item => item.MaxWeight);
        yield return Given("mean", null, ScoreStatistics.Mean, points, mean => Sampling.Symmetric(mean, Math.Abs(deviation) / Math.Sqrt(count)));
        yield return Given("sd", null, ScoreStatistics.Deviation, points, sd => Sampling.Logarithmic(sd, 1 / Math.Sqrt(2 * (count - 1))));
        yield return Given("alpha", null, ScoreStatistics.Alpha, LargestAlphaError, alpha => Sampling.OfAlpha(alpha, count, items.Length));
        yield return Given("sem", null, ScoreStatistics.MeasurementError, points, sem =>
            Sampling.Logarithmic(sem, 1 / Math.Sqrt(2 * (count - 1) * (items.Length - 1))));
        foreach (var (index, item) in items.Index())
        {
            yield return Given("item-rest", item.Id, ScoreStatistics.ItemRest(index), LargestCorrelationError, correlation =>
                Sampling.OfCorrelation(correlation, count));
        }

        foreach (var (index, item) in items.Index())
        {
            yield return Given("alpha-if-dropped", item.Id, moments.AlphaIfDropped(index), LargestAlphaError, alpha =>
                Sampling.OfAlpha(alpha, count, items.Length - 1));
        }

        Figure Given(string measure, string? item, int statistic, double largestError, Func<double, Sampling> sampling)
        {
            var isGiven = count >= FewestPeople && moments.ExpectedError(statistic) <= largestError && double.IsFinite(moments.Value(statistic));
            return isGiven ? FigureOf(measure, item, moments.Value(statistic), moments.Error(statistic), sampling)
                : new Figure(measure, item, null, null, null, null, null);
        }
    }

    // The two intervals are combined by adding the squares of their arms on each side.
    private static Figure FigureOf(string measure, string? item, double value, double noise, Func<double, Sampling> of)
    {
        var sampling = of(value);
        var arm = Confidence.Quantile * noise;
        return new Figure(
            measure,
            item,
            value,
            noise,
            sampling.Error,
            value - Hypotenuse(arm, value - sampling.Low),
            value + Hypotenuse(arm, sampling.High - value));
    }

    private static double Hypotenuse(double a, double b) => Math.Sqrt(a * a + b * b);

    private static Figure FigureOf(string measure, ShareEstimate share) =>
        new(measure, null, share.Value, share.NoiseError, share.SamplingError, share.Low, share.High);

    /// <summary>Shares of the score 0 and of the largest score among the screenings in which every scored item was asked.</summary>
    /// <remarks>Score bins do not record whether items were left out, so incomplete screenings are included.</remarks>
    private static (ShareEstimate Floor, ShareEstimate Ceiling) FloorAndCeiling(NoisyCounters counters)
    {
        var questionnaire = counters.Vocabulary.Questionnaire;
        var bins = questionnaire.Branches
            .Where(branch => questionnaire.Items.All(item => !item.IsScored || branch.Asked[item.Index]))
            .Select(branch => branch.Audience)
            .Distinct()
            .Select(audience => ScoreBin.Of(questionnaire, audience)
                .Select(bin => Cell.Score(audience.Code, bin))
                .Where(counters.Vocabulary.Contains)
                .ToList())
            .ToList();
        var counts = new ConsistentCounts(counters);
        var whole = bins.SelectMany(cells => cells).ToList();
        return (counts.Share(bins.Select(cells => cells[0]), whole), counts.Share(bins.Select(cells => cells[^1]), whole));
    }
}
