using System.Data.Common;
using Dapper;

namespace KetamineScreening.Api.Aggregates;

/// <summary>Adds batches to the counters on disk.</summary>
public sealed class CounterStore(DbDataSource source)
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
    /// <exception cref="StratumGoneException">A period was closed or discarded meanwhile; nothing was added.</exception>
    public async Task AddAsync(CommitMark mark, IReadOnlyList<(string Stratum, Batch Batch)> batches, CancellationToken cancellation)
    {
        await using var connection = await source.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        if (!await mark.TryMoveAsync(connection, transaction)) return;
        foreach (var (stratum, batch) in batches.OrderBy(entry => entry.Stratum, StringComparer.Ordinal)) await AddAsync(connection, transaction, stratum, batch);
        await transaction.CommitAsync(cancellation);
    }

    private static async Task AddAsync(DbConnection connection, DbTransaction transaction, string stratum, Batch batch)
    {
        // Always in the order of the vocabulary, so that two writers can never wait for each other.
        const string AddToCounter = "update counter set value = value + @Change where stratum = @Stratum and cell = @Cell";
        var changes = batch.Vocabulary.Cells
            .Select((cell, place) => new { Stratum = stratum, Cell = cell.Key, Change = batch.Sums[place] })
            .Where(change => change.Change != 0)
            .ToList();
        await connection.ExecuteAsync(AddToCounter, changes, transaction);

        // A counter may be missing: a period keeps to what its instrument had when it began, and an item that was added
        // since is counted from the next period on. Without its noise it must not be made up here.
        const string IsOpen = "select count(*) from stratum where id = @stratum";
        if (await connection.ExecuteScalarAsync<long>(IsOpen, new { stratum }, transaction) == 0) throw new StratumGoneException(stratum);
    }
}

/// <summary>A period was closed or discarded while a batch was on its way to it.</summary>
/// <param name="stratum">Id of the period.</param>
public sealed class StratumGoneException(string stratum) : Exception($"The period '{stratum}' is not open any more.");
