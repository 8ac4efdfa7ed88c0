using System.Globalization;
using System.Numerics;

namespace KetamineScreening.Domain.Aggregates.Noise;

/// <summary>An exact fraction, 0 or more, in lowest terms. Noise is made of these, since rounded numbers leak.</summary>
public readonly record struct Rational : IComparable<Rational>
{
    private const int LongestDecimal = 40;
    private const int LongestFraction = 2 * LongestDecimal;

    private readonly BigInteger denominatorLessOne;

    /// <summary>The fraction of two whole numbers.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The numerator is negative, or the denominator is not positive.</exception>
    public Rational(BigInteger numerator, BigInteger denominator)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(numerator);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(denominator);
        var divisor = BigInteger.GreatestCommonDivisor(numerator, denominator);
        (Numerator, denominatorLessOne) = (numerator / divisor, denominator / divisor - 1);
    }

    /// <summary>Numerator, 0 or more.</summary>
    public BigInteger Numerator { get; }

    /// <summary>Denominator, 1 or more; so that the default value is 0 and no nonsense.</summary>
    public BigInteger Denominator => denominatorLessOne + 1;

    /// <summary>A whole number.</summary>
    public static implicit operator Rational(int number) => new(number, 1);

    /// <summary>Product.</summary>
    public static Rational operator *(Rational left, Rational right) => new(left.Numerator * right.Numerator, left.Denominator * right.Denominator);

    /// <summary>Quotient; the right side must not be 0.</summary>
    public static Rational operator /(Rational left, Rational right) => new(left.Numerator * right.Denominator, left.Denominator * right.Numerator);

    /// <summary>Sum.</summary>
    public static Rational operator +(Rational left, Rational right) =>
        new(left.Numerator * right.Denominator + right.Numerator * left.Denominator, left.Denominator * right.Denominator);

    /// <summary>Whether the left is smaller.</summary>
    public static bool operator <(Rational left, Rational right) => left.CompareTo(right) < 0;

    /// <summary>Whether the left is larger.</summary>
    public static bool operator >(Rational left, Rational right) => left.CompareTo(right) > 0;

    /// <summary>Whether the left is smaller or the same.</summary>
    public static bool operator <=(Rational left, Rational right) => left.CompareTo(right) <= 0;

    /// <summary>Whether the left is larger or the same.</summary>
    public static bool operator >=(Rational left, Rational right) => left.CompareTo(right) >= 0;

    /// <summary>Reads a decimal such as <c>0.25</c>, or a fraction such as <c>1/4</c>.</summary>
    /// <remarks>A fraction may be longer than a decimal, so that whatever was read can be written and read again.</remarks>
    public static bool TryParse(string? text, out Rational value)
    {
        value = default;
        if (string.IsNullOrEmpty(text) || text.Length > LongestFraction) return false;
        var parts = text.Split('/');
        if (parts.Length == 2)
        {
            if (!IsWhole(parts[0], out var numerator) || !IsWhole(parts[1], out var denominator) || denominator.IsZero) return false;
            value = new Rational(numerator, denominator);
            return true;
        }

        var digits = text.Split('.');
        if (text.Length > LongestDecimal || digits.Length > 2 || digits[0].Length == 0 || digits[^1].Length == 0) return false;
        if (!IsWhole(string.Concat(digits), out var scaled)) return false;
        value = new Rational(scaled, BigInteger.Pow(10, digits.Length == 2 ? digits[1].Length : 0));
        return true;
    }

    /// <inheritdoc />
    public int CompareTo(Rational other) => (Numerator * other.Denominator).CompareTo(other.Numerator * Denominator);

    /// <summary>The largest whole number that is not larger than its square root.</summary>
    public BigInteger FloorOfSquareRoot()
    {
        var whole = Numerator / Denominator;
        if (whole.IsZero) return BigInteger.Zero;
        var root = BigInteger.One << (int)((whole.GetBitLength() + 1) / 2);
        while (true)
        {
            var next = (root + whole / root) >> 1;
            if (next >= root) return root;
            root = next;
        }
    }

    /// <summary>As a fraction, for example <c>1/4</c>, or a whole number.</summary>
    public override string ToString() => Denominator.IsOne
        ? Numerator.ToString(CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{Numerator}/{Denominator}");

    private static bool IsWhole(string text, out BigInteger number) =>
        BigInteger.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
