using System.Data.Common;
using Dapper;
using KetamineScreening.Api.Store;
using KetamineScreening.Domain.Aggregates;
using KetamineScreening.Domain.Aggregates.Noise;

namespace KetamineScreening.Api.Periods;

/// <summary>The stored open periods: all SQL that begins, reads, locks and deletes them.</summary>
internal sealed class PeriodStore(DbDataSource source, NoisePolicy policy, DiscreteGaussian noise)
{
    private const string Columns = """
        id as "Id", questionnaire as "Questionnaire", major as "Major", first_quarter as "FirstQuarter",
        last_quarter as "LastQuarter", rho as "Rho", gates as "Gates", synthetic as "Synthetic"
        """;

    /// <summary>All open periods, ordered by id.</summary>
    public async Task<IReadOnlyList<Period>> ListAsync(CancellationToken cancellation)
    {
        const string Read = $"select {Columns} from stratum order by id";
        await using var connection = await source.OpenConnectionAsync(cancellation);
        return [.. await connection.QueryAsync<Period>(Read)];
    }

    /// <summary>The open period of a major version of a questionnaire; null when there is none.</summary>
    public async Task<Period?> FindAsync(string questionnaire, int major, CancellationToken cancellation)
    {
        const string Read = $"select {Columns} from stratum where questionnaire = @questionnaire and major = @major";
        await using var connection = await source.OpenConnectionAsync(cancellation);
        return await connection.QuerySingleOrDefaultAsync<Period>(Read, new { questionnaire, major });
    }

    /// <summary>Begins a period: creates all of its counters with their initial noise in one transaction.</summary>
    /// <remarks>
    /// When another process has already begun the period, the noise drawn here is discarded unseen. A true count is never on
    /// disk, and initial noise is drawn only once for each counter.
    /// </remarks>
    public async Task BeginAsync(
        string questionnaire, int major, Quarter quarter, bool synthetic, Vocabulary vocabulary, CancellationToken cancellation)
    {
        const string AddPeriod = """
            insert into stratum (id, questionnaire, major, first_quarter, last_quarter, rho, gates, synthetic)
            values (@Id, @questionnaire, @major, @Quarter, @Quarter, @Rho, 0, @Synthetic)
            on conflict do nothing
            """;
        var id = Period.IdOf(questionnaire, major, quarter, synthetic);
        var counters = new ValueRows(
            [.. vocabulary.Cells.Select(cell => (cell.Key, CounterStore.Zero + InitialNoise(vocabulary, cell.Block)))]);
        var addCounters =
            $"insert into counter (stratum, cell, value) select @id, born.column1, born.column2 from (values {counters.Sql()}) as born";
        await using var connection = await source.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        var isNew = await connection.ExecuteAsync(
            AddPeriod,
            new { Id = id, questionnaire, major, Quarter = quarter.ToString(), Rho = policy.Rho.ToString(), Synthetic = synthetic ? 1 : 0 },
            transaction);
        if (isNew == 0) return;
        await connection.ExecuteAsync(addCounters, counters.Parameters(new { id }), transaction);
        await transaction.CommitAsync(cancellation);
    }

    /// <summary>Deletes an open period and its counters, after suspected abuse. No operation edits counters.</summary>
    /// <returns>Whether the period existed.</returns>
    public async Task<bool> DiscardAsync(string id, CancellationToken cancellation)
    {
        await using var connection = await source.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        var found = await DeleteAsync(connection, transaction, id);
        await transaction.CommitAsync(cancellation);
        return found;
    }

    /// <summary>Locks a period against other processes until the transaction ends.</summary>
    /// <remarks>
    /// A transaction must lock a period before it changes the counters of the period. It must lock several periods in the
    /// order of their ids, so that two transactions cannot deadlock.
    /// </remarks>
    /// <returns>False when the period is no longer open.</returns>
    public static async Task<bool> LockAsync(DbConnection connection, DbTransaction transaction, string id)
    {
        const string Touch = "update stratum set gates = gates where id = @id";
        return await connection.ExecuteAsync(Touch, new { id }, transaction) == 1;
    }

    /// <summary>Locks a period like <see cref="LockAsync"/>.</summary>
    /// <returns>False when another process has closed or extended the period since it was read.</returns>
    public static async Task<bool> LockUnchangedAsync(DbConnection connection, DbTransaction transaction, Period period)
    {
        const string Touch = "update stratum set gates = gates where id = @Id and last_quarter = @LastQuarter and gates = @Gates";
        return await connection.ExecuteAsync(Touch, new { period.Id, period.LastQuarter, period.Gates }, transaction) == 1;
    }

    /// <summary>Deletes a period and its counters as part of a transaction.</summary>
    /// <returns>Whether the period existed.</returns>
    public static async Task<bool> DeleteAsync(DbConnection connection, DbTransaction transaction, string id)
    {
        const string DeleteCounters = "delete from counter where stratum = @id";
        const string DeletePeriod = "delete from stratum where id = @id";
        await connection.ExecuteAsync(DeleteCounters, new { id }, transaction);
        return await connection.ExecuteAsync(DeletePeriod, new { id }, transaction) > 0;
    }

    private long InitialNoise(Vocabulary vocabulary, Block block) =>
        (long)noise.Sample(policy.Variance(block, vocabulary.SquaredSensitivity(block)));
}
