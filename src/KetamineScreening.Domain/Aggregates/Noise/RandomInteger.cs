using System.Numerics;

namespace KetamineScreening.Domain.Aggregates.Noise;

/// <summary>Fills a span with random bytes. In the service this is the operating system's source.</summary>
/// <param name="bytes">Where to put them.</param>
public delegate void RandomBytes(Span<byte> bytes);

/// <summary>Whole numbers, evenly distributed, and coins of exact bias, from random bytes.</summary>
/// <param name="bytes">Where randomness comes from.</param>
public sealed class RandomInteger(RandomBytes bytes)
{
    private const int LargestOnStack = 128;

    /// <summary>A number from 0 up to a limit, the limit itself left out.</summary>
    /// <remarks>By rejection: a remainder would favour small numbers.</remarks>
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

    /// <summary>True with probability <paramref name="numerator"/> / <paramref name="denominator"/>, which has to be from 0 to 1.</summary>
    public bool Bernoulli(BigInteger numerator, BigInteger denominator) => Below(denominator) < numerator;
}
