using System.Data.Common;
using System.Numerics;
using Dapper;
using KetamineScreening.Api.Questionnaires;
using KetamineScreening.Api.Releases;
using KetamineScreening.Domain.Aggregates;
using KetamineScreening.Domain.Aggregates.Noise;

namespace KetamineScreening.Api.Aggregates;

/// <summary>The life of periods: opened by the first batch, closed when their quarter is over, frozen into a release.</summary>
public sealed partial class Periods(
    DbDataSource source, Strata strata, ReleaseStore releases, QuestionnaireCatalog catalog, DiscreteGaussian noise, ILogger<Periods> logger)
    : IDisposable
{
    /// <summary>Fewest screenings, as far as the noise lets one say, of a release that is not marked.</summary>
    public const int Threshold = 200;

    private readonly Dictionary<(string Questionnaire, int Major), Stratum> open = [];

    // The noise of a gate is drawn once, however often its answer cannot be written down: every draw would cost privacy.
    private readonly Dictionary<(string Stratum, long Gates), BigInteger> gateNoise = [];

    // The writer, the closer in the background and an operator's verb may all come here.
    private readonly SemaphoreSlim gate = new(1, 1);

    /// <summary>The period that a batch goes to now; one that is over is closed first, one that is missing begins.</summary>
    public async Task<Stratum> OpenAsync(Batch batch, Quarter now, bool synthetic, CancellationToken cancellation)
    {
        await gate.WaitAsync(cancellation);
        try
        {
            return await FindOrBeginAsync(batch, now, synthetic, cancellation);
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>Forgets what is known of a period that turned out to be gone.</summary>
    public async Task ForgetAsync(Batch batch, CancellationToken cancellation)
    {
        await gate.WaitAsync(cancellation);
        open.Remove((batch.Questionnaire, batch.Major));
        gate.Release();
    }

    /// <summary>Closes every period whose last quarter is over.</summary>
    /// <returns>What became of each: published, or carried on.</returns>
    public async Task<IReadOnlyList<(string Stratum, ClosingOutcome Outcome)>> CloseDueAsync(Quarter now, CancellationToken cancellation)
    {
        await gate.WaitAsync(cancellation);
        try
        {
            var outcomes = new List<(string, ClosingOutcome)>();
            foreach (var stratum in (await strata.ListAsync(cancellation)).Where(stratum => stratum.IsOver(now)))
            {
                outcomes.Add((stratum.Id, await CloseAsync(stratum, now, cancellation)));
            }

            return outcomes;
        }
        finally
        {
            gate.Release();
        }
    }

    /// <inheritdoc />
    public void Dispose() => gate.Dispose();

    private async Task<Stratum> FindOrBeginAsync(Batch batch, Quarter now, bool synthetic, CancellationToken cancellation)
    {
        var key = (batch.Questionnaire, batch.Major);
        if (open.TryGetValue(key, out var known) && !known.IsOver(now)) return known;

        var found = await strata.FindAsync(batch.Questionnaire, batch.Major, cancellation);
        if (found is not null && found.IsOver(now)) await CloseAsync(found, now, cancellation);
        if (found is null || found.IsOver(now)) found = await strata.FindAsync(batch.Questionnaire, batch.Major, cancellation);
        if (found is null)
        {
            await strata.BeginAsync(batch.Questionnaire, batch.Major, await FirstQuarterAsync(batch, now, cancellation), synthetic, batch.Vocabulary, cancellation);
            found = await strata.FindAsync(batch.Questionnaire, batch.Major, cancellation) ?? throw new StratumGoneException(batch.Questionnaire);
        }

        return open[key] = found;
    }

    // A clock that was set back must not begin a period that is public already.
    private async Task<Quarter> FirstQuarterAsync(Batch batch, Quarter now, CancellationToken cancellation)
    {
        var released = await releases.LastQuarterAsync(batch.Questionnaire, batch.Major, cancellation);
        return released is { } last && last >= now ? last.Next() : now;
    }

    /// <summary>Closes one period: through the gate into a release, or on for another quarter.</summary>
    private async Task<ClosingOutcome> CloseAsync(Stratum stratum, Quarter now, CancellationToken cancellation)
    {
        const string ReadCounters = """select cell as "Cell", value as "Value" from counter where stratum = @Id""";
        const string CarryOn = "update stratum set last_quarter = @Now, gates = gates + 1 where id = @Id";
        ClosingOutcome outcome;
        await using (var connection = await source.OpenConnectionAsync(cancellation))
        {
            await using var transaction = await connection.BeginTransactionAsync(cancellation);
            if (!await Strata.IsUnchangedAsync(connection, transaction, stratum)) return ClosingOutcome.Kept;
            var counters = (await connection.QueryAsync<CounterRow>(ReadCounters, new { stratum.Id }, transaction)).ToDictionary(row => row.Cell, row => row.Value);
            if (PeriodOf(stratum, counters) is not { } period)
            {
                LogUnknown(stratum.Id);
                return ClosingOutcome.Kept;
            }

            if (!period.IsLowN && !PassesGate(period))
            {
                await connection.ExecuteAsync(CarryOn, new { stratum.Id, Now = now.ToString() }, transaction);
                outcome = ClosingOutcome.CarriedOn;
            }
            else
            {
                await releases.FreezeAsync(connection, transaction, period);
                await Strata.DeleteAsync(connection, transaction, stratum.Id);
                outcome = ClosingOutcome.Published;
            }

            await transaction.CommitAsync(cancellation);
        }

        gateNoise.Remove((stratum.Id, stratum.Gates));
        if (outcome == ClosingOutcome.Published) await Store.SqliteDataSource.ReclaimAsync(source, cancellation);
        LogClosed(stratum.Id, outcome);
        return outcome;
    }

    // A version that came after the period began is no part of it: there are no counters for what it added.
    private ClosedPeriod? PeriodOf(Stratum stratum, Dictionary<string, long> counters)
    {
        var versions = (catalog.Find(stratum.Questionnaire)?.OfMajor(stratum.Major) ?? [])
            .Where(version => new Vocabulary([version.Questionnaire]).Cells.All(cell => counters.ContainsKey(cell.Key)))
            .ToList();
        if (versions.Count == 0) return null;
        var vocabulary = new Vocabulary([.. versions.Select(version => version.Questionnaire)]);
        return new ClosedPeriod(stratum, versions[^1], vocabulary, counters, IsLowN: stratum.Gates >= NoisePolicy.MostGates);
    }

    // The mean over all items of what their counters add up to: each is the number of screenings, with noise.
    private bool PassesGate(ClosedPeriod period)
    {
        var total = period.Counters.Where(counter => counter.Key.StartsWith("options/", StringComparison.Ordinal)).Sum(counter => counter.Value);
        var items = period.Questionnaire.Items.Length;
        var asked = (period.Stratum.Id, period.Stratum.Gates);
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
