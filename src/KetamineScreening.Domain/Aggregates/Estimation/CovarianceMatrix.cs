using System.Collections.Immutable;
using KetamineScreening.Domain.Questionnaires;

namespace KetamineScreening.Domain.Aggregates.Estimation;

/// <summary>Covariances of the scored items over the complete screenings, corrected for noise and positive definite.</summary>
/// <remarks>
/// Noise makes the covariances of many items indefinite. They are therefore mixed with a matrix in which every pair of items has the same
/// correlation, after O. Ledoit and M. Wolf 2004. The variances and the sum of all covariances stay as they are, so the matrix has the
/// alpha and the standard deviation of the score that <see cref="Psychometrics"/> states. Without noise nothing is mixed in, unless the
/// items determine each other.
/// </remarks>
/// <param name="Items">The scored items in order.</param>
/// <param name="Values">Covariance of each pair of items, in points squared.</param>
/// <param name="Count">Noisy number of complete screenings.</param>
public sealed record CovarianceMatrix(ImmutableArray<Item> Items, double[,] Values, long Count)
{
    /// <summary>
    /// The matrix is given when the noise expected in a covariance is at most this share of the typical variance of an item.
    /// </summary>
    public const double LargestError = 0.35;

    /// <summary>The matrix of a period; null when the noisy number of complete screenings is too small, or without products.</summary>
    public static CovarianceMatrix? Of(NoisyCounters counters)
    {
        if (!counters.Vocabulary.Blocks.Contains(Block.MomentProducts)) return null;
        var covariances = new ItemCovariances(counters);
        var count = counters[Cell.Moments()];
        if (count <= covariances.Items.Length || covariances.ExpectedError > LargestError) return null;
        return new CovarianceMatrix([.. covariances.Items.Select(scale => scale.Item)], ShrunkMatrix.Of(covariances), count);
    }
}
