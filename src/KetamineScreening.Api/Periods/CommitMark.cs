using System.Data.Common;
using System.Security.Cryptography;
using Dapper;

namespace KetamineScreening.Api.Periods;

/// <summary>Lets a writer find out whether a commit succeeded when the connection broke before the outcome arrived.</summary>
/// <remarks>
/// Every transaction of a writer stores a new random mark. On a retry the stored mark tells whether the earlier attempt was
/// committed. A number shared by all writers could not tell whose commit succeeded.
/// </remarks>
internal sealed class CommitMark
{
    private readonly string writer = Guid.NewGuid().ToString("N");
    private long settled = Random();
    private long next = Random();

    /// <summary>Stores the next mark as part of a transaction.</summary>
    /// <returns>False when an earlier attempt of the same transaction was committed, so there is nothing left to do.</returns>
    public async Task<bool> TryMoveAsync(DbConnection connection, DbTransaction transaction)
    {
        const string Move = """
            insert into writer (id, mark) values (@writer, @next)
            on conflict (id) do update set mark = @next where writer.mark = @settled
            """;
        const string Read = "select mark from writer where id = @writer";
        const string Force = "update writer set mark = @next where id = @writer";
        if (await connection.ExecuteAsync(Move, new { writer, next, settled }, transaction) > 0) return true;
        if (await connection.ExecuteScalarAsync<long>(Read, new { writer }, transaction) == next) return false;

        // The stored mark is neither the settled one nor the next one: an older copy of the store was restored.
        await connection.ExecuteAsync(Force, new { writer, next }, transaction);
        return true;
    }

    /// <summary>Records that the transaction is known to be committed. The next transaction gets a new mark.</summary>
    public void Settle() => (settled, next) = (next, Random());

    /// <summary>Deletes the row of a writer that has nothing more to commit, so that the store does not grow with every restart.</summary>
    public async Task ForgetAsync(DbDataSource source, CancellationToken cancellation)
    {
        const string Forget = "delete from writer where id = @writer";
        await using var connection = await source.OpenConnectionAsync(cancellation);
        await connection.ExecuteAsync(Forget, new { writer });
    }

    // Bit 62 is always set, so that SQLite stores every mark in eight bytes and a row never changes its size.
    private static long Random() => BitConverter.ToInt64(RandomNumberGenerator.GetBytes(sizeof(long))) & long.MaxValue | 1L << 62;
}
