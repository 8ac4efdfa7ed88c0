using KetamineScreening.Api.Http;
using KetamineScreening.Api.Questionnaires;
using KetamineScreening.Domain.Aggregates;
using KetamineScreening.Domain.Scoring;

namespace KetamineScreening.Api.Contributions;

/// <summary>What became of a contribution.</summary>
internal enum ContributionOutcome
{
    /// <summary>The person did not want to be counted; no trace is left.</summary>
    Declined,

    /// <summary>It waits in memory to be added to the totals, or was already.</summary>
    Accepted,

    /// <summary>A limit was reached, or too much is waiting already because the store has been away.</summary>
    NotCounted,
}

/// <summary>Takes what people contribute, at once and without waiting for the store.</summary>
/// <remarks>
/// Screenings are summed on arrival, so even the memory of the process holds totals and no single screening; what waits
/// takes the same room however much it is.
/// </remarks>
internal sealed class ContributionIntake
{
    private readonly NetworkAllowance allowance;
    private readonly RetryMemory retries;
    private readonly TimeProvider time;
    private long dropped;
    private readonly Dictionary<(string Id, int Major), Tally> tallies = [];

    /// <summary>One tally per major version of each instrument.</summary>
    public ContributionIntake(QuestionnaireCatalog catalog, NetworkAllowance allowance, RetryMemory retries, ContributionOptions options, TimeProvider time)
    {
        this.allowance = allowance;
        this.retries = retries;
        this.time = time;
        var ordered = new List<Tally>();
        foreach (var instrument in catalog.Questionnaires)
        {
            foreach (var major in instrument.Majors)
            {
                var tally = new Tally(instrument.Id, major, instrument.VocabularyOf(major), options);
                tallies.Add((instrument.Id, major), tally);
                ordered.Add(tally);
            }
        }

        Tallies = ordered;
    }

    /// <summary>How many were not counted because too much waited already.</summary>
    public long Dropped => Interlocked.Read(ref dropped);

    /// <summary>The tallies, in a fixed order.</summary>
    public IReadOnlyList<Tally> Tallies { get; }

    /// <summary>Adds a screening to what waits.</summary>
    /// <param name="result">The scored screening.</param>
    /// <param name="network">Where it comes from.</param>
    /// <param name="idempotencyKey">Key of the request; a second request with it is not counted again.</param>
    public ContributionOutcome Offer(ScreeningResult result, Network network, string? idempotencyKey)
    {
        // First of all, and for a request that was made before too: else somebody whose allowance is used up could try
        // out by the answer whether a key is known.
        if (!allowance.TryTake(network)) return ContributionOutcome.NotCounted;
        var id = result.Questionnaire.Id;
        if (idempotencyKey is not null)
        {
            var outcome = retries.Remember(id, idempotencyKey);
            if (outcome != RetryMemory.Outcome.New) return outcome == RetryMemory.Outcome.Seen ? ContributionOutcome.Accepted : ContributionOutcome.NotCounted;
        }

        var tally = tallies[(id, result.Questionnaire.Version.Major)];
        if (tally.TryAdd(result, Quarter.Of(time.GetUtcNow()))) return ContributionOutcome.Accepted;
        if (idempotencyKey is not null) retries.Forget(id, idempotencyKey);
        Interlocked.Increment(ref dropped);
        return ContributionOutcome.NotCounted;
    }
}
