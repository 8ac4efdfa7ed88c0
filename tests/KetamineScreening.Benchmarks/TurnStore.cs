using System.Data.Common;
using System.Diagnostics;
using KetamineScreening.Api.Periods;
using KetamineScreening.Api.Store;

namespace KetamineScreening.Benchmarks;

/// <summary>A store with open periods, on which turns are measured inside the process.</summary>
internal sealed class TurnStore : IAsyncDisposable
{
    private const int Repetitions = 40;

    private readonly CommitMark mark = new();
    private readonly DbDataSource source;
    private readonly PeriodStore store;

    private TurnStore(DbDataSource source, PeriodStore store) => (this.source, this.store) = (source, store);

    /// <summary>Creates a store.</summary>
    /// <param name="provider">The kind of the database.</param>
    /// <param name="connectionString">The database, which is empty.</param>
    /// <param name="keyFolder">Folder of the keys.</param>
    /// <param name="counters">The counters of each period.</param>
    public static async Task<TurnStore> Create(string provider, string connectionString, string keyFolder, IEnumerable<long[]> counters)
    {
        var database = Databases.Open(provider, connectionString);
        await new StoreMigrations(database).EnsureAsync(CancellationToken.None);
        var periods = new PeriodStore(database, new PeriodKeys(new KeyOptions { Path = keyFolder }));
        foreach (var (index, values) in counters.Index())
        {
            using var pinned = new PinnedCounters(values.Length);
            for (var cell = 0; cell < values.Length; cell++) pinned.Values[cell] = values[cell];
            await periods.BeginAsync(NewPeriod(index), pinned, CancellationToken.None);
        }

        return new TurnStore(database, periods);
    }

    /// <summary>Milliseconds of a turn: every period is decrypted, changed and encrypted, in one transaction that is committed.</summary>
    public async Task<Spread> Turns()
    {
        await Turn();
        var times = new List<double>();
        for (var repetition = 0; repetition < Repetitions; repetition++) times.Add(await Turn());
        return Spread.Of(times);
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => source.DisposeAsync();

    private async Task<double> Turn()
    {
        var start = Stopwatch.GetTimestamp();
        var open = await store.ListAsync(CancellationToken.None);
        await using (var connection = await source.OpenConnectionAsync())
        {
            await using var transaction = await connection.BeginTransactionAsync();
            await mark.TryMoveAsync(connection, transaction);
            foreach (var period in open) await store.RewriteAsync(connection, transaction, period, counters => counters[0]++);
            await transaction.CommitAsync();
        }

        mark.Settle();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static Period NewPeriod(int index) => new()
    {
        Id = FormattableString.Invariant($"measured-{index}"),
        Questionnaire = "measured",
        Major = index,
        Span = "2026q4",
        Rho = "1/4",
        Profile = "Full",
        Layout = "measured",
        Ring = PeriodKeys.NewRing(),
        Synthetic = 1,
    };
}
