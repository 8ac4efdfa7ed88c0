using System.Globalization;
using System.Numerics;

namespace KetamineScreening.Domain.Aggregates.Noise;

/// <summary>An exact fraction in lowest terms; noise is computed with it because rounding would leak information.</summary>
public readonly record struct Rational : IComparable<Rational>
{
    private const int LongestDecimal = 40;
    private const int LongestFraction = 2 * LongestDecimal;

    private readonly BigInteger denominatorLessOne;

    /// <summary>The quotient of two integers.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The denominator is not positive.</exception>
    public Rational(BigInteger numerator, BigInteger denominator)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(denominator);
        var divisor = BigInteger.GreatestCommonDivisor(numerator, denominator);
        (Numerator, denominatorLessOne) = (numerator / divisor, denominator / divisor - 1);
    }

    /// <summary>Numerator; negative when the fraction is.</summary>
    public BigInteger Numerator { get; }

    /// <summary>Denominator, 1 or more; stored less one so that the default value of the struct is 0/1.</summary>
    public BigInteger Denominator => denominatorLessOne + 1;

    /// <summary>Converts an integer.</summary>
    public static implicit operator Rational(int number) => new(number, 1);

    /// <summary>Product.</summary>
    public static Rational operator *(Rational left, Rational right) =>
        new(left.Numerator * right.Numerator, left.Denominator * right.Denominator);

    /// <summary>Quotient; the divisor must be positive.</summary>
    public static Rational operator /(Rational left, Rational right) =>
        new(left.Numerator * right.Denominator, left.Denominator * right.Numerator);

    /// <summary>Sum.</summary>
    public static Rational operator +(Rational left, Rational right) =>
        new(left.Numerator * right.Denominator + right.Numerator * left.Denominator, left.Denominator * right.Denominator);

    /// <summary>Difference.</summary>
    public static Rational operator -(Rational left, Rational right) =>
        new(left.Numerator * right.Denominator - right.Numerator * left.Denominator, left.Denominator * right.Denominator);

    /// <summary>Whether the left fraction is smaller.</summary>
    public static bool operator <(Rational left, Rational right) => left.CompareTo(right) < 0;

    /// <summary>Whether the left fraction is larger.</summary>
    public static bool operator >(Rational left, Rational right) => left.CompareTo(right) > 0;

    /// <summary>Whether the left fraction is smaller or equal.</summary>
    public static bool operator <=(Rational left, Rational right) => left.CompareTo(right) <= 0;

    /// <summary>Whether the left fraction is larger or equal.</summary>
    public static bool operator >=(Rational left, Rational right) => left.CompareTo(right) >= 0;

    /// <summary>Parses a decimal of 0 or more such as <c>0.25</c>, or a fraction such as <c>1/4</c>.</summary>
    /// <remarks>A fraction may be longer than a decimal so that the fraction of every parsed decimal can be parsed again.</remarks>
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

    /// <summary>Square root of a fraction of 0 or more, rounded down to an integer.</summary>
    /// <exception cref="InvalidOperationException">The fraction is negative.</exception>
    public BigInteger FloorOfSquareRoot()
    {
        if (Numerator.Sign < 0) throw new InvalidOperationException("A negative fraction has no square root.");
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

    /// <summary>The fraction, for example <c>1/4</c>, or an integer when the denominator is 1.</summary>
    public override string ToString() => Denominator.IsOne
        ? Numerator.ToString(CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{Numerator}/{Denominator}");

    private static bool IsWhole(string text, out BigInteger number) =>
        BigInteger.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
