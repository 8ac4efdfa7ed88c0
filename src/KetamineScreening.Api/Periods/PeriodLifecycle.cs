using System.Data.Common;
using System.Numerics;
using Dapper;
using KetamineScreening.Api.Questionnaires;
using KetamineScreening.Api.Releases;
using KetamineScreening.Api.Store;
using KetamineScreening.Domain.Aggregates;
using KetamineScreening.Domain.Aggregates.Noise;

namespace KetamineScreening.Api.Periods;

/// <summary>Opens a period, and closes it after its last quarter by freezing it into a release or extending it.</summary>
internal sealed partial class PeriodLifecycle(
    DbDataSource source,
    PeriodStore store,
    ReleaseStore releases,
    QuestionnaireCatalog catalog,
    DiscreteGaussian noise,
    ILogger<PeriodLifecycle> logger)
{
    /// <summary>Noisy number of screenings that a period needs for a release without the low-n mark.</summary>
    public const int Threshold = 200;

    // The noise of a gate is drawn once and kept for retries, because every further draw would spend privacy budget.
    private readonly Dictionary<(string Period, long Gates), BigInteger> gateNoise = [];
    private readonly HashSet<string> reportedPeriods = [];
    private bool needsReclaim;

    /// <summary>The open periods whose last quarter has ended, ordered by id.</summary>
    public async Task<IReadOnlyList<Period>> OverAsync(Quarter now, CancellationToken cancellation) =>
        [.. (await store.ListAsync(cancellation)).Where(period => period.IsOver(now))];

    /// <summary>The open period of a major version of a questionnaire. A new period begins when there is none.</summary>
    public async Task<Period> OpenAsync(
        string questionnaire, int major, Vocabulary vocabulary, Quarter now, bool synthetic, CancellationToken cancellation)
    {
        if (await store.FindAsync(questionnaire, major, cancellation) is { } found) return found;
        var quarter = await FirstQuarterAsync(questionnaire, major, now, cancellation);
        await store.BeginAsync(questionnaire, major, quarter, synthetic, vocabulary, cancellation);
        return await store.FindAsync(questionnaire, major, cancellation) ?? throw new PeriodGoneException(questionnaire);
    }

    /// <summary>Closes a period: freezes it into a release, or extends it by a quarter when it has too few screenings.</summary>
    /// <param name="period">The period as it was read from the store.</param>
    /// <param name="now">The current quarter.</param>
    /// <param name="remainder">
    /// Screenings of the period that still wait in memory. They are added to the release in the same transaction, so that a batch
    /// below the minimum size is never on disk. They are not added when the period is extended.
    /// </param>
    /// <param name="mark">The mark of the writer, which makes a retry after a lost outcome safe; null without a remainder.</param>
    /// <param name="cancellation">Cancels the closing. The outcome is then unknown.</param>
    public async Task<ClosingOutcome> CloseAsync(
        Period period, Quarter now, Batch? remainder, CommitMark? mark, CancellationToken cancellation)
    {
        ClosingOutcome outcome;
        await using (var connection = await source.OpenConnectionAsync(cancellation))
        {
            await using var transaction = await connection.BeginTransactionAsync(cancellation);
            if (mark is not null && !await mark.TryMoveAsync(connection, transaction))
            {
                return await EarlierOutcomeAsync(connection, transaction, period);
            }

            outcome = await CloseAsync(connection, transaction, period, now, remainder);
            await transaction.CommitAsync(cancellation);
        }

        if (outcome == ClosingOutcome.Kept) return outcome;
        gateNoise.Remove((period.Id, period.Gates));
        needsReclaim |= outcome == ClosingOutcome.Published;
        LogClosed(period.Id, outcome);
        return outcome;
    }

    /// <summary>Reclaims the space of deleted counters. After a failure the next call tries again.</summary>
    public async Task ReclaimAsync(CancellationToken cancellation)
    {
        if (!needsReclaim) return;
        await Databases.ReclaimAsync(source, cancellation);
        needsReclaim = false;
    }

    // If the clock was set back, the new period must not begin in a quarter that is already released.
    private async Task<Quarter> FirstQuarterAsync(string questionnaire, int major, Quarter now, CancellationToken cancellation)
    {
        var released = await releases.LastQuarterAsync(questionnaire, major, cancellation);
        return released is { } last && last >= now ? last.Next() : now;
    }

    private async Task<ClosingOutcome> CloseAsync(
        DbConnection connection, DbTransaction transaction, Period period, Quarter now, Batch? remainder)
    {
        const string ReadCounters = """select cell as "Cell", value as "Value" from counter where stratum = @Id""";
        const string Extend = "update stratum set last_quarter = @Now, gates = gates + 1 where id = @Id";
        if (!await PeriodStore.LockUnchangedAsync(connection, transaction, period)) return ClosingOutcome.Kept;
        var rows = await connection.QueryAsync<CounterRow>(ReadCounters, new { period.Id }, transaction);
        var counters = rows.ToDictionary(row => row.Cell, row => row.Value - CounterStore.Zero);
        if (remainder is not null) Add(counters, remainder);
        if (ClosedPeriodOf(period, counters) is not { } closed)
        {
            if (reportedPeriods.Add(period.Id)) LogUnknown(period.Id);
            return ClosingOutcome.Kept;
        }

        if (!closed.IsLowN && !PassesGate(closed, period.Gates))
        {
            await connection.ExecuteAsync(Extend, new { period.Id, Now = now.ToString() }, transaction);
            return ClosingOutcome.CarriedOn;
        }

        await ReleaseStore.FreezeAsync(connection, transaction, closed.WithFreshNoise(noise));
        await PeriodStore.DeleteAsync(connection, transaction, period.Id);
        return ClosingOutcome.Published;
    }

    private async Task<ClosingOutcome> EarlierOutcomeAsync(DbConnection connection, DbTransaction transaction, Period period)
    {
        const string IsOpen = "select count(*) from stratum where id = @Id";
        if (await connection.ExecuteScalarAsync<long>(IsOpen, new { period.Id }, transaction) > 0) return ClosingOutcome.CarriedOn;
        needsReclaim = true;
        return ClosingOutcome.Published;
    }

    // A period keeps the counters that its questionnaire had when the period began. Changes of other counters are dropped.
    private static void Add(Dictionary<string, long> counters, Batch remainder)
    {
        foreach (var (cell, change) in remainder.Vocabulary.Cells.Zip(remainder.Sums))
        {
            if (counters.TryGetValue(cell.Key, out var value)) counters[cell.Key] = value + change;
        }
    }

    // Versions that were published after the period began are excluded when the period lacks a counter for what they added.
    private ClosedPeriod? ClosedPeriodOf(Period period, Dictionary<string, long> counters)
    {
        var versions = (catalog.Find(period.Questionnaire)?.OfMajor(period.Major) ?? [])
            .Where(version => new Vocabulary([version.Questionnaire]).Cells.All(cell => counters.ContainsKey(cell.Key)))
            .ToList();
        if (versions.Count == 0) return null;
        var vocabulary = new Vocabulary([.. versions.Select(version => version.Questionnaire)]);
        return new ClosedPeriod(
            period.Id,
            Quarter.Parse(period.FirstQuarter),
            Quarter.Parse(period.LastQuarter),
            period.Synthetic == 1,
            NoisePolicy.Parse(period.Rho),
            versions[^1],
            vocabulary,
            counters,
            IsLowN: period.Gates >= NoisePolicy.MostGates);
    }

    // The option counters of each item add up to the noisy number of screenings. The gate compares the mean over all items.
    private bool PassesGate(ClosedPeriod period, long gates)
    {
        var total = period.Counters
            .Where(counter => counter.Key.StartsWith("options/", StringComparison.Ordinal))
            .Sum(counter => counter.Value);
        var items = period.Questionnaire.Items.Length;
        var gate = (period.Id, gates);
        if (!gateNoise.TryGetValue(gate, out var sample))
        {
            gateNoise[gate] = sample = noise.Sample(NoisePolicy.GateSigma * NoisePolicy.GateSigma);
        }

        return total + sample * items >= (BigInteger)Threshold * items;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Period {Period} was closed: {Outcome}.")]
    private partial void LogClosed(string period, ClosingOutcome outcome);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Period {Period} cannot be closed: the content has no matching questionnaire.")]
    private partial void LogUnknown(string period);

    private sealed record CounterRow
    {
        public required string Cell { get; init; }

        public required long Value { get; init; }
    }
}

/// <summary>The outcome of closing a period.</summary>
public enum ClosingOutcome
{
    /// <summary>The period was released, and its counters were deleted.</summary>
    Published,

    /// <summary>The noisy number of screenings was too small: the period was extended by a quarter.</summary>
    CarriedOn,

    /// <summary>The period could not be closed and is unchanged.</summary>
    Kept,
}
