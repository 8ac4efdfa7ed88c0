using KetamineScreening.Api.Http.Limits;
using KetamineScreening.Api.Questionnaires;
using KetamineScreening.Domain.Aggregates;
using KetamineScreening.Domain.Scoring;

namespace KetamineScreening.Api.Contributions;

/// <summary>Whether a screening is counted.</summary>
internal enum ContributionOutcome
{
    /// <summary>The person chose not to be counted; the service keeps no trace.</summary>
    Declined,

    /// <summary>The screening waits in memory to be added to the totals, or an earlier request with the same key was counted.</summary>
    Accepted,

    /// <summary>A limit was reached, or the store has failed for so long that no more can wait in memory.</summary>
    NotCounted,
}

/// <summary>Accepts screenings to be counted, without waiting for the store.</summary>
/// <remarks>
/// Screenings are summed on arrival: memory holds only totals, never a single screening, and its size does not grow with them.
/// </remarks>
internal sealed class ContributionIntake
{
    private readonly NetworkAllowance allowance;
    private readonly RetryMemory retries;
    private readonly TimeProvider time;
    private long dropped;
    private readonly Dictionary<(string Id, int Major), Tally> tallies = [];

    /// <summary>An intake with one tally per major version of each questionnaire.</summary>
    public ContributionIntake(
        QuestionnaireCatalog catalog,
        NetworkAllowance allowance,
        RetryMemory retries,
        ContributionOptions options,
        TimeProvider time)
    {
        this.allowance = allowance;
        this.retries = retries;
        this.time = time;
        var ordered = new List<Tally>();
        foreach (var questionnaire in catalog.Questionnaires)
        {
            foreach (var major in questionnaire.Majors.Where(questionnaire.IsCounted))
            {
                var tally = new Tally(questionnaire.Id, major, questionnaire.VocabularyOf(major), options);
                tallies.Add((questionnaire.Id, major), tally);
                ordered.Add(tally);
            }
        }

        Tallies = ordered;
    }

    /// <summary>Number of screenings that were not counted because too many were waiting.</summary>
    public long Dropped => Interlocked.Read(ref dropped);

    /// <summary>The tallies, in a fixed order.</summary>
    public IReadOnlyList<Tally> Tallies { get; }

    /// <summary>Adds a screening to the tally of its questionnaire.</summary>
    /// <param name="result">The scored screening.</param>
    /// <param name="network">Network of the client.</param>
    /// <param name="idempotencyKey">Key of the request, if it has one; a second request with the same key is not counted again.</param>
    public ContributionOutcome Offer(ScreeningResult result, Network network, string? idempotencyKey)
    {
        // The allowance comes first, for retries too. Otherwise a client without allowance could find out which keys are known.
        if (!allowance.TryTake(network)) return ContributionOutcome.NotCounted;
        var (id, quarter) = (result.Questionnaire.Id, Quarter.Of(time.GetUtcNow()));
        var isCounted = idempotencyKey is null ? TryCount() : retries.CountOnce(id, idempotencyKey, TryCount);
        return isCounted ? ContributionOutcome.Accepted : ContributionOutcome.NotCounted;

        bool TryCount()
        {
            if (tallies[(id, result.Questionnaire.Version.Major)].TryAdd(result, quarter)) return true;
            Interlocked.Increment(ref dropped);
            return false;
        }
    }
}
