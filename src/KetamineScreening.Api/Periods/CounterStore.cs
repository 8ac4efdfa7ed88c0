using System.Data.Common;
using Dapper;
using KetamineScreening.Api.Store;
using KetamineScreening.Domain.Aggregates;

namespace KetamineScreening.Api.Periods;

/// <summary>Adds batches to the counters on disk.</summary>
internal sealed class CounterStore(DbDataSource source)
{
    /// <summary>What a counter of zero is stored as.</summary>
    /// <remarks>
    /// SQLite writes small numbers in fewer bytes, and moves a row that grows. Where a row lies would tell that its count once
    /// was below such a size, which the noise is meant to hide. So high up all counts take the same room.
    /// </remarks>
    public const long Zero = 1L << 40;

    /// <summary>Adds batches to their periods: all of them or none, and once however often it is tried.</summary>
    /// <param name="mark">The mark of the writer; it moves even when there is no batch, so that nothing tells that there was none.</param>
    /// <param name="batches">What to add, and the id of the open period to add it to.</param>
    /// <param name="cancellation">Gives up; whether the batches were added is then unknown, and it has to be tried again.</param>
    /// <exception cref="DbException">The store cannot do it now, or whether it did is unknown.</exception>
    /// <exception cref="PeriodGoneException">A period was closed or discarded meanwhile; nothing was added.</exception>
    public async Task AddAsync(CommitMark mark, IReadOnlyList<(string Period, Batch Batch)> batches, CancellationToken cancellation)
    {
        await using var connection = await source.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        if (!await mark.TryMoveAsync(connection, transaction)) return;
        foreach (var (period, batch) in batches.OrderBy(entry => entry.Period, StringComparer.Ordinal)) await AddAsync(connection, transaction, period, batch);
        await transaction.CommitAsync(cancellation);
    }

    private static async Task AddAsync(DbConnection connection, DbTransaction transaction, string period, Batch batch)
    {
        if (!await PeriodStore.HoldAsync(connection, transaction, period)) throw new PeriodGoneException(period);

        // A counter may be missing: a period keeps to what its instrument had when it began, and an item that was added
        // since is counted from the next period on. Without its noise it must not be made up here.
        var changes = new ValueRows([.. batch.Vocabulary.Cells.Select((cell, place) => (cell.Key, batch.Sums[place])).Where(change => change.Item2 != 0)]);
        var addToCounters = $"""
            update counter set value = counter.value + change.column2 from (values {changes.Sql()}) as change
            where counter.stratum = @stratum and counter.cell = change.column1
            """;
        await connection.ExecuteAsync(addToCounters, changes.Parameters(new { stratum = period }), transaction);
    }
}

/// <summary>A period was closed or discarded while a batch was on its way to it.</summary>
/// <param name="period">Id of the period.</param>
internal sealed class PeriodGoneException(string period) : Exception($"The period '{period}' is not open any more.");
