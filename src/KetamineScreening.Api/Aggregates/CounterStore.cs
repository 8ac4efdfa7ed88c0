using System.Data.Common;
using System.Globalization;
using Dapper;
using KetamineScreening.Domain.Aggregates;

namespace KetamineScreening.Api.Aggregates;

/// <summary>The counters on disk: all the SQL that touches them.</summary>
public sealed class CounterStore(DbDataSource source)
{
    private readonly HashSet<string> born = new(StringComparer.Ordinal);

    /// <summary>Adds a batch to a stratum, whole or not at all, and once however often it is tried.</summary>
    /// <param name="writer">Id of the writer, random for each process.</param>
    /// <param name="number">Number of the batch of this writer, counted from 1 without gaps.</param>
    /// <param name="stratum">Where to add it.</param>
    /// <param name="batch">What to add.</param>
    /// <param name="cancellation">Gives up; whether the batch was added is then unknown, and it has to be tried again.</param>
    /// <exception cref="DbException">The store cannot do it now, or whether it did is unknown.</exception>
    public async Task AddAsync(string writer, long number, Stratum stratum, Batch batch, CancellationToken cancellation)
    {
        await using var connection = await source.OpenConnectionAsync(cancellation);
        if (!born.Contains(stratum.Id)) await GiveBirthAsync(connection, stratum, batch.Vocabulary.Cells, cancellation);
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
            .Select((cell, place) => new { Stratum = stratum.Id, Cell = cell.Key, Change = batch.Sums[place] })
            .Where(change => change.Change != 0)
            .ToList();
        if (await connection.ExecuteAsync(AddToCounter, changes, transaction) != changes.Count)
        {
            born.Remove(stratum.Id);
            throw new StratumGoneException(stratum.Id);
        }

        await transaction.CommitAsync(cancellation);
    }

    /// <summary>Forgets a writer that has nothing more to commit, so that the store does not grow with restarts.</summary>
    public async Task ForgetWriterAsync(string writer, CancellationToken cancellation)
    {
        const string Forget = "delete from writer where id = @writer";
        await using var connection = await source.OpenConnectionAsync(cancellation);
        await connection.ExecuteAsync(Forget, new { writer });
    }

    /// <summary>Creates every counter of a stratum that is not there yet, all in one transaction.</summary>
    private async Task GiveBirthAsync(DbConnection connection, Stratum stratum, IReadOnlyList<Cell> cells, CancellationToken cancellation)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        const string AddStratum = """
            insert into stratum (id, questionnaire, major, quarter) values (@Id, @Questionnaire, @Major, @Quarter)
            on conflict (id) do nothing
            """;
        await connection.ExecuteAsync(AddStratum, new { stratum.Id, stratum.Questionnaire, stratum.Major, Quarter = stratum.Quarter.ToString() }, transaction);

        const string AddCounter = """
            insert into counter (stratum, cell, value) values (@Stratum, @Cell, @Value)
            on conflict (stratum, cell) do nothing
            """;
        await connection.ExecuteAsync(AddCounter, cells.Select(cell => new { Stratum = stratum.Id, Cell = cell.Key, Value = BirthValue() }), transaction);
        await transaction.CommitAsync(cancellation);
        born.Add(stratum.Id);
    }

    // The one place where a counter gets its first value.
    private static long BirthValue() => 0;
}

/// <summary>What counters are kept by: one major version of an instrument in one quarter.</summary>
/// <param name="Questionnaire">Id of the instrument.</param>
/// <param name="Major">Its major version.</param>
/// <param name="Quarter">Calendar quarter, UTC.</param>
public sealed record Stratum(string Questionnaire, int Major, Quarter Quarter)
{
    /// <summary>Id of the stratum, for example <c>ketamine-self-check-1-2026q4</c>.</summary>
    public string Id { get; } = string.Create(CultureInfo.InvariantCulture, $"{Questionnaire}-{Major}-{Quarter}");
}

/// <summary>A stratum lost its counters while the service was running; they are created anew at the next try.</summary>
/// <param name="stratum">Id of the stratum.</param>
public sealed class StratumGoneException(string stratum) : Exception($"The counters of '{stratum}' are not all there.");
