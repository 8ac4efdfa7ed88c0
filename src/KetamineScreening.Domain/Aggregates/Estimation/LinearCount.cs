using System.Collections.Immutable;

namespace KetamineScreening.Domain.Aggregates.Estimation;

/// <summary>A sum of counters, or the number of all people, prepared for <see cref="LeastSquares"/>.</summary>
/// <param name="Cells">How often each counter is in the sum, by its position in the vocabulary.</param>
/// <param name="WithTotal">Whether the number of all people is added.</param>
internal sealed record LinearCount(ImmutableSortedDictionary<int, int> Cells, bool WithTotal = false)
{
    /// <summary>The number of all people.</summary>
    public static readonly LinearCount Total = new(ImmutableSortedDictionary<int, int>.Empty, WithTotal: true);

    /// <summary>A sum of counters.</summary>
    public static LinearCount Of(Vocabulary vocabulary, IEnumerable<Cell> cells) => new(
        cells.GroupBy(vocabulary.IndexOf).ToImmutableSortedDictionary(same => same.Key, same => same.Count()));
}
