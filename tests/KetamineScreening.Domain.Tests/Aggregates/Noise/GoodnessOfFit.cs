using System.Globalization;

namespace KetamineScreening.Domain.Tests.Aggregates.Noise;

/// <summary>Pearson's chi-square test of integer samples against an exactly known distribution.</summary>
/// <param name="Statistic">The chi-square statistic.</param>
/// <param name="Degrees">Degrees of freedom.</param>
public sealed record GoodnessOfFit(double Statistic, int Degrees)
{
    private const double MinExpectedPerBin = 25;
    private const int MaxBins = 100;

    /// <summary>Critical value at a significance of 1 in 10,000 (approximation by Wilson and Hilferty).</summary>
    public double Critical => Degrees * Math.Pow(1 - 2.0 / (9 * Degrees) + 3.719 * Math.Sqrt(2.0 / (9 * Degrees)), 3);

    /// <summary>Whether the samples are consistent with the distribution.</summary>
    public bool Holds => Degrees > 0 && Statistic <= Critical;

    /// <summary>Compares samples with a distribution given by weights, which need not add up to one.</summary>
    /// <param name="samples">The samples.</param>
    /// <param name="weight">Weight of a number.</param>
    /// <param name="from">Lower end of the range; smaller samples count into the first bin.</param>
    /// <param name="to">Upper end of the range; larger samples count into the last bin.</param>
    public static GoodnessOfFit Of(IReadOnlyCollection<long> samples, Func<long, double> weight, long from, long to)
    {
        var weights = Enumerable.Range(0, (int)(to - from + 1)).Select(step => weight(from + step)).ToList();
        var scale = samples.Count / weights.Sum();
        var smallest = Math.Max(MinExpectedPerBin, (double)samples.Count / MaxBins);

        // Neighbouring numbers share a bin until its expected count is large enough; an incomplete last bin joins the one before.
        var binOf = new int[weights.Count];
        var expected = new List<double> { 0 };
        for (var step = 0; step < weights.Count; step++)
        {
            if (expected[^1] >= smallest) expected.Add(0);
            binOf[step] = expected.Count - 1;
            expected[^1] += scale * weights[step];
        }

        if (expected.Count > 1 && expected[^1] < smallest)
        {
            expected[^2] += expected[^1];
            expected.RemoveAt(expected.Count - 1);
        }

        var observed = new long[expected.Count];
        foreach (var sample in samples) observed[Math.Min(binOf[Math.Clamp(sample, from, to) - from], expected.Count - 1)]++;
        return new GoodnessOfFit(expected.Zip(observed, (mean, count) => (count - mean) * (count - mean) / mean).Sum(), expected.Count - 1);
    }

    /// <summary>Compares samples with the discrete Gaussian distribution.</summary>
    public static GoodnessOfFit WithGaussian(IReadOnlyCollection<long> samples, double variance)
    {
        var reach = (long)Math.Ceiling(12 * Math.Sqrt(variance)) + 2;
        return Of(samples, x => Math.Exp(-(double)x * x / (2 * variance)), -reach, reach);
    }

    /// <summary>Compares samples with the discrete Laplace distribution.</summary>
    public static GoodnessOfFit WithLaplace(IReadOnlyCollection<long> samples, int scale) =>
        Of(samples, x => Math.Exp(-Math.Abs((double)x) / scale), -40L * scale, 40L * scale);

    /// <inheritdoc />
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"chi-square {Statistic:0.0} with {Degrees} degrees of freedom; critical {Critical:0.0}");
}
