using KetamineScreening.Domain.Aggregates;
using KetamineScreening.Domain.Aggregates.Estimation;
using KetamineScreening.Domain.Aggregates.Noise;

namespace KetamineScreening.Api.Releases.Tables;

/// <summary>The counters of a release, with the counts and figures estimated from all of them.</summary>
internal sealed class Estimates(NoisyCounters counters)
{
    /// <summary>The counters.</summary>
    public NoisyCounters Counters { get; } = counters;

    /// <summary>The consistent counts.</summary>
    public ConsistentCounts Consistent { get; } = new(counters);

    /// <summary>The psychometric figures.</summary>
    public IReadOnlyList<Figure> Figures { get; } = Psychometrics.Of(counters);

    /// <summary>Sum of the noisy counters of cells.</summary>
    public long Count(IEnumerable<Cell> cells) => cells.Sum(cell => Counters[cell]);

    /// <summary>Standard deviation of the noise in this sum.</summary>
    public double Deviation(IEnumerable<Cell> cells)
    {
        var variance = cells.Select(cell => Counters.Variances[cell.Block]).Aggregate(default(Rational), (sum, next) => sum + next);
        return Math.Sqrt((double)variance.Numerator / (double)variance.Denominator);
    }
}
