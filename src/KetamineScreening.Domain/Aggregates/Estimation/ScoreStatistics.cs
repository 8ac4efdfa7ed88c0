namespace KetamineScreening.Domain.Aggregates.Estimation;

/// <summary>Statistics of the score and its items as functions of the totals.</summary>
/// <remarks>
/// Only sums, products, quotients and square roots are used, in a fixed order, so the results are bit-identical on every machine. The
/// square of a noisy sum is biased upwards by the variance of its noise, which is subtracted. Division by a noisy n is biased upwards
/// too, by the square of (noise of n / n); where figures are given, this bias is below a twentieth of the standard error.
/// </remarks>
/// <param name="totals">Positions of the totals.</param>
/// <param name="sumVariance">Variance of the noise in the sum of an item, in units of its scale.</param>
internal sealed class ScoreStatistics(MomentTotals totals, double sumVariance)
{
    /// <summary>Position of the mean score.</summary>
    public const int Mean = 0;

    /// <summary>Position of the standard deviation of the score, over n - 1.</summary>
    public const int Deviation = 1;

    /// <summary>Position of Cronbach's alpha.</summary>
    public const int Alpha = 2;

    /// <summary>Position of the standard error of measurement.</summary>
    public const int MeasurementError = 3;

    private const int OfTheScore = 4;

    // Tolerance for a perfect correlation that rounding lifts above 1.
    private const double Rounding = 1e-12;

    private readonly int items = totals.Scales.Length;

    /// <summary>Number of statistics.</summary>
    public int Length => OfTheScore + 2 * items;

    /// <summary>Position of the correlation of an item with the sum of all others.</summary>
    public static int ItemRest(int item) => OfTheScore + item;

    /// <summary>Position of alpha without an item.</summary>
    public int AlphaIfDropped(int item) => OfTheScore + items + item;

    /// <summary>The statistics; one that is not defined is not a number.</summary>
    /// <remarks>
    /// Variances and covariances are multiplied by n (n - 1), which avoids rounding when there is no noise, so that a variance
    /// of zero stays exactly zero. A standard deviation has the sign of its variance, which noise can make negative.
    /// </remarks>
    public double[] Of(double[] values)
    {
        var n = values[0];
        var pairs = n * (n - 1);
        double middle = 0, sum = 0;
        for (var i = 0; i < items; i++)
        {
            middle += totals.Scales[i].Middle;
            sum += values[MomentTotals.Sum(i)];
        }

        var (own, withRest) = (new double[items], new double[items]);
        double variances = 0, variance = 0;
        for (var i = 0; i < items; i++)
        {
            own[i] = Variance(values, i);
            var total = values[MomentTotals.Sum(i)];
            withRest[i] = n * values[totals.WithOthers(i)] - total * (sum - total);
            variances += own[i];
            variance += own[i] + withRest[i];
        }

        var statistics = new double[Length];
        statistics[Mean] = middle + sum / n;
        statistics[Deviation] = SignedRoot(variance / pairs);
        statistics[Alpha] = Coefficient(items, variance, variances);
        statistics[MeasurementError] = SignedRoot((items * variances - variance) / ((items - 1) * pairs));
        for (var i = 0; i < items; i++)
        {
            var rest = variance - own[i] - 2 * withRest[i];
            statistics[ItemRest(i)] = Correlation(withRest[i], own[i], rest);
            statistics[AlphaIfDropped(i)] = Coefficient(items - 1, rest, variances - own[i]);
        }

        return statistics;
    }

    /// <summary>Variance of an item, times n (n - 1).</summary>
    public double Variance(double[] values, int item)
    {
        var (scale, total) = (totals.Scales[item], values[MomentTotals.Sum(item)]);
        var unit = scale.Unit * scale.Unit;

        // When all values have one magnitude, the sum of squares is that square times n, and n has far less noise.
        var squares = scale.HasOneMagnitude ? unit * scale.Largest * scale.Largest * values[0] : values[totals.Square(item)];
        return values[0] * squares - (total * total - unit * sumVariance);
    }

    private static double SignedRoot(double value) => value < 0 ? -Math.Sqrt(-value) : Math.Sqrt(value);

    private static double Coefficient(int items, double variance, double variances) =>
        items * (variance - variances) / ((items - 1) * variance);

    private static double Correlation(double covariance, double varianceA, double varianceB)
    {
        var correlation = covariance / (SignedRoot(varianceA) * SignedRoot(varianceB));
        return Math.Abs(correlation) is > 1 and < 1 + Rounding ? Math.Sign(correlation) : correlation;
    }
}
