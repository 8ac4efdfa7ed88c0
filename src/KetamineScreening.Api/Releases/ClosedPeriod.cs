using KetamineScreening.Api.Questionnaires;
using KetamineScreening.Domain.Aggregates;
using KetamineScreening.Domain.Aggregates.Noise;
using KetamineScreening.Domain.Questionnaires;

namespace KetamineScreening.Api.Releases;

/// <summary>Everything that a release is made of.</summary>
/// <param name="Id">Id of the period, which is the id of its release.</param>
/// <param name="FirstQuarter">First quarter of the period.</param>
/// <param name="LastQuarter">Last quarter of the period.</param>
/// <param name="IsSynthetic">Whether its screenings were generated for a demonstration.</param>
/// <param name="Policy">The policy that its noise was drawn with.</param>
/// <param name="Published">Newest version of the instrument that the period has all counters of.</param>
/// <param name="Vocabulary">Its counters.</param>
/// <param name="Counters">The noisy counters by their keys.</param>
/// <param name="IsLowN">Whether it is published although the gate never let it pass.</param>
internal sealed record ClosedPeriod(
    string Id, Quarter FirstQuarter, Quarter LastQuarter, bool IsSynthetic, NoisePolicy Policy, PublishedVersion Published, Vocabulary Vocabulary, IReadOnlyDictionary<string, long> Counters, bool IsLowN)
{
    /// <summary>The instrument.</summary>
    public Questionnaire Questionnaire => Published.Questionnaire;

    /// <summary>Its texts.</summary>
    public Wording Wording => Published.Wordings[Http.Language.Source];

    /// <summary>The same with noise added once more, as much as every counter was born with.</summary>
    /// <remarks>A copy of the counters and the release then differ by more than what was counted in between.</remarks>
    public ClosedPeriod WithFreshNoise(DiscreteGaussian noise)
    {
        var variances = Enum.GetValues<Block>().ToDictionary(block => block, block => Policy.Variance(block, Vocabulary.SquaredSensitivity(block)));
        return this with { Counters = Vocabulary.Cells.ToDictionary(cell => cell.Key, cell => Count(cell) + (long)noise.Sample(variances[cell.Block])) };
    }

    /// <summary>Value of a counter.</summary>
    public long Count(Cell cell) => Counters.GetValueOrDefault(cell.Key);

    /// <summary>Standard deviation of the noise in every released count of a block.</summary>
    public double NoiseOf(Block block)
    {
        var variance = Policy.ReleaseVariance(block, Vocabulary.SquaredSensitivity(block));
        return Math.Sqrt((double)variance.Numerator / (double)variance.Denominator);
    }
}
