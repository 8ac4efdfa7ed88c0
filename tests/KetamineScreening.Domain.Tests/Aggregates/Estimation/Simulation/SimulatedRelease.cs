using KetamineScreening.Domain.Aggregates;
using KetamineScreening.Domain.Aggregates.Estimation;
using KetamineScreening.Domain.Aggregates.Noise;

namespace KetamineScreening.Domain.Tests.Aggregates.Estimation.Simulation;

/// <summary>Releases for simulations: the noise is a rounded normal number, which is much faster than the exact sampler.</summary>
public static class SimulatedRelease
{
    /// <summary>Counters with the noise of a release.</summary>
    /// <param name="counts">Counters without noise.</param>
    /// <param name="vocabulary">The counters.</param>
    /// <param name="policy">Policy of the release.</param>
    /// <param name="random">Source of the noise.</param>
    public static NoisyCounters Of(long[] counts, Vocabulary vocabulary, NoisePolicy policy, Random random)
    {
        var exact = NoisyCounters.Of(vocabulary, [.. counts], policy);
        var deviations = vocabulary.Blocks.ToDictionary(block => block, exact.Deviation);
        return exact with
        {
            Values = [.. counts.Select((count, cell) => count + (long)Math.Round(deviations[vocabulary.Cells[cell].Block] * random.Normal()))],
        };
    }

    /// <summary>Counters without noise.</summary>
    public static NoisyCounters Exact(IEnumerable<long> counts, Vocabulary vocabulary) =>
        NoisyCounters.Of(vocabulary, [.. counts], NoisePolicy.None);
}
