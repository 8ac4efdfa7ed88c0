using KetamineScreening.Api.Questionnaires;
using KetamineScreening.Domain.Aggregates;
using KetamineScreening.Domain.Aggregates.Noise;
using KetamineScreening.Domain.Scoring;

namespace KetamineScreening.Api.Contributions;

/// <summary>Takes screenings of people who agree to be counted, without waiting for the store.</summary>
/// <remarks>
/// The response never depends on whether a limit was reached, because it would disclose the activity of other people. A screening beyond
/// a limit is scored and summed like any other, and its sum is thrown away.
/// </remarks>
internal sealed class ContributionIntake
{
    private readonly NetworkAllowance allowance;
    private readonly RetryMemory retries;
    private readonly TimeProvider time;
    private readonly Dictionary<(string Id, int Major), Arrivals> arrivals = [];

    /// <summary>An intake with one sum per major version that is still scored.</summary>
    public ContributionIntake(
        QuestionnaireCatalog catalog, NetworkAllowance allowance, RetryMemory retries, TimeProvider time)
    {
        (this.allowance, this.retries, this.time) = (allowance, retries, time);
        foreach (var questionnaire in catalog.Questionnaires)
        {
            foreach (var major in questionnaire.Majors.Where(questionnaire.IsCounted))
            {
                arrivals.Add((questionnaire.Id, major), new Arrivals(
                    questionnaire.Id,
                    major,
                    questionnaire.VocabularyOf(major, PrivacyProfile.Full),
                    questionnaire.VocabularyOf(major, PrivacyProfile.Small)));
            }
        }
    }

    /// <summary>The sums, in a fixed order.</summary>
    public IEnumerable<Arrivals> Arrivals => arrivals.Values;

    /// <summary>Adds a screening.</summary>
    /// <param name="result">The scored screening.</param>
    /// <param name="about">What the person says about themselves.</param>
    /// <param name="client">Address of the client.</param>
    /// <param name="idempotencyKey">Key of the request, if it has one; a second request with the same key is not counted again.</param>
    public void Add(ScreeningResult result, AboutPerson about, System.Net.IPAddress? client, string? idempotencyKey)
    {
        // A retry must not use up the allowance of its network.
        var now = time.GetUtcNow();
        var isFirst = idempotencyKey is null || retries.IsFirst(result.Questionnaire.Id, idempotencyKey);
        var isCounted = isFirst && allowance.TryTake(client, now);
        arrivals[(result.Questionnaire.Id, result.Questionnaire.Version.Major)]
            .Add(result, about, CalendarPeriod.QuarterOf(now), isCounted);
    }
}
