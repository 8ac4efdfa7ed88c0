using System.Globalization;

namespace KetamineScreening.Domain.Tests.Aggregates.Noise;

/// <summary>Pearson's chi-square test of whole numbers against a distribution that is known exactly.</summary>
/// <param name="Statistic">The statistic.</param>
/// <param name="Degrees">Degrees of freedom.</param>
public sealed record GoodnessOfFit(double Statistic, int Degrees)
{
    private const double FewestExpected = 25;
    private const int MostBins = 100;

    /// <summary>Exceeded once in ten thousand times (Wilson and Hilferty's approximation).</summary>
    public double Critical => Degrees * Math.Pow(1 - 2.0 / (9 * Degrees) + 3.719 * Math.Sqrt(2.0 / (9 * Degrees)), 3);

    /// <summary>Whether the numbers may come from the distribution.</summary>
    public bool Holds => Degrees > 0 && Statistic <= Critical;

    /// <summary>Compares numbers with a distribution given by its weights, which need not add up to one.</summary>
    /// <param name="numbers">What was drawn.</param>
    /// <param name="weight">Weight of a number.</param>
    /// <param name="from">Lowest number that matters.</param>
    /// <param name="to">Highest number that matters; what lies beyond belongs to the bins at the ends.</param>
    public static GoodnessOfFit Of(IReadOnlyCollection<long> numbers, Func<long, double> weight, long from, long to)
    {
        var weights = Enumerable.Range(0, (int)(to - from + 1)).Select(step => weight(from + step)).ToList();
        var scale = numbers.Count / weights.Sum();
        var smallest = Math.Max(FewestExpected, (double)numbers.Count / MostBins);

        // Neighbours share a bin until enough are expected in it; what is left at the end joins the last bin.
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
        foreach (var number in numbers) observed[Math.Min(binOf[Math.Clamp(number, from, to) - from], expected.Count - 1)]++;
        return new GoodnessOfFit(expected.Zip(observed, (mean, count) => (count - mean) * (count - mean) / mean).Sum(), expected.Count - 1);
    }

    /// <summary>Compares with the discrete Gaussian.</summary>
    public static GoodnessOfFit WithGaussian(IReadOnlyCollection<long> numbers, double variance)
    {
        var reach = (long)Math.Ceiling(12 * Math.Sqrt(variance)) + 2;
        return Of(numbers, x => Math.Exp(-(double)x * x / (2 * variance)), -reach, reach);
    }

    /// <summary>Compares with the discrete Laplace distribution.</summary>
    public static GoodnessOfFit WithLaplace(IReadOnlyCollection<long> numbers, int scale) =>
        Of(numbers, x => Math.Exp(-Math.Abs((double)x) / scale), -40L * scale, 40L * scale);

    /// <inheritdoc />
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"chi-square {Statistic:0.0} with {Degrees} degrees of freedom; critical {Critical:0.0}");
}
