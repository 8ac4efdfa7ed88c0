using System.Collections.Immutable;
using KetamineScreening.Domain.Questionnaires;

namespace KetamineScreening.Domain.Aggregates.Estimation;

/// <summary>A statistic computed from noisy counters, with the standard error caused by the noise.</summary>
/// <param name="Value">The statistic; not finite when it cannot be computed.</param>
/// <param name="Error">Its standard error.</param>
/// <param name="ConservativeError">Upper estimate of the error, which also has to be small enough for the statistic to be reported.</param>
internal readonly record struct Estimate(double Value, double Error, double ConservativeError)
{
    public static readonly Estimate Impossible = new(double.NaN, double.NaN);

    public Estimate(double value, double error)
        : this(value, error, error)
    {
    }
}

/// <summary>Statistics of the score and its items, computed from the moments of the complete screenings.</summary>
/// <remarks>
/// Weights are measured from the midpoint of their scales. Every statistic is a function of a few totals, each a linear
/// combination of counters: the number of screenings, and for each item its sum, its sum of squares and its sum of products
/// with all other items. The delta method turns the derivatives by these totals into standard errors. Only sums, products,
/// quotients and square roots are used, in a fixed order, so the results are bit-identical on every machine.
/// </remarks>
internal sealed class ScoreMoments
{
    private const int ItemFigures = 4;

    // Tolerance for a perfect correlation that rounding lifts above 1.
    private const double Rounding = 1e-12;

    // Step of the numeric derivatives, in standard deviations of the noise: small against curvature, large against rounding.
    private const double Step = 1e-3;

    // How far the conservative error lowers the sums of squares, in standard deviations of their noise.
    private const double ConservativeDeviations = 2;

    private readonly ImmutableArray<MomentScale> scales;
    private readonly int items;
    private readonly double countVariance;
    private readonly double sumVariance;
    private readonly double productVariance;
    private readonly ImmutableArray<Estimate> estimates;

    /// <summary>Computes all statistics.</summary>
    /// <param name="questionnaire">The questionnaire.</param>
    /// <param name="counters">The noisy counters by key.</param>
    /// <param name="variance">Variance of the noise in each counter of a block.</param>
    public ScoreMoments(Questionnaire questionnaire, IReadOnlyDictionary<string, long> counters, Func<Block, double> variance)
    {
        scales = MomentScale.Of(questionnaire);
        items = scales.Length;
        countVariance = variance(Block.MomentCount);
        sumVariance = variance(Block.MomentSums);
        productVariance = variance(Block.MomentProducts);
        var totals = Totals(counters);
        Count = new Estimate(totals[0], Math.Sqrt(countVariance));
        estimates = totals[0] < 2
            ? [.. Enumerable.Repeat(Estimate.Impossible, ItemFigures + 2 * items)]
            : Estimates(totals);
    }

    /// <summary>Number of complete screenings.</summary>
    public Estimate Count { get; }

    /// <summary>Mean score.</summary>
    public Estimate Mean => estimates[0];

    /// <summary>Standard deviation of the score, over n - 1.</summary>
    public Estimate StandardDeviation => estimates[1];

    /// <summary>Cronbach's alpha.</summary>
    public Estimate Alpha => estimates[2];

    /// <summary>Standard error of measurement: the standard deviation times the square root of 1 - alpha.</summary>
    public Estimate ErrorOfMeasurement => estimates[3];

    /// <summary>Correlation of each item with the sum of all other items.</summary>
    public IEnumerable<(Item Item, Estimate Estimate)> ItemRest => scales.Select((scale, i) => (scale.Item, estimates[ItemFigures + i]));

    /// <summary>For each item, alpha of the remaining items.</summary>
    public IEnumerable<(Item Item, Estimate Estimate)> AlphaIfDropped =>
        scales.Select((scale, i) => (scale.Item, estimates[ItemFigures + items + i]));

    // Indexes into the totals; index 0 is the number of screenings.
    private static int Sum(int item) => 1 + item;

    private int Square(int item) => 1 + items + item;

    private int WithOthers(int item) => 1 + 2 * items + item;

    private double[] Totals(IReadOnlyDictionary<string, long> counters)
    {
        var totals = new double[1 + 3 * items];
        totals[0] = counters[Cell.Moments().Key];
        for (var i = 0; i < items; i++)
        {
            var a = scales[i];
            totals[Sum(i)] = a.Unit * counters[Cell.MomentSum(a.Item.Id).Key];
            for (var j = i; j < items; j++)
            {
                var b = scales[j];
                var product = a.Unit * b.Unit * counters[Cell.MomentProduct(a.Item.Id, b.Item.Id).Key];
                if (i == j)
                {
                    totals[Square(i)] = product;
                    continue;
                }

                totals[WithOthers(i)] += product;
                totals[WithOthers(j)] += product;
            }
        }

        return totals;
    }

    /// <remarks>
    /// The more an item varies, the smaller is the error of its item-rest correlation. Noise that inflates the variance of an
    /// item would therefore let a wrong correlation pass with a small error. The conservative error of a correlation prevents
    /// this: it is computed with the sum of squares of every item lowered by two standard deviations of its noise.
    /// </remarks>
    private ImmutableArray<Estimate> Estimates(double[] totals)
    {
        var lowered = (double[])totals.Clone();
        for (var i = 0; i < items; i++)
        {
            lowered[Square(i)] -= ConservativeDeviations * scales[i].Unit * scales[i].Unit * Math.Sqrt(productVariance);
        }

        var (values, errors, conservativeErrors) = (Statistics(totals), Errors(totals), Errors(lowered));
        return [.. values.Select((value, index) => index >= ItemFigures && index < ItemFigures + items
            ? new Estimate(value, errors[index], conservativeErrors[index])
            : new Estimate(value, errors[index]))];
    }

    /// <summary>Mean, deviation, alpha and error of measurement of the score, then item-rest and alpha-if-dropped of each item.</summary>
    /// <remarks>
    /// Variances and covariances are multiplied by n (n - 1), which avoids rounding when there is no noise, so that a variance
    /// of zero stays exactly zero. The square of a noisy sum is biased upwards by the variance of its noise, which is
    /// subtracted. Division by a noisy n is biased upwards too, by the square of (noise of n / n); in simulations from
    /// n = 200 this bias was below a twentieth of the standard error, so it is ignored.
    /// </remarks>
    private double[] Statistics(double[] totals)
    {
        var n = totals[0];
        var pairs = n * (n - 1);
        double middle = 0, sum = 0;
        for (var i = 0; i < items; i++)
        {
            middle += scales[i].Middle;
            sum += totals[Sum(i)];
        }

        var own = new double[items];
        var withRest = new double[items];
        double variances = 0, variance = 0;
        for (var i = 0; i < items; i++)
        {
            var (scale, total) = (scales[i], totals[Sum(i)]);
            var unit = scale.Unit * scale.Unit;

            // When all values have one magnitude, the sum of squares is that square times n, and n has far less noise.
            var squares = scale.HasOneMagnitude ? unit * scale.Largest * scale.Largest * n : totals[Square(i)];
            own[i] = n * squares - (total * total - unit * sumVariance);
            withRest[i] = n * totals[WithOthers(i)] - total * (sum - total);
            variances += own[i];
            variance += own[i] + withRest[i];
        }

        var statistics = new double[ItemFigures + 2 * items];
        statistics[0] = middle + sum / n;
        statistics[1] = variance > 0 ? Math.Sqrt(variance / pairs) : double.NaN;
        statistics[2] = Coefficient(items, variance, variances);
        statistics[3] = variance > 0 ? Math.Sqrt((items * variances - variance) / ((items - 1) * pairs)) : double.NaN;
        for (var i = 0; i < items; i++)
        {
            var rest = variance - own[i] - 2 * withRest[i];
            statistics[ItemFigures + i] = Correlation(withRest[i], own[i], rest);
            statistics[ItemFigures + items + i] = Coefficient(items - 1, rest, variances - own[i]);
        }

        return statistics;
    }

    private static double Coefficient(int items, double variance, double variances) =>
        variance > 0 ? items * (variance - variances) / ((items - 1) * variance) : double.NaN;

    private static double Correlation(double covariance, double varianceA, double varianceB)
    {
        var correlation = covariance / (Math.Sqrt(varianceA) * Math.Sqrt(varianceB));
        return Math.Abs(correlation) is > 1 and < 1 + Rounding ? Math.Sign(correlation) : correlation;
    }

    /// <summary>Standard errors by the delta method: square root of the sum, over all noisy counters, of (slope x deviation)^2.</summary>
    private double[] Errors(double[] totals)
    {
        var (ofCount, ofSum, ofProduct) = (Math.Sqrt(countVariance), Math.Sqrt(sumVariance), Math.Sqrt(productVariance));
        var figures = ItemFigures + 2 * items;
        var variances = new double[figures];
        if (ofCount + ofSum + ofProduct <= 0) return variances;

        Add(Slopes(0, ofCount), ofCount);
        var withOthers = new double[items][];
        for (var i = 0; i < items; i++)
        {
            var unit = scales[i].Unit;
            Add(Slopes(Sum(i), unit * ofSum), unit * ofSum);
            Add(Slopes(Square(i), unit * unit * ofProduct), unit * unit * ofProduct);
            withOthers[i] = Slopes(WithOthers(i), unit * ofProduct);
        }

        // The product of two items is part of the totals of both items.
        for (var i = 0; i < items; i++)
        {
            for (var j = i + 1; j < items; j++)
            {
                Add([.. withOthers[i].Zip(withOthers[j], (a, b) => a + b)], scales[i].Unit * scales[j].Unit * ofProduct);
            }
        }

        return [.. variances.Select(Math.Sqrt)];

        void Add(double[] slopes, double deviation)
        {
            for (var figure = 0; figure < figures; figure++) variances[figure] += slopes[figure] * slopes[figure] * deviation * deviation;
        }

        double[] Slopes(int total, double deviation)
        {
            var step = Step * deviation;
            var (above, below) = ((double[])totals.Clone(), (double[])totals.Clone());
            above[total] += step;
            below[total] -= step;
            return [.. Statistics(above).Zip(Statistics(below), (high, low) => (high - low) / (2 * step))];
        }
    }
}
