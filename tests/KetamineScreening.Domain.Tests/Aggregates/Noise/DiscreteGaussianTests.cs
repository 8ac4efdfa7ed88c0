using System.Numerics;
using KetamineScreening.Domain.Aggregates.Noise;

namespace KetamineScreening.Domain.Tests.Aggregates.Noise;

public sealed class DiscreteGaussianTests
{
    private const int Draws = 50_000;

    [Theory]
    [InlineData("1/4")]
    [InlineData("1")]
    [InlineData("2")]
    [InlineData("119/7")]
    [InlineData("210")]
    [InlineData("1000/3")]
    [InlineData("24000")]
    public void Numbers_are_distributed_as_a_discrete_gaussian(string variance)
    {
        var fit = GoodnessOfFit.WithGaussian(Draw(Parse(variance)), ToDouble(Parse(variance)));

        Assert.True(fit.Holds, fit.ToString());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(60)]
    public void Candidates_are_distributed_as_a_discrete_laplace(int scale)
    {
        var sampler = new DiscreteGaussian(new SeededBytes(2).Fill);
        var fit = GoodnessOfFit.WithLaplace([.. Enumerable.Range(0, Draws).Select(_ => (long)sampler.Laplace(scale))], scale);

        Assert.True(fit.Holds, fit.ToString());
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 3)]
    [InlineData(1, 1)]
    [InlineData(5, 2)]
    [InlineData(4, 1)]
    public void Coins_fall_with_the_probability_of_the_exponential(int numerator, int denominator)
    {
        var sampler = new DiscreteGaussian(new SeededBytes(3).Fill);
        var heads = Enumerable.Range(0, Draws).Count(_ => sampler.BernoulliOfExponential(numerator, denominator));

        var probability = Math.Exp(-(double)numerator / denominator);
        Assert.InRange(heads, Draws * probability - Spread(probability), Draws * probability + Spread(probability));

        static double Spread(double probability) => 4 * Math.Sqrt(Draws * probability * (1 - probability));
    }

    [Theory]
    [InlineData(Imitation.Fault.None, 17, true)]
    [InlineData(Imitation.Fault.None, 0.25, true)]
    [InlineData(Imitation.Fault.RoundedContinuous, 0.25, false)]
    [InlineData(Imitation.Fault.OffByOne, 17, false)]
    [InlineData(Imitation.Fault.DoubleZero, 17, false)]
    [InlineData(Imitation.Fault.WithoutRejection, 17, false)]
    [InlineData(Imitation.Fault.HalfTheVariance, 17, false)]
    public void A_wrong_sampler_is_told_from_a_right_one(Imitation.Fault fault, double variance, bool fits)
    {
        var bytes = new SeededBytes(4);
        var fit = GoodnessOfFit.WithGaussian([.. Enumerable.Range(0, Draws).Select(_ => Imitation.Gaussian(variance, bytes, fault))], variance);

        Assert.True(fits == fit.Holds, fit.ToString());
    }

    [Theory]
    [InlineData(Imitation.Fault.None, true)]
    [InlineData(Imitation.Fault.DoubleZero, false)]
    public void A_laplace_that_has_zero_twice_is_told_from_a_right_one(Imitation.Fault fault, bool fits)
    {
        var bytes = new SeededBytes(5);
        var fit = GoodnessOfFit.WithLaplace([.. Enumerable.Range(0, Draws).Select(_ => Imitation.Laplace(5, bytes, fault))], 5);

        Assert.True(fits == fit.Holds, fit.ToString());
    }

    [Theory]
    [InlineData("1/4")]
    [InlineData("2")]
    [InlineData("210")]
    public void The_mean_is_zero_the_variance_as_asked_and_both_sides_alike(string variance)
    {
        var numbers = Draw(Parse(variance));

        // Of a small parameter the variance is a little smaller than the parameter; the exact one is summed up here.
        var parameter = ToDouble(Parse(variance));
        var weights = Enumerable.Range(-200, 401).ToDictionary(x => x, x => Math.Exp(-(double)x * x / (2 * parameter)));
        var exact = weights.Sum(entry => (double)entry.Key * entry.Key * entry.Value) / weights.Values.Sum();
        var sides = numbers.Count(x => x != 0);
        Assert.InRange(numbers.Average(), -4 * Math.Sqrt(exact / Draws), 4 * Math.Sqrt(exact / Draws));
        Assert.InRange(numbers.Average(x => (double)x * x), 0.96 * exact, 1.04 * exact);
        Assert.InRange(numbers.Count(x => x > 0), sides / 2.0 - 2 * Math.Sqrt(sides), sides / 2.0 + 2 * Math.Sqrt(sides));
    }

    [Fact]
    public void Without_variance_there_is_no_noise_and_no_randomness_is_used()
    {
        var bytes = new SeededBytes(6);

        Assert.Equal(BigInteger.Zero, new DiscreteGaussian(bytes.Fill).Sample(0));
        Assert.Equal(0, bytes.Calls);
    }

    [Fact]
    public void A_tiny_variance_gives_zero()
    {
        var sampler = new DiscreteGaussian(new SeededBytes(7).Fill);

        Assert.All(Enumerable.Range(0, 1000), _ => Assert.Equal(BigInteger.Zero, sampler.Sample(new Rational(1, 1000))));
    }

    [Fact]
    public void A_huge_variance_gives_huge_numbers_of_the_right_shape()
    {
        const int Few = 4000;
        var sampler = new DiscreteGaussian(new SeededBytes(8).Fill);
        var variance = new Rational(BigInteger.Pow(10, 30), 1);
        var standardized = Enumerable.Range(0, Few).Select(_ => (double)sampler.Sample(variance) / 1e15).ToList();

        // On this scale the distribution cannot be told from the continuous one: half of it lies within 0.6745.
        Assert.InRange(standardized.Average(z => z * z), 0.9, 1.1);
        Assert.InRange(standardized.Count(z => Math.Abs(z) < 0.6745), 0.46 * Few, 0.54 * Few);
        Assert.InRange(standardized.Count(z => z > 0), 0.46 * Few, 0.54 * Few);
        Assert.InRange(standardized.Count(z => Math.Abs(z) > 1.96), 0.035 * Few, 0.065 * Few);
    }

    private static List<long> Draw(Rational variance)
    {
        var sampler = new DiscreteGaussian(new SeededBytes(1).Fill);
        return [.. Enumerable.Range(0, Draws).Select(_ => (long)sampler.Sample(variance))];
    }

    private static Rational Parse(string text) => Rational.TryParse(text, out var value) ? value : throw new FormatException(text);

    private static double ToDouble(Rational value) => (double)value.Numerator / (double)value.Denominator;
}
