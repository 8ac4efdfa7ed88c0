using System.Collections.Immutable;
using KetamineScreening.Domain.Questionnaires;

namespace KetamineScreening.Domain.Aggregates.Estimation;

/// <summary>Covariances of the scored items over the complete screenings, corrected for noise and positive definite.</summary>
/// <param name="Items">The scored items in order.</param>
/// <param name="Values">Covariance of each pair of items, in points squared.</param>
/// <param name="Count">Noisy number of complete screenings.</param>
public sealed record CovarianceMatrix(ImmutableArray<Item> Items, double[,] Values, long Count)
{
    /// <summary>The matrix of a period; null when the noisy number of complete screenings is too small, or without products.</summary>
    public static CovarianceMatrix? Of(NoisyCounters counters) => throw new NotSupportedException(counters.ToString());
}
