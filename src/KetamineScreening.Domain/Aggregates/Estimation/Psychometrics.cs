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

    /// <summary>Largest expected error by noise with which a mean is given, relative to the range of the score.</summary>
    public const double LargestMeanError = 0.03;

    /// <summary>Largest expected error by noise with which a deviation is given, relative to the deviation of typical people.</summary>
    public const double LargestDeviationError = 0.15;

    private const int FewestPeople = 2;

    /// <summary>The figures of a period; every period of a questionnaire and profile has the same figures in the same order.</summary>
    public static IReadOnlyList<Figure> Of(NoisyCounters counters)
    {
        var count = new CountEstimate(counters[Cell.Moments()], counters.Deviation(Block.MomentCount));
        var histogram = new ScoreHistogram(counters);
        List<Figure> figures = [new("n", null, count.Value, count.Deviation, null, count.Low, count.High)];
        var hasMoments = counters.Vocabulary.Blocks.Contains(Block.MomentProducts);
        var ofMoments = hasMoments ? OfMoments(counters, histogram).ToList() : [];
        figures.AddRange(ofMoments.Take(2));
        figures.Add(FigureOf("floor", histogram.Floor));
        figures.Add(FigureOf("ceiling", histogram.Ceiling));
        figures.AddRange(ofMoments.Skip(2));
        return figures;
    }

    private static IEnumerable<Figure> OfMoments(NoisyCounters counters, ScoreHistogram histogram)
    {
        var moments = new MomentFigures(counters);
        var (count, items) = (moments.Count, moments.Items);
        var deviation = moments.Value(ScoreStatistics.Deviation);
        var points = LargestMeanError * counters.Vocabulary.Questionnaire.Items.Sum(item => item.MaxWeight);
        yield return Given("mean", null, ScoreStatistics.Mean, points, mean => Sampling.Symmetric(mean, Math.Abs(deviation) / Math.Sqrt(count)));
        yield return Given("sd", null, ScoreStatistics.Deviation, Relative(ScoreStatistics.Deviation), sd =>
            Sampling.Logarithmic(sd, Math.Sqrt((histogram.Kurtosis - 1) / (count - 1)) / 2));
        yield return Given("alpha", null, ScoreStatistics.Alpha, LargestAlphaError, alpha => Sampling.OfAlpha(alpha, count, items.Length));
        yield return Given("sem", null, ScoreStatistics.MeasurementError, Relative(ScoreStatistics.MeasurementError), sem =>
            Sampling.Logarithmic(sem, Math.Sqrt((2.0 / (items.Length - 1) + histogram.ErrorSpread) / (count - 1)) / 2));
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

        double Relative(int statistic) => LargestDeviationError * moments.ExpectedValue(statistic);

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
}
