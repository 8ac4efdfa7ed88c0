namespace KetamineScreening.Domain.Aggregates.Estimation;

/// <summary>A share estimated from noisy counters; every member is null when the whole is not clearly positive.</summary>
/// <param name="Value">The share; noise can make it negative or larger than 1, and it is never clipped.</param>
/// <param name="NoiseError">Standard error caused by the noise.</param>
/// <param name="SamplingError">Sampling error: standard error if the people were drawn at random from a population.</param>
/// <param name="Low">Lower end of the 95 % interval for both errors.</param>
/// <param name="High">Upper end of the 95 % interval for both errors.</param>
public readonly record struct ShareEstimate(double? Value, double? NoiseError, double? SamplingError, double? Low, double? High)
{
    /// <summary>How many standard deviations of its noise the whole must be above 0.</summary>
    /// <remarks>The rule never looks at the part, because leaving out unlikely shares would bias those that are given.</remarks>
    public const double ClearlyPositive = 4;

    private const double Squared = Confidence.Quantile * Confidence.Quantile;

    /// <summary>Share of the whole in itself, for example of the only band that an audience can have.</summary>
    internal static readonly ShareEstimate Everybody = new(1, 0, 0, 1, 1);

    /// <summary>Estimates a share.</summary>
    /// <param name="part">Number of people in the part.</param>
    /// <param name="whole">Number of people in the whole.</param>
    /// <param name="covariance">Covariance of the noise of the two.</param>
    internal static ShareEstimate Of(CountEstimate part, CountEstimate whole, double covariance)
    {
        if (whole.Value <= ClearlyPositive * whole.Deviation) return default;
        var share = part.Value / whole.Value;
        var variance = part.Deviation * part.Deviation - 2 * share * covariance + share * share * whole.Deviation * whole.Deviation;
        var (low, high) = Interval(part, whole, covariance);
        return new ShareEstimate(
            share,
            Math.Sqrt(Math.Max(variance, 0)) / whole.Value,
            SamplingErrorOf(share, whole.Value),
            Math.Min(low, share),
            Math.Max(high, share));
    }

    // Two people in and two people out are added (Agresti and Coull 1998): the plain error is 0 when nobody or everybody is in the part.
    private static double SamplingErrorOf(double share, double whole)
    {
        var people = whole + Squared;
        var adjusted = Math.Clamp((share * whole + Squared / 2) / people, 0, 1);
        return Math.Sqrt(adjusted * (1 - adjusted) / people);
    }

    /// <remarks>
    /// A share p is inside when part - p x whole is less than 1.96 standard deviations from 0; its variance is that of the noise plus the
    /// binomial one, whole x p (1 - p). Without noise this is the interval of Wilson, without sampling that of Fieller. There is
    /// no sampling below 0 and above 1.
    /// </remarks>
    private static (double Low, double High) Interval(CountEstimate part, CountEstimate whole, double covariance)
    {
        var (noisyLow, noisyHigh) = Roots(part, whole, covariance, sampled: 0);
        var (low, high) = Roots(part, whole, covariance, sampled: whole.Value);
        return (IsShare(noisyLow) ? low : noisyLow, IsShare(noisyHigh) ? high : noisyHigh);

        static bool IsShare(double value) => value is >= 0 and <= 1;
    }

    // Solutions p of (part - p whole)^2 = 1.96^2 (variance of the noise + sampled p (1 - p)).
    private static (double Low, double High) Roots(CountEstimate part, CountEstimate whole, double covariance, double sampled)
    {
        var square = whole.Value * whole.Value - Squared * (whole.Deviation * whole.Deviation - sampled);
        var middle = part.Value * whole.Value - Squared * (covariance - sampled / 2);
        var constant = part.Value * part.Value - Squared * part.Deviation * part.Deviation;
        var root = Math.Sqrt(Math.Max(middle * middle - square * constant, 0));
        return ((middle - root) / square, (middle + root) / square);
    }
}
