using System.Data.Common;
using Dapper;
using KetamineScreening.Domain.Aggregates;
using KetamineScreening.Domain.Aggregates.Noise;

namespace KetamineScreening.Api.Periods;

/// <summary>The stored open periods: all SQL that begins, reads, changes and deletes them.</summary>
/// <remarks>A transaction that changes several periods does so in the order of their ids, so that two transactions cannot deadlock.</remarks>
internal sealed class PeriodStore(DbDataSource source, PeriodKeys keys, DiscreteGaussian noise)
{
    private const string Columns = """
        id as "Id", questionnaire as "Questionnaire", major as "Major", span as "Span", policy as "Policy", synthetic as "Synthetic"
        """;

    /// <summary>All open periods, ordered by id.</summary>
    public async Task<IReadOnlyList<Period>> ListAsync(CancellationToken cancellation)
    {
        const string Read = $"select {Columns} from period order by id";
        await using var connection = await source.OpenConnectionAsync(cancellation);
        return [.. (await connection.QueryAsync<Period>(Read)).OrderBy(period => period.Id, StringComparer.Ordinal)];
    }

    /// <summary>Begins a period, unless it is open or was released.</summary>
    /// <remarks>
    /// All counters get their initial noise before the first screening, and the key is made under the lock of the new row. A true
    /// count is never on disk, and initial noise is drawn only once.
    /// </remarks>
    public async Task BeginAsync(
        string questionnaire,
        int major,
        CalendarPeriod span,
        bool synthetic,
        NoisePolicy policy,
        Vocabulary vocabulary,
        CancellationToken cancellation)
    {
        const string Add = """
            insert into period (id, questionnaire, major, span, policy, synthetic, commits, counters)
            select @Id, @questionnaire, @major, @Span, @Policy, @Synthetic, 0, @Empty
            where not exists (select 1 from release where id = @Id)
            on conflict do nothing
            """;
        const string Fill = "update period set counters = @Counters where id = @Id";
        var id = Period.IdOf(questionnaire, major, span, synthetic);
        var stored = PeriodPolicy.Of(policy, vocabulary).ToJson();
        await using var connection = await source.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        var row = new
        {
            Id = id, questionnaire, major, Span = span.ToString(), Policy = stored, Synthetic = synthetic ? 1 : 0, Empty = Array.Empty<byte>(),
        };
        if (await connection.ExecuteAsync(Add, row, transaction) == 0) return;
        using var counters = new PinnedCounters(vocabulary.Cells.Length);
        for (var cell = 0; cell < vocabulary.Cells.Length; cell++)
        {
            var block = vocabulary.Cells[cell].Block;
            counters.Values[cell] = (long)noise.Sample(policy.Variance(block, vocabulary.SquaredSensitivity(block)));
        }

        var value = SealedCounters.Seal(keys.Create(id, stored), commit: 0, counters.Values);
        await connection.ExecuteAsync(Fill, new { Id = id, Counters = value }, transaction);
        await transaction.CommitAsync(cancellation);
    }

    /// <summary>Checks that every open period can be read with the keys at hand. Changes nothing.</summary>
    /// <exception cref="PeriodUnreadableException">A period cannot be read.</exception>
    public async Task EnsureReadableAsync(CancellationToken cancellation)
    {
        const string Read = """select id as "Id", policy as "Policy", commits as "Commits", counters as "Counters" from period order by id""";
        await using var connection = await source.OpenConnectionAsync(cancellation);
        foreach (var row in await connection.QueryAsync<SealedRow>(Read)) Open(row, row.Commits).Dispose();
    }

    /// <summary>Adds to the counters of a period and rewrites them, as part of a transaction.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="transaction">The transaction.</param>
    /// <param name="period">Id of the period.</param>
    /// <param name="add">Adds to the counters, in the order of the layout of the policy.</param>
    /// <returns>False when the period is no longer open.</returns>
    public async Task<bool> RewriteAsync(DbConnection connection, DbTransaction transaction, string period, Action<PeriodPolicy, Span<long>> add)
    {
        const string Write = "update period set counters = @Value where id = @period";
        if (await LockAsync(connection, transaction, period) is not { } row) return false;
        using var counters = Open(row, row.Commits - 1);
        add(PeriodPolicy.Parse(row.Policy), counters.Values);
        var value = SealedCounters.Seal(keys.Of(period, row.Policy), row.Commits, counters.Values);
        await connection.ExecuteAsync(Write, new { period, Value = value }, transaction);
        return true;
    }

    /// <summary>Reads the counters of a period and deletes it, as part of the transaction that releases it.</summary>
    /// <returns>The counters; null when the period is no longer open.</returns>
    public async Task<PinnedCounters?> TakeAsync(DbConnection connection, DbTransaction transaction, string period)
    {
        if (await LockAsync(connection, transaction, period) is not { } row) return null;
        var counters = Open(row, row.Commits - 1);
        await DeleteAsync(connection, transaction, period);
        return counters;
    }

    /// <summary>Deletes an open period and its key, after suspected abuse. No operation edits counters.</summary>
    /// <returns>Whether the period existed.</returns>
    public async Task<bool> DiscardAsync(string period, CancellationToken cancellation)
    {
        await using var connection = await source.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        var found = await DeleteAsync(connection, transaction, period);
        await transaction.CommitAsync(cancellation);
        if (found) keys.Delete(period);
        return found;
    }

    // The update locks the row against other processes until the transaction ends.
    private static async Task<SealedRow?> LockAsync(DbConnection connection, DbTransaction transaction, string period)
    {
        const string Lock = """
            update period set commits = commits + 1 where id = @period
            returning id as "Id", policy as "Policy", commits as "Commits", counters as "Counters"
            """;
        return await connection.QuerySingleOrDefaultAsync<SealedRow>(Lock, new { period }, transaction);
    }

    private static async Task<bool> DeleteAsync(DbConnection connection, DbTransaction transaction, string period)
    {
        const string Delete = "delete from period where id = @period";
        return await connection.ExecuteAsync(Delete, new { period }, transaction) > 0;
    }

    private PinnedCounters Open(SealedRow row, long commit) =>
        SealedCounters.Open(keys.Of(row.Id, row.Policy), row.Counters, commit, row.Id);

    private sealed record SealedRow
    {
        public required string Id { get; init; }

        public required string Policy { get; init; }

        public required long Commits { get; init; }

        public required byte[] Counters { get; init; }
    }
}
