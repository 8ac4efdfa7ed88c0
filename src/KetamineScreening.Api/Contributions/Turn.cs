using KetamineScreening.Api.Periods;

namespace KetamineScreening.Api.Contributions;

/// <summary>What one turn of the writer adds to the open periods. It is retried until the store has it exactly once.</summary>
/// <param name="Taken">The sums that arrived, with the major version they belong to.</param>
internal sealed record Turn(IReadOnlyList<(Arrivals Of, QuarterSum Arrived)> Taken)
{
    private Dictionary<string, List<(Arrivals Of, long[] Sum)>> sumsByPeriod = [];

    /// <summary>Whether a commit was sent whose outcome is not known. Its sums then stay with their periods.</summary>
    public bool IsUnsettled { get; private set; }

    /// <summary>
    /// Assigns each sum to the period in which it arrived; when that period is closed, to the newest open period of the major version;
    /// when there is none, to no period. Does nothing once a commit was sent, so that no sum can count in two periods.
    /// </summary>
    public void Assign(IReadOnlyList<Period> open)
    {
        if (IsUnsettled) return;
        sumsByPeriod = [];
        foreach (var (of, arrived) in Taken)
        {
            var own = open.Where(period => period.Counts(of.Questionnaire, of.Major)).ToList();
            var period = own.Find(period => period.Calendar.Overlaps(arrived.Quarter)) ?? own.MaxBy(period => period.Calendar);
            if (period is null) continue;
            if (!sumsByPeriod.TryGetValue(period.Id, out var sums)) sumsByPeriod.Add(period.Id, sums = []);
            sums.Add((of, arrived.Sum));
        }
    }

    /// <summary>Whether the turn adds to a period.</summary>
    public bool AddsTo(Period period) => sumsByPeriod.ContainsKey(period.Id);

    /// <summary>Adds the sums of a period to its counters.</summary>
    public void AddTo(Period period, Span<long> counters)
    {
        foreach (var (of, sum) in sumsByPeriod.GetValueOrDefault(period.Id, [])) of.AddTo(counters, period.Noise.Profile, sum);
    }

    /// <summary>Records that a commit is about to be sent.</summary>
    public void Send() => IsUnsettled = true;

    /// <summary>Overwrites the sums, once the commit is known to have succeeded.</summary>
    public void Clear()
    {
        foreach (var (_, arrived) in Taken) Arrivals.Clear(arrived.Sum);
    }
}
