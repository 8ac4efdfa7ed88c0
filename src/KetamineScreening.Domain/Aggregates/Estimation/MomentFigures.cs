using System.Collections.Immutable;
using KetamineScreening.Domain.Questionnaires;

namespace KetamineScreening.Domain.Aggregates.Estimation;

/// <summary>The statistics of noisy counters, with their errors and the errors to expect at the same n.</summary>
internal sealed class MomentFigures
{
    private readonly ScoreStatistics statistics;
    private readonly double[] values;
    private readonly double[] errors;
    private readonly double[] expectedValues;
    private readonly double[] expectedErrors;

    public MomentFigures(NoisyCounters counters)
    {
        var totals = new MomentTotals(MomentScale.Of(counters.Vocabulary.Questionnaire));
        statistics = new ScoreStatistics(totals, counters.Variances[Block.MomentSums].ToDouble());
        Items = [.. totals.Scales.Select(scale => scale.Item)];
        var noise = new NoiseErrors(totals, statistics, counters);
        var ofCounters = totals.Of(counters);
        Count = ofCounters[0];
        values = statistics.Of(ofCounters);
        errors = noise.At(ofCounters);
        var ofReference = totals.OfReference(Count);
        expectedValues = statistics.Of(ofReference);
        expectedErrors = noise.At(ofReference);
    }

    /// <summary>The scored items.</summary>
    public ImmutableArray<Item> Items { get; }

    /// <summary>Noisy number of complete screenings.</summary>
    public double Count { get; }

    /// <summary>Position of alpha without an item.</summary>
    public int AlphaIfDropped(int item) => statistics.AlphaIfDropped(item);

    /// <summary>A statistic; not a number when it is not defined.</summary>
    public double Value(int statistic) => values[statistic];

    /// <summary>Standard error by the noise.</summary>
    public double Error(int statistic) => errors[statistic];

    /// <summary>The statistic that typical answers of the same number of people have.</summary>
    public double ExpectedValue(int statistic) => expectedValues[statistic];

    /// <summary>Standard error by the noise for typical answers of the same number of people; it does not depend on the answers.</summary>
    public double ExpectedError(int statistic) => expectedErrors[statistic];
}
