using KetamineScreening.Api.Contributions;
using System.Text.Json;
using KetamineScreening.Api.Periods;
using KetamineScreening.Api.Questionnaires;
using KetamineScreening.Domain.Aggregates;
using KetamineScreening.Domain.Aggregates.Noise;

namespace KetamineScreening.Api.Privacy;

/// <summary>The policy for programs. Fractions are exact, such as `1/4`.</summary>
/// <param name="SingleScreeningsStored">Whether a single screening is ever stored: always false.</param>
/// <param name="Stratum">What totals are kept by.</param>
/// <param name="MinimumBatch">Fewest screenings by which totals change at once.</param>
/// <param name="CountedPerNetworkPerDay">
/// About how many screenings are counted from one network in a day; 0 for no limit. The number is drawn for each network and day.
/// </param>
/// <param name="Definition">What is promised, in the terms of the field.</param>
/// <param name="Neighbours">What the promise compares.</param>
/// <param name="Mechanism">How it is kept.</param>
/// <param name="Rho">
/// Budget of one screening for all time, in zCDP: against whoever has everything that is published and one copy of the store.
/// </param>
/// <param name="RhoOfReleases">What of it is spent against whoever has only what is published.</param>
/// <param name="RhoOfGatesAtMost">What deciding when to publish spends besides, at the most.</param>
/// <param name="ReleaseThreshold">Noisy number of screenings from which a period is published.</param>
/// <param name="LongestPeriod">Quarters after which a period is published all the same, marked as low.</param>
/// <param name="Instruments">The noise in force for each instrument; a period keeps the policy that it was begun with.</param>
internal sealed record PrivacyPolicy(
    bool SingleScreeningsStored,
    string Stratum,
    int MinimumBatch,
    int CountedPerNetworkPerDay,
    string Definition,
    string Neighbours,
    string Mechanism,
    string Rho,
    string RhoOfReleases,
    string RhoOfGatesAtMost,
    int ReleaseThreshold,
    int LongestPeriod,
    IReadOnlyList<InstrumentNoise> Instruments)
{
    internal static PrivacyPolicy From(ContributionOptions contributions, NoisePolicy noise, QuestionnaireCatalog catalog) => new(
        SingleScreeningsStored: false,
        Stratum: "questionnaire major version and calendar quarter (UTC)",
        contributions.MinimumBatch,
        contributions.PerNetworkPerDay,
        Definition: "zero-concentrated differential privacy",
        Neighbours: "one screening added or removed",
        Mechanism: NoisePolicy.Mechanism,
        noise.Rho.ToString(),
        noise.RhoOfReleases.ToString(),
        NoisePolicy.GateRho.ToString(),
        PeriodLifecycle.Threshold,
        NoisePolicy.MostGates + 1,
        [.. catalog.Questionnaires.Select(questionnaire => InstrumentNoise.From(questionnaire, noise))]);
}

/// <summary>The noise in the counters of an instrument.</summary>
/// <param name="Questionnaire">Id of the questionnaire.</param>
/// <param name="MajorVersion">Its major version.</param>
/// <param name="Blocks">The noise by block of counters.</param>
internal sealed record InstrumentNoise(string Questionnaire, int MajorVersion, IReadOnlyList<BlockNoise> Blocks)
{
    internal static InstrumentNoise From(PublishedQuestionnaire questionnaire, NoisePolicy policy)
    {
        var major = questionnaire.Current.Version.Major;
        var vocabulary = questionnaire.VocabularyOf(major);
        return new(questionnaire.Id, major, [.. Enum.GetValues<Block>().Select(block => BlockNoise.From(block, vocabulary, policy))]);
    }
}

/// <summary>The noise in every released count of a block.</summary>
/// <param name="Block">Name of the block.</param>
/// <param name="Share">Its share of the budget.</param>
/// <param name="SquaredSensitivity">Largest squared length of what one screening adds to it.</param>
/// <param name="Variance">
/// Variance of the noise in a released count: half of it from the birth of the counter, half added when it is frozen.
/// </param>
internal sealed record BlockNoise(string Block, string Share, long SquaredSensitivity, string Variance)
{
    internal static BlockNoise From(Block block, Vocabulary vocabulary, NoisePolicy policy)
    {
        var sensitivity = vocabulary.SquaredSensitivity(block);
        return new(
            JsonNamingPolicy.KebabCaseLower.ConvertName(block.ToString()),
            NoisePolicy.Share(block).ToString(),
            sensitivity,
            policy.ReleaseVariance(block, sensitivity).ToString());
    }
}
