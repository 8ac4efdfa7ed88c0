using System.Numerics;

namespace KetamineScreening.Domain.Aggregates.Noise;

/// <summary>
/// Exact sampler of the discrete Gaussian distribution, after algorithms 1 to 3 of C. Canonne, G. Kamath and T. Steinke,
/// "The Discrete Gaussian for Differential Privacy" (NeurIPS 2020); it uses integer arithmetic only, without rounding.
/// </summary>
/// <param name="bytes">Source of randomness.</param>
public sealed class DiscreteGaussian(RandomBytes bytes)
{
    private readonly RandomInteger random = new(bytes);

    /// <summary>Draws an integer x with probability proportional to exp(-x^2 / (2 variance)).</summary>
    /// <param name="variance">The parameter sigma squared; the result is 0 when it is 0.</param>
    public BigInteger Sample(Rational variance)
    {
        if (variance.Numerator.IsZero) return BigInteger.Zero;
        var (p, q) = (variance.Numerator, variance.Denominator);
        var t = variance.FloorOfSquareRoot() + 1;
        while (true)
        {
            var candidate = Laplace(t);

            // Accept with probability exp(-(|y| - variance/t)^2 / (2 variance)), with the fraction expanded to integers.
            var distance = BigInteger.Abs(candidate) * q * t - p;
            if (BernoulliOfExponential(distance * distance, 2 * p * q * t * t)) return candidate;
        }
    }

    /// <summary>Draws an integer x with probability proportional to exp(-|x| / scale): algorithm 2, for an integer scale.</summary>
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

            // Reject -0: zero would otherwise have twice its probability.
            if (isNegative && magnitude.IsZero) continue;
            return isNegative ? -magnitude : magnitude;
        }
    }

    /// <summary>True with probability exp(-numerator / denominator): algorithm 1, for any fraction >= 0.</summary>
    internal bool BernoulliOfExponential(BigInteger numerator, BigInteger denominator)
    {
        while (numerator > denominator)
        {
            if (!BernoulliOfSmallExponential(BigInteger.One, BigInteger.One)) return false;
            numerator -= denominator;
        }

        return BernoulliOfSmallExponential(numerator, denominator);
    }

    // For a fraction from 0 to 1: the length of the run of successes, with chances fraction / k, is even with that probability.
    private bool BernoulliOfSmallExponential(BigInteger numerator, BigInteger denominator)
    {
        var k = BigInteger.One;
        while (random.Bernoulli(numerator, denominator * k)) k++;
        return !k.IsEven;
    }
}
