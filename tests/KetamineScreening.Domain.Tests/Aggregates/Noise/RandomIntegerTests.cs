using System.Numerics;
using KetamineScreening.Domain.Aggregates.Noise;

namespace KetamineScreening.Domain.Tests.Aggregates.Noise;

public sealed class RandomIntegerTests
{
    private const int Draws = 50_000;
    private const string JustOver64Bits = "18446744073709551617";

    [Theory]
    [InlineData("3")]
    [InlineData("5")]
    [InlineData("7")]
    [InlineData("200")]
    [InlineData(JustOver64Bits)]
    public void All_numbers_below_the_limit_are_equally_likely(string text)
    {
        var limit = BigInteger.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
        var random = new RandomInteger(new SeededBytes(1).Fill);
        var numbers = Enumerable.Range(0, Draws).Select(_ => random.Below(limit)).ToList();

        Assert.All(numbers, number => Assert.True(number >= 0 && number < limit));
        var bins = (int)BigInteger.Min(limit, 200);
        var fit = GoodnessOfFit.Of([.. numbers.Select(number => (long)(number * bins / limit))], _ => 1, 0, bins - 1);
        Assert.True(fit.Holds, fit.ToString());
    }

    [Fact]
    public void The_test_rejects_a_remainder_instead_of_rejection_sampling()
    {
        var random = new RandomInteger(new SeededBytes(2).Fill);
        var fit = GoodnessOfFit.Of([.. Enumerable.Range(0, Draws).Select(_ => (long)random.Below(8) % 5)], _ => 1, 0, 4);

        Assert.False(fit.Holds, fit.ToString());
    }

    [Theory]
    [InlineData("5", new byte[] { 0xFF, 0x05, 0x06, 0x0C }, "4")]
    [InlineData("3", new byte[] { 0x03, 0xFF, 0xFE }, "2")]
    [InlineData("256", new byte[] { 0xFF }, "255")]
    [InlineData("257", new byte[] { 0xFF, 0xFF, 0x01, 0x01, 0x00, 0xFF }, "256")]
    [InlineData("2", new byte[] { 0xFE }, "0")]
    [InlineData("1", new byte[0], "0")]
    public void Excess_bits_are_masked_and_numbers_not_below_the_limit_are_drawn_again(string limit, byte[] source, string expected)
    {
        var position = 0;
        var random = new RandomInteger(bytes =>
        {
            source.AsSpan(position, bytes.Length).CopyTo(bytes);
            position += bytes.Length;
        });

        Assert.Equal(Integer(expected), random.Below(Integer(limit)));
        Assert.Equal(source.Length, position);

        static BigInteger Integer(string text) => BigInteger.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void A_limit_that_is_not_positive_is_rejected(int limit) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new RandomInteger(new SeededBytes(3).Fill).Below(limit));

    [Fact]
    public void A_limit_of_two_thousand_bits_is_supported()
    {
        var random = new RandomInteger(new SeededBytes(4).Fill);
        var limit = (BigInteger.One << 2000) + 1;
        var numbers = Enumerable.Range(0, 200).Select(_ => random.Below(limit)).ToList();

        Assert.All(numbers, number => Assert.True(number >= 0 && number < limit));
        Assert.InRange(numbers.Count(number => number > limit / 2), 60, 140);
    }
}
