using System.Data.Common;
using Dapper;

namespace KetamineScreening.Api.Aggregates;

/// <summary>Adds batches to the counters on disk.</summary>
public sealed class CounterStore(DbDataSource source)
{
    /// <summary>Adds a batch to a stratum, whole or not at all, and once however often it is tried.</summary>
    /// <param name="writer">Id of the writer, random for each process.</param>
    /// <param name="number">Number of the batch of this writer, counted from 1 without gaps.</param>
    /// <param name="stratum">Id of the open period to add it to.</param>
    /// <param name="batch">What to add.</param>
    /// <param name="cancellation">Gives up; whether the batch was added is then unknown, and it has to be tried again.</param>
    /// <exception cref="DbException">The store cannot do it now, or whether it did is unknown.</exception>
    /// <exception cref="StratumGoneException">The period was closed or discarded meanwhile; nothing was added.</exception>
    public async Task AddAsync(string writer, long number, string stratum, Batch batch, CancellationToken cancellation)
    {
        await using var connection = await source.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);

        // The number moves with the counters in one transaction. When it has moved already, an earlier try was committed
        // although its answer was lost.
        const string Advance = """
            insert into writer (id, batch) values (@writer, @number)
            on conflict (id) do update set batch = @number where writer.batch = @number - 1
            """;
        if (await connection.ExecuteAsync(Advance, new { writer, number }, transaction) == 0) return;

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
        await transaction.CommitAsync(cancellation);
    }

    /// <summary>Forgets a writer that has nothing more to commit, so that the store does not grow with restarts.</summary>
    public async Task ForgetWriterAsync(string writer, CancellationToken cancellation)
    {
        const string Forget = "delete from writer where id = @writer";
        await using var connection = await source.OpenConnectionAsync(cancellation);
        await connection.ExecuteAsync(Forget, new { writer });
    }
}

/// <summary>A period was closed or discarded while a batch was on its way to it.</summary>
/// <param name="stratum">Id of the period.</param>
public sealed class StratumGoneException(string stratum) : Exception($"The period '{stratum}' is not open any more.");
