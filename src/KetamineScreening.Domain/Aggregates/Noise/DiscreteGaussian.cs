using System.Numerics;

namespace KetamineScreening.Domain.Aggregates.Noise;

/// <summary>
/// The exact sampler of the discrete Gaussian distribution of C. Canonne, G. Kamath and T. Steinke, "The Discrete Gaussian
/// for Differential Privacy" (NeurIPS 2020), algorithms 1 to 3: whole numbers and fractions only, no rounding anywhere.
/// </summary>
/// <param name="bytes">Where randomness comes from.</param>
public sealed class DiscreteGaussian(RandomBytes bytes)
{
    private readonly RandomInteger random = new(bytes);

    /// <summary>A whole number x with probability proportional to exp(-x^2 / (2 variance)).</summary>
    /// <param name="variance">The parameter sigma squared, exact; 0 gives 0.</param>
    public BigInteger Sample(Rational variance)
    {
        if (variance.Numerator.IsZero) return BigInteger.Zero;
        var (p, q) = (variance.Numerator, variance.Denominator);
        var t = variance.FloorOfSquareRoot() + 1;
        while (true)
        {
            var candidate = Laplace(t);

            // Accepted with probability exp(-(|y| - variance/t)^2 / (2 variance)), multiplied out to whole numbers.
            var distance = BigInteger.Abs(candidate) * q * t - p;
            if (BernoulliOfExponential(distance * distance, 2 * p * q * t * t)) return candidate;
        }
    }

    /// <summary>A whole number x with probability proportional to exp(-|x| / scale): algorithm 2, for a whole scale.</summary>
    internal BigInteger Laplace(BigInteger scale)
    {
        while (true)
        {
            var remainder = random.Below(scale);
            if (!BernoulliOfExponential(remainder, scale)) continue;
            var whole = BigInteger.Zero;
            while (BernoulliOfExponential(BigInteger.One, BigInteger.One)) whole++;
            var magnitude = remainder + scale * whole;
            var isNegative = random.Bernoulli(1, 2);

            // Zero would come twice, as 0 and as -0.
            if (isNegative && magnitude.IsZero) continue;
            return isNegative ? -magnitude : magnitude;
        }
    }

    /// <summary>True with probability exp(-numerator / denominator): algorithm 1, for any fraction of 0 or more.</summary>
    internal bool BernoulliOfExponential(BigInteger numerator, BigInteger denominator)
    {
        while (numerator > denominator)
        {
            if (!BernoulliOfSmallExponential(BigInteger.One, BigInteger.One)) return false;
            numerator -= denominator;
        }

        return BernoulliOfSmallExponential(numerator, denominator);
    }

    // For a fraction up to 1: the number of successes in a row, each rarer than the last, is even with that probability.
    private bool BernoulliOfSmallExponential(BigInteger numerator, BigInteger denominator)
    {
        var k = BigInteger.One;
        while (random.Bernoulli(numerator, denominator * k)) k++;
        return !k.IsEven;
    }
}
