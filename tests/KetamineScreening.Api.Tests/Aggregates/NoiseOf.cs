using System.Globalization;
using KetamineScreening.Domain.Aggregates.Noise;

namespace KetamineScreening.Api.Tests.Aggregates;

/// <summary>Compares the noise found in counters with the noise that the policy asks for.</summary>
/// <remarks>The bounds are wide because the noise is random: a correct service exceeds one of them once in a million runs.</remarks>
public static class NoiseOf
{
    // A normal variate is above this, or below its negative, ten million times more rarely than not.
    private const double Quantile = 5.3;

    /// <summary>Names every block whose noise has a wrong variance, is constant, or is not centred on zero.</summary>
    public static IReadOnlyList<string> Faults(
        string questionnaire,
        Rational rho,
        IEnumerable<IReadOnlyDictionary<string, long>> states,
        PrivacyProfile profile = PrivacyProfile.Full)
    {
        var (vocabulary, policy) = (Expected.Vocabulary(questionnaire, profile), NoisePolicy.Of(rho, profile));
        var faults = new List<string>();
        foreach (var block in vocabulary.Blocks)
        {
            var exact = policy.Variance(block, vocabulary.SquaredSensitivity(block));
            var variance = (double)exact.Numerator / (double)exact.Denominator;
            var cells = vocabulary.Cells.Where(cell => cell.Block == block).ToList();
            var noise = states.SelectMany(state => cells.Select(cell => (double)state[cell.Key])).ToList();
            var ratio = noise.Average(value => value * value) / variance;
            var centre = noise.Sum() / Math.Sqrt(noise.Count * variance);
            var (lowest, highest) = (Bound(noise.Count, -Quantile), Bound(noise.Count, Quantile));
            if (ratio < lowest || ratio > highest || Math.Abs(centre) > Quantile)
            {
                FormattableString fault = $"{block}: variance {ratio:0.00} ({lowest:0.00} to {highest:0.00}), centre {centre:0.0}";
                faults.Add(fault.ToString(CultureInfo.InvariantCulture));
            }
        }

        return faults;
    }

    // Of a mean of squares of so many normal variates (Wilson and Hilferty's approximation).
    private static double Bound(int count, double quantile) =>
        Math.Pow(Math.Max(0, 1 - 2.0 / (9 * count) + quantile * Math.Sqrt(2.0 / (9 * count))), 3);
}
