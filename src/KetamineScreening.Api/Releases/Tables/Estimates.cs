using System.Collections.Immutable;
using KetamineScreening.Domain.Aggregates;
using KetamineScreening.Domain.Aggregates.Estimation;
using KetamineScreening.Domain.Aggregates.Noise;

namespace KetamineScreening.Api.Releases.Tables;

/// <summary>The counters of a release by cell, with the counts estimated from all of them.</summary>
internal sealed class Estimates(NoisyCounters counters)
{
    private readonly Dictionary<Cell, int> places = counters.Vocabulary.Cells.Select((cell, place) => (cell, place)).ToDictionary();

    /// <summary>The counters.</summary>
    public NoisyCounters Counters { get; } = counters;

    /// <summary>The consistent counts.</summary>
    public ConsistentCounts Consistent { get; } = new(counters);

    /// <summary>Whether the counters have a cell.</summary>
    public bool Has(Cell cell) => places.ContainsKey(cell);

    /// <summary>Sum of the noisy counters of cells.</summary>
    public long Count(IEnumerable<Cell> cells) => cells.Sum(cell => Counters.Values[places[cell]]);

    /// <summary>Standard deviation of the noise in this sum.</summary>
    public double Deviation(IEnumerable<Cell> cells)
    {
        var variance = cells.Select(cell => Counters.Variances[cell.Block]).Aggregate(default(Rational), (sum, next) => sum + next);
        return Math.Sqrt((double)variance.Numerator / (double)variance.Denominator);
    }
}
