using System.Collections.Immutable;
using KetamineScreening.Domain.Aggregates.Noise;

namespace KetamineScreening.Domain.Aggregates.Estimation;

/// <summary>Counters of one block whose sum is a known combination of a few numbers of people.</summary>
/// <param name="Block">The block; all of the counters have its noise variance.</param>
/// <param name="Cells">Positions of the counters in the vocabulary.</param>
/// <param name="People">Coefficient of each parameter of <see cref="KnownSums"/> in the sum.</param>
internal sealed record KnownSum(Block Block, ImmutableArray<int> Cells, ImmutableArray<int> People)
{
    /// <summary>Weight of the sum in the least squares: the inverse of the noise variance of the sum.</summary>
    /// <param name="variance">Noise variance of one counter.</param>
    public Rational Weight(Rational variance) => 1 / (Cells.Length * variance);
}
