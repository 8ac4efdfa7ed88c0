using System.Collections.Immutable;
using KetamineScreening.Domain.Aggregates.Noise;

namespace KetamineScreening.Domain.Aggregates.Estimation;

/// <summary>The released counters of a period with the exact variance of their noise; every estimate is computed from them.</summary>
/// <param name="Vocabulary">The counters.</param>
/// <param name="Values">One value per cell, in the order of the vocabulary; noise can make a value negative.</param>
/// <param name="Variances">Variance of the noise in each counter of a block; all 0 when there is no noise.</param>
public sealed record NoisyCounters(Vocabulary Vocabulary, ImmutableArray<long> Values, IReadOnlyDictionary<Block, Rational> Variances)
{
    /// <summary>Counters released once under a policy.</summary>
    public static NoisyCounters Of(Vocabulary vocabulary, ImmutableArray<long> values, NoisePolicy policy) => new(
        vocabulary,
        values,
        vocabulary.Blocks.ToDictionary(block => block, block => policy.ReleaseVariance(block, vocabulary.SquaredSensitivity(block))));

    /// <summary>Value of a counter.</summary>
    /// <exception cref="KeyNotFoundException">The vocabulary has no such counter.</exception>
    public long this[Cell cell] => Values[Vocabulary.IndexOf(cell)];

    /// <summary>Standard deviation of the noise in each counter of a block.</summary>
    public double Deviation(Block block) => Math.Sqrt(Variances[block].ToDouble());
}
