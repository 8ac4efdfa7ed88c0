using KetamineScreening.Api.Questionnaires;
using KetamineScreening.Domain.Aggregates;
using KetamineScreening.Domain.Aggregates.Noise;
using KetamineScreening.Domain.Questionnaires;

namespace KetamineScreening.Api.Releases;

/// <summary>A closed period with the counters that are released: the input of a release.</summary>
/// <param name="Id">Id of the period, which is the id of its release.</param>
/// <param name="Calendar">The quarter or year.</param>
/// <param name="IsSynthetic">Whether the screenings are synthetic, generated for a demonstration.</param>
/// <param name="Policy">The policy with which the noise was drawn.</param>
/// <param name="Published">Newest version of the questionnaire.</param>
/// <param name="Vocabulary">Vocabulary of the counters.</param>
/// <param name="Counters">Released value of each counter, by its key.</param>
internal sealed record ClosedPeriod(
    string Id,
    CalendarPeriod Calendar,
    bool IsSynthetic,
    NoisePolicy Policy,
    PublishedVersion Published,
    Vocabulary Vocabulary,
    IReadOnlyDictionary<string, long> Counters)
{
    /// <summary>The version of the questionnaire.</summary>
    public Questionnaire Questionnaire => Published.Questionnaire;

    /// <summary>The texts of the version in the source language.</summary>
    public Wording Wording => Published.Wordings[Http.Language.Source];

    /// <summary>Released value of a counter; 0 when the period does not have it.</summary>
    public long Count(Cell cell) => Counters.GetValueOrDefault(cell.Key);

    /// <summary>Standard deviation of the noise in every released count of a block.</summary>
    public double NoiseOf(Block block)
    {
        var variance = Policy.ReleaseVariance(block, Vocabulary.SquaredSensitivity(block));
        return Math.Sqrt((double)variance.Numerator / (double)variance.Denominator);
    }
}
