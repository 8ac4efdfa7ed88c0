using System.Data.Common;
using System.Numerics;
using Dapper;
using KetamineScreening.Api.Questionnaires;
using KetamineScreening.Api.Releases;
using KetamineScreening.Api.Store;
using KetamineScreening.Domain.Aggregates;
using KetamineScreening.Domain.Aggregates.Noise;

namespace KetamineScreening.Api.Periods;

/// <summary>The life of periods: begun with their quarter, closed when it is over, frozen into a release.</summary>
internal sealed partial class PeriodLifecycle(
    DbDataSource source, PeriodStore store, ReleaseStore releases, QuestionnaireCatalog catalog, DiscreteGaussian noise, ILogger<PeriodLifecycle> logger)
{
    /// <summary>Fewest screenings, as far as the noise lets one say, of a release that is not marked.</summary>
    public const int Threshold = 200;

    // The noise of a gate is drawn once, however often its answer cannot be written down: every draw would cost privacy.
    private readonly Dictionary<(string Period, long Gates), BigInteger> gateNoise = [];
    private readonly HashSet<string> unknown = [];
    private bool hasRoomToReclaim;

    /// <summary>The periods whose last quarter is over, by id.</summary>
    public async Task<IReadOnlyList<Period>> OverAsync(Quarter now, CancellationToken cancellation) =>
        [.. (await store.ListAsync(cancellation)).Where(period => period.IsOver(now))];

    /// <summary>The period that screenings of one major version of an instrument go to now; it begins if there is none.</summary>
    public async Task<Period> OpenAsync(string questionnaire, int major, Vocabulary vocabulary, Quarter now, bool synthetic, CancellationToken cancellation)
    {
        if (await store.FindAsync(questionnaire, major, cancellation) is { } found) return found;
        await store.BeginAsync(questionnaire, major, await FirstQuarterAsync(questionnaire, major, now, cancellation), synthetic, vocabulary, cancellation);
        return await store.FindAsync(questionnaire, major, cancellation) ?? throw new PeriodGoneException(questionnaire);
    }

    /// <summary>Closes one period: through the gate into a release, or on for another quarter.</summary>
    /// <param name="period">The period as it was read.</param>
    /// <param name="now">The present quarter.</param>
    /// <param name="remainder">
    /// What belongs to it and waits yet, however little: it goes into the release in the same transaction, so that no small batch is ever on disk.
    /// It is not part of a period that is carried on.
    /// </param>
    /// <param name="mark">The mark of the writer, with which a closing whose outcome was lost can be tried again; null when there is no remainder.</param>
    /// <param name="cancellation">Gives up; the outcome is then unknown.</param>
    public async Task<ClosingOutcome> CloseAsync(Period period, Quarter now, Batch? remainder, CommitMark? mark, CancellationToken cancellation)
    {
        ClosingOutcome outcome;
        await using (var connection = await source.OpenConnectionAsync(cancellation))
        {
            await using var transaction = await connection.BeginTransactionAsync(cancellation);
            if (mark is not null && !await mark.TryMoveAsync(connection, transaction)) return await EarlierOutcomeAsync(connection, transaction, period);
            outcome = await CloseAsync(connection, transaction, period, now, remainder);
            await transaction.CommitAsync(cancellation);
        }

        if (outcome == ClosingOutcome.Kept) return outcome;
        gateNoise.Remove((period.Id, period.Gates));
        hasRoomToReclaim |= outcome == ClosingOutcome.Published;
        LogClosed(period.Id, outcome);
        return outcome;
    }

    /// <summary>Gives back the room of counters that were deleted; tried again later when it cannot be done now.</summary>
    public async Task ReclaimAsync(CancellationToken cancellation)
    {
        if (!hasRoomToReclaim) return;
        await Databases.ReclaimAsync(source, cancellation);
        hasRoomToReclaim = false;
    }

    // A clock that was set back must not begin a period that is public already.
    private async Task<Quarter> FirstQuarterAsync(string questionnaire, int major, Quarter now, CancellationToken cancellation)
    {
        var released = await releases.LastQuarterAsync(questionnaire, major, cancellation);
        return released is { } last && last >= now ? last.Next() : now;
    }

    private async Task<ClosingOutcome> CloseAsync(DbConnection connection, DbTransaction transaction, Period period, Quarter now, Batch? remainder)
    {
        const string ReadCounters = """select cell as "Cell", value as "Value" from counter where stratum = @Id""";
        const string CarryOn = "update stratum set last_quarter = @Now, gates = gates + 1 where id = @Id";
        if (!await PeriodStore.HoldUnchangedAsync(connection, transaction, period)) return ClosingOutcome.Kept;
        var counters = (await connection.QueryAsync<CounterRow>(ReadCounters, new { period.Id }, transaction)).ToDictionary(row => row.Cell, row => row.Value - CounterStore.Zero);
        if (remainder is not null) Add(counters, remainder);
        if (PeriodOf(period, counters) is not { } closed)
        {
            if (unknown.Add(period.Id)) LogUnknown(period.Id);
            return ClosingOutcome.Kept;
        }

        if (!closed.IsLowN && !PassesGate(closed, period.Gates))
        {
            await connection.ExecuteAsync(CarryOn, new { period.Id, Now = now.ToString() }, transaction);
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
        hasRoomToReclaim = true;
        return ClosingOutcome.Published;
    }

    // A period keeps to the counters that its instrument had when it began.
    private static void Add(Dictionary<string, long> counters, Batch remainder)
    {
        foreach (var (cell, change) in remainder.Vocabulary.Cells.Zip(remainder.Sums))
        {
            if (counters.TryGetValue(cell.Key, out var value)) counters[cell.Key] = value + change;
        }
    }

    // A version that came after the period began is no part of it: there are no counters for what it added.
    private ClosedPeriod? PeriodOf(Period period, Dictionary<string, long> counters)
    {
        var versions = (catalog.Find(period.Questionnaire)?.OfMajor(period.Major) ?? [])
            .Where(version => new Vocabulary([version.Questionnaire]).Cells.All(cell => counters.ContainsKey(cell.Key)))
            .ToList();
        if (versions.Count == 0) return null;
        var vocabulary = new Vocabulary([.. versions.Select(version => version.Questionnaire)]);
        return new ClosedPeriod(
            period.Id, Quarter.Parse(period.FirstQuarter), Quarter.Parse(period.LastQuarter), period.Synthetic == 1, NoisePolicy.Parse(period.Rho),
            versions[^1], vocabulary, counters, IsLowN: period.Gates >= NoisePolicy.MostGates);
    }

    // The mean over all items of what their counters add up to: each is the number of screenings, with noise.
    private bool PassesGate(ClosedPeriod period, long gates)
    {
        var total = period.Counters.Where(counter => counter.Key.StartsWith("options/", StringComparison.Ordinal)).Sum(counter => counter.Value);
        var items = period.Questionnaire.Items.Length;
        var asked = (period.Id, gates);
        if (!gateNoise.TryGetValue(asked, out var fresh)) gateNoise[asked] = fresh = noise.Sample(NoisePolicy.GateSigma * NoisePolicy.GateSigma);
        return total + fresh * items >= (BigInteger)Threshold * items;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Period {Period} was closed: {Outcome}.")]
    private partial void LogClosed(string period, ClosingOutcome outcome);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Period {Period} cannot be closed: its questionnaire is not among the content.")]
    private partial void LogUnknown(string period);

    private sealed record CounterRow
    {
        public required string Cell { get; init; }

        public required long Value { get; init; }
    }
}

/// <summary>What became of a period that was to be closed.</summary>
public enum ClosingOutcome
{
    /// <summary>It is a release now, and its counters are gone.</summary>
    Published,

    /// <summary>Too few people, as far as the noise lets one say: it goes on for another quarter.</summary>
    CarriedOn,

    /// <summary>It could not be closed, and is left as it is.</summary>
    Kept,
}
