using KetamineScreening.Api.Contributions;
using KetamineScreening.Api.Http;
using KetamineScreening.Api.Http.Security;
using KetamineScreening.Api.Periods;
using KetamineScreening.Api.Questionnaires;
using KetamineScreening.Domain.Aggregates;
using KetamineScreening.Domain.Aggregates.Noise;

namespace KetamineScreening.Api.Privacy;

/// <summary>The policy for programs. Fractions are exact, such as `1/4`.</summary>
/// <param name="SingleScreeningsStored">Whether a single screening is ever stored: always false.</param>
/// <param name="PeriodLength">Length of a period: `quarter` or `year`, in UTC. Totals are kept by major version and period.</param>
/// <param name="CommitSeconds">Time between two writes of the totals; the clock alone decides when they are written.</param>
/// <param name="CountedPerNetworkPerDay">How many screenings of one network are counted in a day; 0 for no limit.</param>
/// <param name="CountedOrigins">
/// Origins whose pages can have screenings counted, besides the service's own. Pages of other origins get the result, and the
/// screening is `declined`. Programs that are not browsers can have screenings counted.
/// </param>
/// <param name="About">What people who agree to be counted are asked about themselves.</param>
/// <param name="Definition">Definition of the guarantee.</param>
/// <param name="Unit">What the guarantee protects: one screening. A person who is counted m times spends m^2 times the budget.</param>
/// <param name="Mechanism">How the noise is added.</param>
/// <param name="Rho">
/// Budget of one screening for all time, in zCDP, against an attacker with all releases and one state of the open totals with its key.
/// </param>
/// <param name="RhoOfReleases">
/// Budget against an attacker with all releases, and with any number of copies of the open totals but never a key.
/// </param>
/// <param name="Profile">Division of the budget: `full`, or `small` for sites that count few people.</param>
/// <param name="Questionnaires">The noise in force for each questionnaire; a period keeps the policy that it began with.</param>
internal sealed record PrivacyPolicy(
    bool SingleScreeningsStored,
    string PeriodLength,
    int CommitSeconds,
    int CountedPerNetworkPerDay,
    IReadOnlyList<string> CountedOrigins,
    AboutPolicy About,
    string Definition,
    string Unit,
    string Mechanism,
    string Rho,
    string RhoOfReleases,
    string Profile,
    IReadOnlyList<QuestionnaireNoise> Questionnaires)
{
    internal static PrivacyPolicy From(
        ContributionOptions contributions,
        CountedOrigins counted,
        PeriodOptions periods,
        AboutOptions about,
        NoisePolicy noise,
        QuestionnaireCatalog catalog) => new(
        SingleScreeningsStored: false,
        JsonFormat.CodeOf(periods.Length),
        contributions.CommitMilliseconds / 1000,
        contributions.PerNetworkPerDay,
        counted.Named,
        new AboutPolicy(about.Asked, AboutPerson.AgeBands, AboutPerson.Genders),
        Definition: "zero-concentrated differential privacy; neighbours differ by one screening added or removed",
        Unit: "one screening",
        Mechanism: NoisePolicy.Mechanism,
        noise.Rho.ToString(),
        noise.RhoOfReleases.ToString(),
        JsonFormat.CodeOf(noise.Profile),
        [.. catalog.Questionnaires.Select(questionnaire => QuestionnaireNoise.From(questionnaire, noise))]);
}

/// <summary>What people who agree to be counted are asked about themselves.</summary>
/// <param name="Asked">Whether they are asked at all; never in questionnaires about others.</param>
/// <param name="AgeBands">Codes of the age bands.</param>
/// <param name="Genders">Codes of the genders.</param>
internal sealed record AboutPolicy(bool Asked, IReadOnlyList<string> AgeBands, IReadOnlyList<string> Genders);

/// <summary>The noise in the counters of a questionnaire.</summary>
/// <param name="Questionnaire">Id of the questionnaire.</param>
/// <param name="MajorVersion">Its major version.</param>
/// <param name="Blocks">The noise by block of counters.</param>
internal sealed record QuestionnaireNoise(string Questionnaire, int MajorVersion, IReadOnlyList<BlockNoise> Blocks)
{
    internal static QuestionnaireNoise From(PublishedQuestionnaire questionnaire, NoisePolicy policy)
    {
        var major = questionnaire.Current.Version.Major;
        var vocabulary = questionnaire.VocabularyOf(major, policy.Profile);
        return new(questionnaire.Id, major, [.. vocabulary.Blocks.Select(block => BlockNoise.From(block, vocabulary, policy))]);
    }
}

/// <summary>The noise in every released count of a block.</summary>
/// <param name="Block">Name of the block.</param>
/// <param name="Share">Its share of the budget.</param>
/// <param name="SquaredSensitivity">Largest squared length of what one screening adds to it.</param>
/// <param name="Variance">
/// Variance of the noise in a released count: half of it drawn when the period begins, half added when it is released.
/// </param>
internal sealed record BlockNoise(string Block, string Share, long SquaredSensitivity, string Variance)
{
    internal static BlockNoise From(Block block, Vocabulary vocabulary, NoisePolicy policy)
    {
        var sensitivity = vocabulary.SquaredSensitivity(block);
        return new(
            JsonFormat.CodeOf(block),
            policy.Share(block).ToString(),
            sensitivity,
            policy.ReleaseVariance(block, sensitivity).ToString());
    }
}
