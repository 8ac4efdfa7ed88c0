using System.Collections.Immutable;
using KetamineScreening.Domain.Questionnaires;

namespace KetamineScreening.Domain.Aggregates;

/// <summary>A number computed from noisy counters, and the standard error that the noise gives it.</summary>
/// <param name="Value">The number; not finite when there is none.</param>
/// <param name="Error">Its standard error.</param>
/// <param name="CarefulError">The error that decides whether it is given: not smaller because noise happens to flatter the number.</param>
internal readonly record struct Estimate(double Value, double Error, double CarefulError)
{
    public static readonly Estimate Impossible = new(double.NaN, double.NaN);

    public Estimate(double value, double error)
        : this(value, error, error)
    {
    }
}

/// <summary>What the moments of the complete screenings say about the score and its items.</summary>
/// <remarks>
/// Weights count from the middle of their scales. All statistics follow from a few totals, each a plain sum of counters:
/// the number of screenings, and of each item its sum, its sum of squares and its sum of products with all other items. So
/// their errors follow, by the delta method, from how they change with each total. Nothing but sums, products, quotients
/// and square roots in a fixed order, so the bits are the same on every machine.
/// </remarks>
internal sealed class ScoreMoments
{
    private const int ItemFigures = 4;

    // How far rounding can lift a perfect correlation over 1.
    private const double Rounding = 1e-12;

    // Step of a slope, in standard deviations of the noise: small beside every bend, large beside every rounding.
    private const double Step = 1e-3;

    // How much noise may have flattered an item, in standard deviations.
    private const double Flattery = 2;

    private readonly ImmutableArray<MomentScale> scales;
    private readonly int items;
    private readonly double countVariance;
    private readonly double sumVariance;
    private readonly double productVariance;
    private readonly ImmutableArray<Estimate> estimates;

    /// <summary>Computes them all.</summary>
    /// <param name="questionnaire">The instrument.</param>
    /// <param name="counters">The noisy counters by key.</param>
    /// <param name="variance">Variance of the noise of every counter of a block.</param>
    public ScoreMoments(Questionnaire questionnaire, IReadOnlyDictionary<string, long> counters, Func<Block, double> variance)
    {
        scales = MomentScale.Of(questionnaire);
        items = scales.Length;
        (countVariance, sumVariance, productVariance) = (variance(Block.MomentCount), variance(Block.MomentSums), variance(Block.MomentProducts));
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

    /// <summary>Standard error of measurement: the deviation times the square root of 1 - alpha.</summary>
    public Estimate ErrorOfMeasurement => estimates[3];

    /// <summary>Correlation of each item with the sum of the others.</summary>
    public IEnumerable<(Item Item, Estimate Estimate)> ItemRest => scales.Select((scale, i) => (scale.Item, estimates[ItemFigures + i]));

    /// <summary>Alpha of the other items, of each item.</summary>
    public IEnumerable<(Item Item, Estimate Estimate)> AlphaIfDropped => scales.Select((scale, i) => (scale.Item, estimates[ItemFigures + items + i]));

    // Places among the totals; the number of screenings is the first.
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
    /// The error of an item-rest correlation is the smaller, the more the item varies. So the items that noise makes vary
    /// more than they do would be the first to be given, with a value far off and a small error: of a correlation the error
    /// also has to be small enough when all items vary less, by twice the noise.
    /// </remarks>
    private ImmutableArray<Estimate> Estimates(double[] totals)
    {
        var sober = (double[])totals.Clone();
        for (var i = 0; i < items; i++) sober[Square(i)] -= Flattery * scales[i].Unit * scales[i].Unit * Math.Sqrt(productVariance);
        var (values, errors, careful) = (Statistics(totals), Errors(totals), Errors(sober));
        return [.. values.Select((value, place) => place >= ItemFigures && place < ItemFigures + items
            ? new Estimate(value, errors[place], careful[place])
            : new Estimate(value, errors[place]))];
    }

    /// <summary>Mean, deviation, alpha and error of measurement of the score, then item-rest and alpha if dropped of each item.</summary>
    /// <remarks>
    /// Variances and covariances are multiplied by n (n - 1), which keeps them free of rounding where there is no noise: what
    /// is nought stays nought. The square of a noisy sum is too large by the variance of its noise, which is taken off. A
    /// quotient by a noisy n is too large as well, but so little (the noise of n over n, squared) that it vanishes beside
    /// the errors: simulated from n = 200 on, under a twentieth of them.
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

            // Two options are equally far from the middle, so their squares add up to n, which bears far less noise.
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

    /// <summary>Standard errors of the statistics: the root of the sum, over all noisy counters, of (slope x deviation)^2.</summary>
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

        // The product of two items is in the totals of both.
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
