using System.Numerics;
using KetamineScreening.Domain.Aggregates.Noise;

namespace KetamineScreening.Domain.Tests.Aggregates.Noise;

[Trait("kind", "property")]
public sealed class RationalTests
{
    private static readonly Gen<BigInteger> Integers =
        from length in Gen.Choose(0, 24)
        from bytes in Gen.Choose(0, 255).ArrayOf(length)
        from isSmall in Gen.Elements(true, false)
        select new BigInteger([.. bytes.Select(value => (byte)value)], isUnsigned: true) % (isSmall ? 50 : BigInteger.One << 200);

    private static readonly Gen<(BigInteger A, BigInteger B, BigInteger C, BigInteger D)> TwoFractions =
        from a in Integers
        from b in Integers
        from c in Integers
        from d in Integers
        select (a, b + 1, c, d + 1);

    private static readonly Gen<(BigInteger A, BigInteger B, BigInteger C, BigInteger D)> TwoSignedFractions =
        from isNegative in Gen.Elements(true, false)
        from numbers in TwoFractions
        select isNegative ? numbers with { A = -numbers.A } : numbers;

    [Fact]
    public void Arithmetic_agrees_with_cross_multiplication() => ForAllSigned(numbers =>
    {
        var (a, b, c, d) = numbers;
        var (left, right) = (new Rational(a, b), new Rational(c, d));
        return AreEqual(left * right, a * c, b * d)
            && AreEqual(left + right, a * d + c * b, b * d)
            && AreEqual(left - right, a * d - c * b, b * d)
            && (c.IsZero || AreEqual(left / right, a * d, b * c))
            && left.CompareTo(right) == (a * d).CompareTo(c * b)
            && left < right == a * d < c * b
            && left > right == a * d > c * b
            && left <= right == a * d <= c * b
            && left >= right == a * d >= c * b
            && left == right == (a * d == c * b);
    });

    [Fact]
    public void A_fraction_is_in_lowest_terms() => ForAllSigned(numbers =>
    {
        var value = new Rational(numbers.A * numbers.D, numbers.B * numbers.D);
        return BigInteger.GreatestCommonDivisor(value.Numerator, value.Denominator).IsOne
            && value == new Rational(numbers.A, numbers.B)
            && value.GetHashCode() == new Rational(numbers.A, numbers.B).GetHashCode();
    });

    [Fact]
    public void The_square_root_is_rounded_down_to_an_integer() => ForAll(numbers =>
    {
        var root = new Rational(numbers.A, numbers.B).FloorOfSquareRoot();
        return root * root * numbers.B <= numbers.A && numbers.A < (root + 1) * (root + 1) * numbers.B;
    });

    [Fact]
    public void The_square_root_of_a_square_is_exact() => ForAll(numbers =>
        new Rational(numbers.A * numbers.A, 1).FloorOfSquareRoot() == numbers.A
        && (numbers.A.IsZero || new Rational(numbers.A * numbers.A - 1, 1).FloorOfSquareRoot() == numbers.A - 1));

    [Fact]
    public void A_formatted_fraction_is_parsed_to_the_same_value() => ForAll(numbers =>
    {
        var value = new Rational(numbers.A % 1_000_000_000_000, numbers.B % 1_000_000_000_000 + 1);
        return Rational.TryParse(value.ToString(), out var read) && read == value;
    });

    [Theory]
    [InlineData("0.25", 1, 4)]
    [InlineData("1/4", 1, 4)]
    [InlineData("2/8", 1, 4)]
    [InlineData("0.05", 1, 20)]
    [InlineData("1", 1, 1)]
    [InlineData("1.0", 1, 1)]
    [InlineData("0", 0, 1)]
    [InlineData("0/7", 0, 1)]
    [InlineData("12.50", 25, 2)]
    public void A_decimal_or_a_fraction_is_parsed_exactly(string text, int numerator, int denominator)
    {
        Assert.True(Rational.TryParse(text, out var value));
        Assert.Equal(new Rational(numerator, denominator), value);
    }

    [Theory]
    [InlineData("0.12345678901234567890123456789012345678")]
    [InlineData("9.99999999999999999999999999999999999999")]
    [InlineData("1234567890123456789012345678901234567890")]
    [InlineData("123456789012345678901234567890123456789/1234567890123456789012345678901234567891")]
    public void A_long_value_can_be_formatted_and_parsed_again(string text)
    {
        Assert.True(Rational.TryParse(text, out var value));
        Assert.True(Rational.TryParse(value.ToString(), out var again), value.ToString());
        Assert.Equal(value, again);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData(" 1")]
    [InlineData("-1")]
    [InlineData("+1")]
    [InlineData("1/0")]
    [InlineData("1/-2")]
    [InlineData("1/2/3")]
    [InlineData("/2")]
    [InlineData("1/")]
    [InlineData("0.1/2")]
    [InlineData(".5")]
    [InlineData("5.")]
    [InlineData("1.2.3")]
    [InlineData("0,25")]
    [InlineData("1e-1")]
    [InlineData("NaN")]
    [InlineData("0x10")]
    [InlineData("\u0661")]
    [InlineData("0.00000000000000000000000000000000000000001")]
    public void Other_text_is_not_parsed(string? text) => Assert.False(Rational.TryParse(text, out _));

    [Fact]
    public void A_zero_or_negative_denominator_and_the_root_of_a_negative_fraction_are_rejected()
    {
        Assert.Throws<InvalidOperationException>(() => new Rational(-1, 2).FloorOfSquareRoot());
        Assert.Throws<ArgumentOutOfRangeException>(() => new Rational(1, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Rational(1, -2));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Rational(1, 2) / 0);
        Assert.Equal(new Rational(0, 5), default);
    }

    private static bool AreEqual(Rational value, BigInteger numerator, BigInteger denominator) =>
        value.Numerator * denominator == numerator * value.Denominator;

    private static void ForAllSigned(Func<(BigInteger A, BigInteger B, BigInteger C, BigInteger D), bool> property) =>
        Prop.ForAll(TwoSignedFractions.ToArbitrary(), property).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    private static void ForAll(Func<(BigInteger A, BigInteger B, BigInteger C, BigInteger D), bool> property) =>
        Prop.ForAll(TwoFractions.ToArbitrary(), property).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));
}
