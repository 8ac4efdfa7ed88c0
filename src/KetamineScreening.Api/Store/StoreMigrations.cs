using System.Data.Common;
using System.Globalization;
using Dapper;
using Microsoft.Data.Sqlite;

namespace KetamineScreening.Api.Store;

/// <summary>Brings the store to the present schema when the writer takes its first turn, or later if it is away then; refuses a store that is not ours.</summary>
internal sealed class StoreMigrations(DbDataSource source)
{
    private const string ReadLog = "select number from migration order by number";

    private volatile bool isDone;

    /// <summary>Does what is left to do; nothing, once it was done.</summary>
    /// <exception cref="StoreRefusedException">The store is not ours, damaged, or of a newer version; it is left as it is.</exception>
    /// <exception cref="DbException">The store is away.</exception>
    public async Task EnsureAsync(CancellationToken cancellation)
    {
        if (isDone) return;
        RefuseForeign();
        (source as SqliteDataSource)?.Create();
        await using var connection = await source.OpenConnectionAsync(cancellation);
        await MigrateAsync(connection, cancellation);
        isDone = true;
    }

    /// <summary>Looks at the store without changing it.</summary>
    /// <exception cref="StoreRefusedException">The store is not ours, damaged, or of a newer version.</exception>
    public void RefuseForeign()
    {
        if (source is not SqliteDataSource file || !File.Exists(file.File) || new FileInfo(file.File).Length == 0) return;
        try
        {
            using var connection = file.OpenUnchanged();
            if (connection.ExecuteScalar<long>("pragma application_id") != SqliteDataSource.ApplicationId)
            {
                throw new StoreRefusedException($"The file {file.File} is a database of something else. It was left as it is; choose another file in Store:ConnectionString.");
            }

            if (connection.ExecuteScalar<string>("pragma quick_check(1)") is var check && check != "ok") throw Damaged(file);
            var isMigrated = connection.ExecuteScalar<long>("select count(*) from sqlite_master where name = 'migration'") > 0;
            if (isMigrated) RefuseNewer(connection.Query<long>(ReadLog));
        }
        catch (SqliteException failure) when (Databases.IsDamage(failure))
        {
            throw Damaged(file);
        }
        catch (SqliteException)
        {
            // It cannot be looked at now; that is for later to find out.
        }
    }

    private static void RefuseNewer(IEnumerable<long> applied)
    {
        if (applied.Except(Migration.All().Select(migration => migration.Number)).Any())
        {
            throw new StoreRefusedException("The store was made by a newer version of this service. It was left as it is.");
        }
    }

    private static StoreRefusedException Damaged(SqliteDataSource file) =>
        new($"The file {file.File} is not a database, or is damaged. It was left as it is; restore a copy, or choose another file in Store:ConnectionString.");

    /// <summary>Whether a failure means that the store cannot be used now, and may be later.</summary>
    public static bool IsAway(Exception failure) => failure is DbException or IOException or UnauthorizedAccessException or StoreRefusedException;

    private static async Task MigrateAsync(DbConnection connection, CancellationToken cancellation)
    {
        const string CreateLog = "create table if not exists migration (number bigint not null primary key, name text not null)";
        const string AddToLog = "insert into migration (number, name) values (@Number, @Name)";

        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await Databases.LockSchemaAsync(connection, transaction);
        if (await Databases.IsForeignAsync(connection, transaction))
        {
            throw new StoreRefusedException("The database holds tables of something else. It was left as it is; choose another one in Store:ConnectionString.");
        }

        await connection.ExecuteAsync(CreateLog, transaction: transaction);
        var applied = (await connection.QueryAsync<long>(ReadLog, transaction: transaction)).ToHashSet();
        RefuseNewer(applied);
        foreach (var migration in Migration.All().Where(migration => !applied.Contains(migration.Number) && migration.IsFor(connection)))
        {
            await connection.ExecuteAsync(migration.Sql, transaction: transaction);
            await connection.ExecuteAsync(AddToLog, new { migration.Number, migration.Name }, transaction);
        }

        await transaction.CommitAsync(cancellation);
    }

    /// <summary>A numbered change of the schema; once published it is never edited.</summary>
    private sealed record Migration(long Number, string Name, string Sql)
    {
        // The few that are for one database say so in their name.
        public bool IsFor(DbConnection connection) => connection is not SqliteConnection || !Name.EndsWith("." + Databases.PostgreSql, StringComparison.Ordinal);

        public static IReadOnlyList<Migration> All()
        {
            const string Folder = "migrations/";
            var assembly = typeof(Migration).Assembly;
            return [.. assembly.GetManifestResourceNames()
                .Where(name => name.StartsWith(Folder, StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
                .Select(resource =>
                {
                    using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
                    var name = Path.GetFileNameWithoutExtension(resource[Folder.Length..]);
                    return new Migration(long.Parse(name.Split('_')[0], CultureInfo.InvariantCulture), name, reader.ReadToEnd());
                })];
        }
    }
}

/// <summary>The store must not be used.</summary>
/// <param name="message">Why, and what to do.</param>
internal sealed class StoreRefusedException(string message) : Exception(message);
