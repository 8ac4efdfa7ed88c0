using System.Data.Common;
using Dapper;
using KetamineScreening.Api.Store;
using KetamineScreening.Domain.Aggregates;

namespace KetamineScreening.Api.Periods;

/// <summary>Adds batches to the stored counters.</summary>
internal sealed class CounterStore(DbDataSource source)
{
    /// <summary>Offset of stored counters: a counter of zero is stored as this value.</summary>
    /// <remarks>
    /// SQLite stores small integers in fewer bytes and moves a row when it grows. The position of a row would then disclose that
    /// its count was once below a power of two, which the noise must hide. With the offset all counters have the same size.
    /// </remarks>
    public const long Zero = 1L << 40;

    /// <summary>Adds all batches to their periods in one transaction. A retry after an unknown outcome adds nothing twice.</summary>
    /// <param name="mark">The mark of the writer. It moves even without a batch, so that the store does not disclose empty turns.</param>
    /// <param name="batches">The batches, each with the id of its open period.</param>
    /// <param name="cancellation">Cancels the write. The outcome is then unknown, and the caller must retry.</param>
    /// <exception cref="DbException">The store is unavailable, or the outcome of the commit is unknown.</exception>
    /// <exception cref="PeriodGoneException">A period was closed or discarded in the meantime; nothing was added.</exception>
    public async Task AddAsync(CommitMark mark, IReadOnlyList<(string Period, Batch Batch)> batches, CancellationToken cancellation)
    {
        await using var connection = await source.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        if (!await mark.TryMoveAsync(connection, transaction)) return;
        foreach (var (period, batch) in batches.OrderBy(entry => entry.Period, StringComparer.Ordinal))
        {
            await AddAsync(connection, transaction, period, batch);
        }

        await transaction.CommitAsync(cancellation);
    }

    private static async Task AddAsync(DbConnection connection, DbTransaction transaction, string period, Batch batch)
    {
        if (!await PeriodStore.LockAsync(connection, transaction, period)) throw new PeriodGoneException(period);

        // A counter can be missing: a period keeps the counters that its questionnaire had when the period began, and an item
        // added later is counted from the next period on. A counter created here would lack its initial noise.
        var changes = new ValueRows(
            [.. batch.Vocabulary.Cells.Zip(batch.Sums, (cell, sum) => (cell.Key, sum)).Where(change => change.sum != 0)]);
        var addToCounters = $"""
            update counter set value = counter.value + change.column2 from (values {changes.Sql()}) as change
            where counter.stratum = @stratum and counter.cell = change.column1
            """;
        await connection.ExecuteAsync(addToCounters, changes.Parameters(new { stratum = period }), transaction);
    }
}

/// <summary>Thrown when a period was closed or discarded before a batch could be added to it.</summary>
/// <param name="period">Id of the period.</param>
internal sealed class PeriodGoneException(string period) : Exception($"The period '{period}' is no longer open.");
