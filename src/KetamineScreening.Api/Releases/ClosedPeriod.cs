using KetamineScreening.Api.Questionnaires;
using KetamineScreening.Domain.Aggregates;
using KetamineScreening.Domain.Aggregates.Noise;
using KetamineScreening.Domain.Questionnaires;

namespace KetamineScreening.Api.Releases;

/// <summary>A closed period: the input of a release.</summary>
/// <param name="Id">Id of the period, which is the id of its release.</param>
/// <param name="FirstQuarter">First quarter of the period.</param>
/// <param name="LastQuarter">Last quarter of the period.</param>
/// <param name="IsSynthetic">Whether the screenings are synthetic, generated for a demonstration.</param>
/// <param name="Policy">The policy with which the noise was drawn.</param>
/// <param name="Published">Newest version of the questionnaire for which the period has all counters.</param>
/// <param name="Vocabulary">Vocabulary of the counters.</param>
/// <param name="Counters">Noisy value of each counter, by its key.</param>
/// <param name="IsLowN">Whether the period is released although it never passed the gate.</param>
internal sealed record ClosedPeriod(
    string Id,
    Quarter FirstQuarter,
    Quarter LastQuarter,
    bool IsSynthetic,
    NoisePolicy Policy,
    PublishedVersion Published,
    Vocabulary Vocabulary,
    IReadOnlyDictionary<string, long> Counters,
    bool IsLowN)
{
    /// <summary>The version of the questionnaire.</summary>
    public Questionnaire Questionnaire => Published.Questionnaire;

    /// <summary>The texts of the version in the source language.</summary>
    public Wording Wording => Published.Wordings[Http.Language.Source];

    /// <summary>Adds fresh noise to every counter, with the variance of its initial noise.</summary>
    /// <remarks>Without it, the difference between the release and a copy of the counters would be an exact count.</remarks>
    public ClosedPeriod WithFreshNoise(DiscreteGaussian noise)
    {
        var variances = Enum.GetValues<Block>()
            .ToDictionary(block => block, block => Policy.Variance(block, Vocabulary.SquaredSensitivity(block)));
        return this with
        {
            Counters = Vocabulary.Cells.ToDictionary(cell => cell.Key, cell => Count(cell) + (long)noise.Sample(variances[cell.Block])),
        };
    }

    /// <summary>Noisy value of a counter; 0 when the period does not have it.</summary>
    public long Count(Cell cell) => Counters.GetValueOrDefault(cell.Key);

    /// <summary>Standard deviation of the noise in every released count of a block.</summary>
    public double NoiseOf(Block block)
    {
        var variance = Policy.ReleaseVariance(block, Vocabulary.SquaredSensitivity(block));
        return Math.Sqrt((double)variance.Numerator / (double)variance.Denominator);
    }
}
