using System.Data.Common;
using Dapper;
using KetamineScreening.Api.Store;
using KetamineScreening.Domain.Aggregates;
using KetamineScreening.Domain.Aggregates.Noise;

namespace KetamineScreening.Api.Periods;

/// <summary>The open periods on disk: all the SQL that makes, reads and ends them.</summary>
internal sealed class PeriodStore(DbDataSource source, NoisePolicy policy, DiscreteGaussian noise)
{
    private const string Columns = """
        id as "Id", questionnaire as "Questionnaire", major as "Major", first_quarter as "FirstQuarter",
        last_quarter as "LastQuarter", rho as "Rho", gates as "Gates", synthetic as "Synthetic"
        """;

    /// <summary>All open periods, by id.</summary>
    public async Task<IReadOnlyList<Period>> ListAsync(CancellationToken cancellation)
    {
        const string Read = $"select {Columns} from stratum order by id";
        await using var connection = await source.OpenConnectionAsync(cancellation);
        return [.. await connection.QueryAsync<Period>(Read)];
    }

    /// <summary>The open period of one major version of an instrument; null when there is none.</summary>
    public async Task<Period?> FindAsync(string questionnaire, int major, CancellationToken cancellation)
    {
        const string Read = $"select {Columns} from stratum where questionnaire = @questionnaire and major = @major";
        await using var connection = await source.OpenConnectionAsync(cancellation);
        return await connection.QuerySingleOrDefaultAsync<Period>(Read, new { questionnaire, major });
    }

    /// <summary>Begins a period: every counter that it can ever have is born, with its noise, in one transaction.</summary>
    /// <remarks>
    /// When another process was quicker its period is the one that counts, and the noise drawn here was never seen.
    /// A true count never exists on disk, and nothing draws noise for these counters again.
    /// </remarks>
    public async Task BeginAsync(string questionnaire, int major, Quarter quarter, bool synthetic, Vocabulary vocabulary, CancellationToken cancellation)
    {
        const string AddStratum = """
            insert into stratum (id, questionnaire, major, first_quarter, last_quarter, rho, gates, synthetic)
            values (@Id, @questionnaire, @major, @Quarter, @Quarter, @Rho, 0, @Synthetic)
            on conflict do nothing
            """;
        var id = Period.IdOf(questionnaire, major, quarter, synthetic);
        var counters = new ValueRows([.. vocabulary.Cells.Select(cell => (cell.Key, CounterStore.Zero + BirthNoise(vocabulary, cell.Block)))]);
        var addCounters = $"insert into counter (stratum, cell, value) select @id, born.column1, born.column2 from (values {counters.Sql()}) as born";
        await using var connection = await source.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        var isNew = await connection.ExecuteAsync(
            AddStratum,
            new { Id = id, questionnaire, major, Quarter = quarter.ToString(), Rho = policy.Rho.ToString(), Synthetic = synthetic ? 1 : 0 },
            transaction);
        if (isNew == 0) return;
        await connection.ExecuteAsync(addCounters, counters.Parameters(new { id }), transaction);
        await transaction.CommitAsync(cancellation);
    }

    /// <summary>Throws an open period away, counters and all. Whoever suspects abuse can do this; nobody can edit one.</summary>
    /// <returns>Whether there was such a period.</returns>
    public async Task<bool> DiscardAsync(string id, CancellationToken cancellation)
    {
        await using var connection = await source.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        var found = await DeleteAsync(connection, transaction, id);
        await transaction.CommitAsync(cancellation);
        return found;
    }

    /// <summary>Holds a period against every other process until the transaction ends.</summary>
    /// <remarks>Whoever changes counters holds their period first, and several in the order of their ids, so nobody waits for each other.</remarks>
    /// <returns>False when it is not open any more.</returns>
    public static async Task<bool> HoldAsync(DbConnection connection, DbTransaction transaction, string id)
    {
        const string Touch = "update stratum set gates = gates where id = @id";
        return await connection.ExecuteAsync(Touch, new { id }, transaction) == 1;
    }

    /// <summary>Holds a period if it is still as it was read; another process may have closed it meanwhile.</summary>
    public static async Task<bool> HoldUnchangedAsync(DbConnection connection, DbTransaction transaction, Period period)
    {
        const string Touch = "update stratum set gates = gates where id = @Id and last_quarter = @LastQuarter and gates = @Gates";
        return await connection.ExecuteAsync(Touch, new { period.Id, period.LastQuarter, period.Gates }, transaction) == 1;
    }

    /// <summary>Deletes a period and its counters, as a part of something larger.</summary>
    public static async Task<bool> DeleteAsync(DbConnection connection, DbTransaction transaction, string id)
    {
        const string DeleteCounters = "delete from counter where stratum = @id";
        const string DeleteStratum = "delete from stratum where id = @id";
        await connection.ExecuteAsync(DeleteCounters, new { id }, transaction);
        return await connection.ExecuteAsync(DeleteStratum, new { id }, transaction) > 0;
    }

    private long BirthNoise(Vocabulary vocabulary, Block block) =>
        (long)noise.Sample(policy.Variance(block, vocabulary.SquaredSensitivity(block)));
}
