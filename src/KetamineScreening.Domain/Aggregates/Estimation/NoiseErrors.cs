namespace KetamineScreening.Domain.Aggregates.Estimation;

/// <summary>Standard errors that the noise causes in statistics of the score, by the delta method with numeric derivatives.</summary>
/// <param name="totals">Positions of the totals.</param>
/// <param name="statistics">The statistics.</param>
/// <param name="counters">Source of the noise deviations.</param>
internal sealed class NoiseErrors(MomentTotals totals, ScoreStatistics statistics, NoisyCounters counters)
{
    // Step of the derivatives, in standard deviations of the noise: small against curvature, large against rounding.
    private const double Step = 1e-3;

    private readonly double ofCount = counters.Deviation(Block.MomentCount);
    private readonly double ofSum = counters.Deviation(Block.MomentSums);
    private readonly double ofProduct = counters.Deviation(Block.MomentProducts);

    /// <summary>Standard error of each statistic: square root of the sum, over all noisy counters, of (slope x deviation)^2.</summary>
    /// <param name="values">The totals at which the derivatives are taken.</param>
    public double[] At(double[] values)
    {
        var variances = new double[statistics.Length];
        if (ofCount + ofSum + ofProduct <= 0) return variances;

        Add(variances, Slopes(values, 0, ofCount), ofCount);
        var withOthers = new double[totals.Scales.Length][];
        for (var i = 0; i < withOthers.Length; i++)
        {
            var unit = totals.Scales[i].Unit;
            Add(variances, Slopes(values, MomentTotals.Sum(i), unit * ofSum), unit * ofSum);
            Add(variances, Slopes(values, totals.Square(i), unit * unit * ofProduct), unit * unit * ofProduct);
            withOthers[i] = Slopes(values, totals.WithOthers(i), unit * ofProduct);
        }

        // The product of two items is part of the totals of both items.
        for (var i = 0; i < withOthers.Length; i++)
        {
            for (var j = i + 1; j < withOthers.Length; j++)
            {
                var slopes = withOthers[i].Zip(withOthers[j], (a, b) => a + b);
                Add(variances, [.. slopes], totals.Scales[i].Unit * totals.Scales[j].Unit * ofProduct);
            }
        }

        return [.. variances.Select(Math.Sqrt)];
    }

    private static void Add(double[] variances, double[] slopes, double deviation)
    {
        for (var index = 0; index < variances.Length; index++) variances[index] += slopes[index] * slopes[index] * deviation * deviation;
    }

    private double[] Slopes(double[] values, int total, double deviation)
    {
        var step = Step * deviation;
        var (above, below) = ((double[])values.Clone(), (double[])values.Clone());
        above[total] += step;
        below[total] -= step;
        return [.. statistics.Of(above).Zip(statistics.Of(below), (high, low) => (high - low) / (2 * step))];
    }
}
