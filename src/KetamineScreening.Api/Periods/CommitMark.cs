using System.Data.Common;
using System.Security.Cryptography;
using Dapper;

namespace KetamineScreening.Api.Periods;

/// <summary>How a writer finds out, after a commit whose answer was lost, whether it took place.</summary>
/// <remarks>
/// A mark moves in the transaction that it marks. It is random and not a number that goes up: from a copy of the store
/// nobody can tell how often it moved, and so how many batches there were.
/// </remarks>
internal sealed class CommitMark
{
    private readonly string writer = Guid.NewGuid().ToString("N");
    private long settled = Random();
    private long next = Random();

    /// <summary>Moves the mark, as a part of a transaction.</summary>
    /// <returns>False when an earlier try was committed although its answer was lost: then there is nothing left to do.</returns>
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

        // Neither the last mark nor this one: somebody put an older copy of the store in its place.
        await connection.ExecuteAsync(Force, new { writer, next }, transaction);
        return true;
    }

    /// <summary>Says that the transaction is known to have been committed; the next one gets a mark of its own.</summary>
    public void Settle() => (settled, next) = (next, Random());

    /// <summary>Forgets the writer, which has nothing more to commit, so that the store does not grow with restarts.</summary>
    public async Task ForgetAsync(DbDataSource source, CancellationToken cancellation)
    {
        const string Forget = "delete from writer where id = @writer";
        await using var connection = await source.OpenConnectionAsync(cancellation);
        await connection.ExecuteAsync(Forget, new { writer });
    }

    // Of eight bytes, always, so that no row ever changes its length.
    private static long Random() => BitConverter.ToInt64(RandomNumberGenerator.GetBytes(sizeof(long))) & long.MaxValue | 1L << 62;
}
