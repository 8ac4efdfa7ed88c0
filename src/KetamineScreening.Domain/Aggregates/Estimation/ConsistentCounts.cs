namespace KetamineScreening.Domain.Aggregates.Estimation;

/// <summary>Counts that fulfil all known sums, by weighted least squares.</summary>
public sealed class ConsistentCounts
{
    private readonly NoisyCounters counters;

    /// <summary>Estimates all counts of a period.</summary>
    public ConsistentCounts(NoisyCounters counters) => this.counters = counters;

    /// <summary>Number of people.</summary>
    public CountEstimate Total => throw new NotSupportedException(counters.ToString());

    /// <summary>Number of people in a set of cells.</summary>
    public CountEstimate Of(params IEnumerable<Cell> cells) => throw new NotSupportedException(counters.ToString() + cells);

    /// <summary>Share of the people in some cells among those in others.</summary>
    /// <param name="part">Cells of the part.</param>
    /// <param name="whole">Cells of the whole; all people when empty.</param>
    public ShareEstimate Share(IEnumerable<Cell> part, IEnumerable<Cell> whole) =>
        throw new NotSupportedException(counters.ToString() + part + whole);
}
