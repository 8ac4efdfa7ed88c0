using System.Numerics;

namespace KetamineScreening.Domain.Aggregates.Noise;

/// <summary>Fills a span with random bytes; the service uses the generator of the operating system.</summary>
/// <param name="bytes">The span to fill.</param>
public delegate void RandomBytes(Span<byte> bytes);

/// <summary>Uniform integers and Bernoulli trials with exact probabilities.</summary>
/// <param name="bytes">Source of randomness.</param>
public sealed class RandomInteger(RandomBytes bytes)
{
    private const int LargestOnStack = 128;

    /// <summary>A uniform integer from 0 (inclusive) to a limit (exclusive).</summary>
    /// <remarks>Rejection sampling; taking a remainder instead would favour small numbers.</remarks>
    public BigInteger Below(BigInteger limit)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        if (limit.IsOne) return BigInteger.Zero;
        var bits = (int)(limit - 1).GetBitLength();
        var length = (bits + 7) / 8;
        var buffer = length <= LargestOnStack ? stackalloc byte[length] : new byte[length];
        while (true)
        {
            bytes(buffer);
            buffer[^1] &= (byte)(0xFF >> (8 * length - bits));
            var candidate = new BigInteger(buffer, isUnsigned: true);
            if (candidate < limit) return candidate;
        }
    }

    /// <summary>True with probability <paramref name="numerator"/> / <paramref name="denominator"/>, a value from 0 to 1.</summary>
    public bool Bernoulli(BigInteger numerator, BigInteger denominator) => Below(denominator) < numerator;
}
