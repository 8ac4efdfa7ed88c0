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
    public void Samples_follow_the_discrete_gaussian_distribution(string variance)
    {
        var fit = GoodnessOfFit.WithGaussian(Draw(Parse(variance)), ToDouble(Parse(variance)));

        Assert.True(fit.Holds, fit.ToString());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(60)]
    public void Candidates_follow_the_discrete_laplace_distribution(int scale)
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
    public void Bernoulli_trials_succeed_with_the_exponential_probability(int numerator, int denominator)
    {
        var sampler = new DiscreteGaussian(new SeededBytes(3).Fill);
        var successes = Enumerable.Range(0, Draws).Count(_ => sampler.BernoulliOfExponential(numerator, denominator));

        var probability = Math.Exp(-(double)numerator / denominator);
        Assert.InRange(successes, Draws * probability - Spread(probability), Draws * probability + Spread(probability));

        static double Spread(double probability) => 4 * Math.Sqrt(Draws * probability * (1 - probability));
    }

    [Theory]
    [InlineData(FloatingPointSampler.Fault.None, 17, true)]
    [InlineData(FloatingPointSampler.Fault.None, 0.25, true)]
    [InlineData(FloatingPointSampler.Fault.RoundedContinuous, 0.25, false)]
    [InlineData(FloatingPointSampler.Fault.OffByOne, 17, false)]
    [InlineData(FloatingPointSampler.Fault.DoubleZero, 17, false)]
    [InlineData(FloatingPointSampler.Fault.WithoutRejection, 17, false)]
    [InlineData(FloatingPointSampler.Fault.HalfTheVariance, 17, false)]
    public void The_test_rejects_a_faulty_sampler_and_accepts_a_correct_one(FloatingPointSampler.Fault fault, double variance, bool fits)
    {
        var bytes = new SeededBytes(4);
        long[] samples = [.. Enumerable.Range(0, Draws).Select(_ => FloatingPointSampler.Gaussian(variance, bytes, fault))];
        var fit = GoodnessOfFit.WithGaussian(samples, variance);

        Assert.True(fits == fit.Holds, fit.ToString());
    }

    [Theory]
    [InlineData(FloatingPointSampler.Fault.None, true)]
    [InlineData(FloatingPointSampler.Fault.DoubleZero, false)]
    public void The_test_rejects_a_laplace_sampler_with_twice_the_probability_of_zero(FloatingPointSampler.Fault fault, bool fits)
    {
        var bytes = new SeededBytes(5);
        var fit = GoodnessOfFit.WithLaplace([.. Enumerable.Range(0, Draws).Select(_ => FloatingPointSampler.Laplace(5, bytes, fault))], 5);

        Assert.True(fits == fit.Holds, fit.ToString());
    }

    [Theory]
    [InlineData("1/4")]
    [InlineData("2")]
    [InlineData("210")]
    public void The_samples_have_mean_zero_the_exact_variance_and_both_signs_equally_often(string variance)
    {
        var samples = Draw(Parse(variance));

        // For a small parameter the variance of the discrete Gaussian is smaller than the parameter, so it is summed up here.
        var parameter = ToDouble(Parse(variance));
        var weights = Enumerable.Range(-200, 401).ToDictionary(x => x, x => Math.Exp(-(double)x * x / (2 * parameter)));
        var exact = weights.Sum(entry => (double)entry.Key * entry.Key * entry.Value) / weights.Values.Sum();
        var sides = samples.Count(x => x != 0);
        Assert.InRange(samples.Average(), -4 * Math.Sqrt(exact / Draws), 4 * Math.Sqrt(exact / Draws));
        Assert.InRange(samples.Average(x => (double)x * x), 0.96 * exact, 1.04 * exact);
        Assert.InRange(samples.Count(x => x > 0), sides / 2.0 - 2 * Math.Sqrt(sides), sides / 2.0 + 2 * Math.Sqrt(sides));
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
    public void A_huge_variance_gives_a_normal_distribution()
    {
        const int Few = 4000;
        var sampler = new DiscreteGaussian(new SeededBytes(8).Fill);
        var variance = new Rational(BigInteger.Pow(10, 30), 1);
        var standardized = Enumerable.Range(0, Few).Select(_ => (double)sampler.Sample(variance) / 1e15).ToList();

        // At this scale the distribution equals the continuous one, of which half lies within 0.6745 standard deviations.
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
