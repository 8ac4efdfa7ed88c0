namespace KetamineScreening.Domain.Aggregates.Estimation;

/// <summary>Counts that fulfil all known sums: options, audiences, bands, score bins and groups add up to one number of people.</summary>
/// <remarks>
/// Exact weighted least squares, which costs no privacy because it uses only released counters. Every count is linear in the counters
/// and unbiased, and the stated deviation is exact. Without noise the counts are the counters. A count of flags is the noisy
/// one, because flags are part of no sum.
/// </remarks>
public sealed class ConsistentCounts
{
    private readonly Vocabulary vocabulary;

    /// <summary>Estimates all counts of a period.</summary>
    public ConsistentCounts(NoisyCounters counters)
    {
        vocabulary = counters.Vocabulary;
        Exact = new LeastSquares(counters);
        Total = Estimate(LinearCount.Total);
    }

    /// <summary>Number of people.</summary>
    public CountEstimate Total { get; }

    /// <summary>The estimates before they are rounded to floating point.</summary>
    internal LeastSquares Exact { get; }

    /// <summary>Number of people in a set of cells.</summary>
    /// <exception cref="KeyNotFoundException">The vocabulary lacks a cell.</exception>
    public CountEstimate Of(params IEnumerable<Cell> cells) => Estimate(LinearCount.Of(vocabulary, cells));

    /// <summary>Share of the people in some cells among those in others.</summary>
    /// <param name="part">Cells of the part.</param>
    /// <param name="whole">Cells of the whole; all people when empty.</param>
    /// <exception cref="KeyNotFoundException">The vocabulary lacks a cell.</exception>
    public ShareEstimate Share(IEnumerable<Cell> part, IEnumerable<Cell> whole)
    {
        var numerator = LinearCount.Of(vocabulary, part);
        var denominator = LinearCount.Of(vocabulary, whole);
        if (denominator.Cells.IsEmpty) denominator = LinearCount.Total;
        if (numerator.Cells.SequenceEqual(denominator.Cells)) return ShareEstimate.Everybody;
        return ShareEstimate.Of(
            Estimate(numerator), Estimate(denominator), Exact.Covariance(numerator, denominator).ToDouble());
    }

    private CountEstimate Estimate(LinearCount count) =>
        new(Exact.Value(count).ToDouble(), Math.Sqrt(Exact.Covariance(count, count).ToDouble()));
}
