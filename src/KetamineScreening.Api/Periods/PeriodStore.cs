using System.Data.Common;
using Dapper;
using KetamineScreening.Api.Releases;
using KetamineScreening.Api.Store;
using KetamineScreening.Domain.Aggregates;

namespace KetamineScreening.Api.Periods;

/// <summary>The stored open periods: all SQL that begins, reads, changes and deletes them.</summary>
internal sealed class PeriodStore(DbDataSource source, PeriodKeys keys)
{
    private const string Columns = """
        id as "Id", questionnaire as "Questionnaire", major as "Major", span as "Span", rho as "Rho", profile as "Profile",
        layout as "Layout", ring as "Ring", synthetic as "Synthetic"
        """;

    /// <summary>All open periods, in ordinal order of their ids.</summary>
    public async Task<IReadOnlyList<Period>> ListAsync(CancellationToken cancellation)
    {
        const string Read = $"select {Columns} from period";
        await using var connection = await source.OpenConnectionAsync(cancellation);
        return InOrder(await connection.QueryAsync<Period>(Read));
    }

    /// <summary>
    /// Begins a period, unless another period or a release of the same major version covers any of its days. Only one node begins it.
    /// </summary>
    /// <param name="period">The period.</param>
    /// <param name="counters">The initial noise of its counters.</param>
    /// <param name="cancellation">Cancels the operation.</param>
    /// <returns>Whether it began.</returns>
    public async Task<bool> BeginAsync(Period period, PinnedCounters counters, CancellationToken cancellation)
    {
        const string ReadSpans = """
            select span from period where questionnaire = @Questionnaire and major = @Major and synthetic = @Synthetic
            """;
        const string Add = """
            insert into period (id, questionnaire, major, span, rho, profile, layout, ring, synthetic, commits, counters)
            values (@Id, @Questionnaire, @Major, @Span, @Rho, @Profile, @Layout, @Ring, @Synthetic, 0, @value)
            """;
        await using var connection = await source.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await Databases.LockStoreAsync(connection, transaction);
        var open = await connection.QueryAsync<string>(ReadSpans, period, transaction);
        var released = await ReleaseStore.DaysAsync(connection, transaction, period.Questionnaire, period.Major, period.IsSynthetic);
        var days = open.Select(CalendarPeriod.Parse).Select(span => (span.FirstDay, span.LastDay)).Concat(released);
        if (days.Any(taken => period.Calendar.Overlaps(taken.Item1, taken.Item2))) return false;
        keys.Create(period);
        try
        {
            var parameters = new DynamicParameters(period);
            parameters.Add("value", SealedCounters.Seal(keys.Of(period), commit: 0, counters.Values));
            await connection.ExecuteAsync(Add, parameters, transaction);
        }
        catch
        {
            keys.Delete(period);
            throw;
        }

        await transaction.CommitAsync(cancellation);
        return true;
    }

    /// <summary>Checks that the counters of a period can be read with the keys at hand. Changes nothing.</summary>
    /// <exception cref="PeriodUnreadableException">They cannot be read.</exception>
    public async Task EnsureReadableAsync(Period period, CancellationToken cancellation)
    {
        const string Read = """select commits as "Commits", counters as "Counters" from period where id = @Id""";
        await using var connection = await source.OpenConnectionAsync(cancellation);
        var stored = await connection.QuerySingleOrDefaultAsync<StoredCounters>(Read, period);
        if (stored is not null) Open(period, stored, stored.Commits).Dispose();
    }

    /// <summary>Changes the counters of a period and writes all of them again, as part of a transaction.</summary>
    /// <returns>False when the period is no longer open.</returns>
    public async Task<bool> RewriteAsync(DbConnection connection, DbTransaction transaction, Period period, Action<Span<long>> change)
    {
        const string Write = "update period set counters = @value where id = @Id";
        if (await LockAsync(connection, transaction, period) is not { } stored) return false;
        using var counters = Open(period, stored, stored.Commits - 1);
        change(counters.Values);
        var value = SealedCounters.Seal(keys.Of(period), stored.Commits, counters.Values);
        await connection.ExecuteAsync(Write, new { period.Id, value }, transaction);
        return true;
    }

    /// <summary>Reads the counters of a period and deletes it, as part of the transaction that releases it.</summary>
    /// <returns>The counters; null when the period is no longer open.</returns>
    public async Task<PinnedCounters?> TakeAsync(DbConnection connection, DbTransaction transaction, Period period)
    {
        if (await LockAsync(connection, transaction, period) is not { } stored) return null;
        var counters = Open(period, stored, stored.Commits - 1);
        await DeleteAsync(connection, transaction, period);
        return counters;
    }

    /// <summary>Deletes an open period and its key, for example after abuse. No operation changes single counters.</summary>
    /// <returns>Whether the period existed.</returns>
    public async Task<bool> DiscardAsync(string id, CancellationToken cancellation)
    {
        if ((await ListAsync(cancellation)).SingleOrDefault(period => period.Id == id) is not { } found) return false;
        await using (var connection = await source.OpenConnectionAsync(cancellation))
        {
            await using var transaction = await connection.BeginTransactionAsync(cancellation);
            if (!await DeleteAsync(connection, transaction, found)) return false;
            await transaction.CommitAsync(cancellation);
        }

        keys.Delete(found);
        return true;
    }

    // The update locks the row against other processes until the transaction ends. A ring other than the known one belongs to a period
    // that began again under the same id.
    private static async Task<StoredCounters?> LockAsync(DbConnection connection, DbTransaction transaction, Period period)
    {
        const string Lock = """
            update period set commits = commits + 1 where id = @Id and ring = @Ring
            returning commits as "Commits", counters as "Counters"
            """;
        return await connection.QuerySingleOrDefaultAsync<StoredCounters>(Lock, period, transaction);
    }

    private static async Task<bool> DeleteAsync(DbConnection connection, DbTransaction transaction, Period period)
    {
        const string Delete = "delete from period where id = @Id and ring = @Ring";
        return await connection.ExecuteAsync(Delete, period, transaction) > 0;
    }

    // Databases sort text in different orders.
    private static List<Period> InOrder(IEnumerable<Period> periods) => [.. periods.OrderBy(period => period.Id, StringComparer.Ordinal)];

    private PinnedCounters Open(Period period, StoredCounters stored, long commit) =>
        SealedCounters.Open(keys.Of(period), stored.Counters, commit, period.Id);

    private sealed record StoredCounters
    {
        public required long Commits { get; init; }

        public required byte[] Counters { get; init; }
    }
}
