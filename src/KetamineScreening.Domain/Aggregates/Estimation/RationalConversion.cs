using System.Numerics;
using KetamineScreening.Domain.Aggregates.Noise;

namespace KetamineScreening.Domain.Aggregates.Estimation;

/// <summary>Converts exact fractions to floating point, for output only.</summary>
internal static class RationalConversion
{
    private const int Precision = 64;

    /// <summary>The fraction as floating point, correct to the last bit or nearly so, however long its numerator and denominator are.</summary>
    public static double ToDouble(this Rational value)
    {
        var magnitude = BigInteger.Abs(value.Numerator);
        if (magnitude.IsZero) return 0;
        var shift = (int)(value.Denominator.GetBitLength() - magnitude.GetBitLength()) + Precision;
        var quotient = shift >= 0 ? (magnitude << shift) / value.Denominator : magnitude / (value.Denominator << -shift);
        return value.Numerator.Sign * Math.ScaleB((double)quotient, -shift);
    }
}
