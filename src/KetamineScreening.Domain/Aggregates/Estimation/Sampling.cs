namespace KetamineScreening.Domain.Aggregates.Estimation;

/// <summary>Sampling error of a statistic, as the standard error and the 95 % interval without noise.</summary>
/// <param name="Error">Standard error.</param>
/// <param name="Low">Lower end.</param>
/// <param name="High">Upper end.</param>
internal readonly record struct Sampling(double Error, double Low, double High)
{
    private const int Terms = 12;

    // No correlation is treated as closer to 1 than this, because noise can lift an estimate above 1.
    private const double LargestCorrelation = 0.999;

    /// <summary>Of a statistic with a symmetric distribution.</summary>
    public static Sampling Symmetric(double value, double error) =>
        new(error, value - Confidence.Quantile * error, value + Confidence.Quantile * error);

    /// <summary>Of a positive statistic whose logarithm has a symmetric distribution.</summary>
    public static Sampling Logarithmic(double value, double relativeError)
    {
        var factor = Exponential(Confidence.Quantile * relativeError);
        var magnitude = Math.Abs(value);
        return new Sampling(magnitude * relativeError, value + magnitude * (1 / factor - 1), value + magnitude * (factor - 1));
    }

    /// <summary>Of a coefficient alpha: L. Feldt 1965, with the logarithm of the F distribution taken as normal.</summary>
    public static Sampling OfAlpha(double alpha, double count, int items)
    {
        var (error, low, high) = Logarithmic(1 - alpha, Math.Sqrt(2.0 * items / ((items - 1) * (count - 1))));
        return new Sampling(error, 1 - high, 1 - low);
    }

    /// <summary>Of a correlation: R. Fisher 1921.</summary>
    public static Sampling OfCorrelation(double correlation, double count)
    {
        var r = Math.Clamp(correlation, -LargestCorrelation, LargestCorrelation);
        var t = HyperbolicTangent(Confidence.Quantile / Math.Sqrt(Math.Max(count - 3, 1)));
        var (low, high) = ((r - t) / (1 - r * t), (r + t) / (1 + r * t));
        return new Sampling((1 - r * r) / Math.Sqrt(count - 1), correlation + low - r, correlation + high - r);
    }

    // Math.Exp and Math.Tanh may differ in the last bit between machines; Lambert's continued fraction uses only exact operations.
    private static double HyperbolicTangent(double x)
    {
        double denominator = 2 * Terms + 1;
        for (var odd = 2 * Terms - 1; odd > 0; odd -= 2) denominator = odd + x * x / denominator;
        return x / denominator;
    }

    private static double Exponential(double x)
    {
        var half = HyperbolicTangent(x / 2);
        return (1 + half) / (1 - half);
    }
}
