using System.Data.Common;
using System.Globalization;
using Dapper;
using Microsoft.Data.Sqlite;

namespace KetamineScreening.Api.Store;

/// <summary>Brings the store to the current schema, and refuses a database that is not this service's own.</summary>
/// <remarks>The writer does this in its first turn, or in a later one if the store is unavailable.</remarks>
internal sealed class StoreMigrations(DbDataSource source)
{
    private const string ReadLog = "select number from migration order by number";

    private volatile bool isDone;

    /// <summary>Whether the store has the current schema.</summary>
    public bool IsDone => isDone;

    /// <summary>Applies the migrations that are missing. Does nothing after it has succeeded once.</summary>
    /// <exception cref="StoreRefusedException">
    /// The database is damaged, belongs to another application, was made by a newer version, or lacks migrations that the role must not
    /// apply. It is not changed.
    /// </exception>
    /// <exception cref="DbException">The database cannot be reached.</exception>
    public async Task EnsureAsync(CancellationToken cancellation)
    {
        if (isDone) return;
        EnsureOwnDatabase();
        (source as SqliteDataSource)?.Create();
        await using var connection = await source.OpenConnectionAsync(cancellation);
        // A role that may only read and change rows must not even lock or create tables that exist already.
        if ((await MissingAsync(connection, transaction: null)).Count > 0) await MigrateAsync(connection, cancellation);
        isDone = true;
    }

    /// <summary>Reads what kind of database an SQLite file is, without changing it.</summary>
    /// <exception cref="StoreRefusedException">
    /// The database is damaged, belongs to another application, or was made by a newer version.
    /// </exception>
    public void EnsureOwnDatabase()
    {
        if (source is not SqliteDataSource file || !File.Exists(file.File) || new FileInfo(file.File).Length == 0) return;
        try
        {
            using var connection = file.OpenUnchanged();
            if (connection.ExecuteScalar<long>("pragma application_id") != SqliteDataSource.ApplicationId)
            {
                throw new StoreRefusedException(
                    $"The file {file.File} is a database of something else. It was left as it is; "
                    + "choose another file in Store:ConnectionString.");
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
            // The file cannot be read now. The next attempt to write finds out what it is.
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
        new($"The file {file.File} is not a database, or is damaged. It was left as it is; restore a copy, or choose another file "
            + "in Store:ConnectionString.");

    /// <summary>Whether a failure means that the store is unavailable and may recover, not that a statement or its data is wrong.</summary>
    public static bool IsTransient(Exception failure) => failure switch
    {
        DbException database => !Databases.IsWrongStatement(database),
        _ => failure is IOException or UnauthorizedAccessException or StoreRefusedException,
    };

    /// <summary>Whether a failure lasts until an operator acts: a missing right or login, or a database that must not be used.</summary>
    public static bool NeedsOperator(Exception failure) => failure is DbException database
        ? Databases.IsDenied(database)
        : failure is UnauthorizedAccessException or StoreRefusedException;

    private static async Task MigrateAsync(DbConnection connection, CancellationToken cancellation)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await Databases.LockStoreAsync(connection, transaction);
        // Another node may have applied them before the lock.
        var missing = await MissingAsync(connection, transaction);
        try
        {
            await ApplyAsync(missing, connection, transaction);
        }
        catch (DbException failure) when (connection is not SqliteConnection && Databases.IsDenied(failure))
        {
            throw new StoreRefusedException(
                $"The store lacks {string.Join(", ", missing.Select(migration => migration.Name))}, and the role of "
                + "Store:ConnectionString must not change its schema. Run the command 'migrate' with a role that owns the schema. "
                + failure.Message);
        }

        await transaction.CommitAsync(cancellation);
    }

    /// <exception cref="StoreRefusedException">The database belongs to another application, or was made by a newer version.</exception>
    private static async Task<IReadOnlyList<Migration>> MissingAsync(DbConnection connection, DbTransaction? transaction)
    {
        IReadOnlyList<long> applied = [];
        var tables = await Databases.TablesAsync(connection, transaction);
        if (tables.Contains("migration"))
        {
            applied = [.. await connection.QueryAsync<long>(ReadLog, transaction: transaction)];
            RefuseNewer(applied);
        }
        else if (tables.Count > 0 && connection is not SqliteConnection)
        {
            // The header of an SQLite file names its program, and was checked before.
            throw new StoreRefusedException(
                "The database holds tables of something else. It was left as it is; choose another one in Store:ConnectionString.");
        }

        return [.. Migration.All().Where(migration => !applied.Contains(migration.Number) && migration.IsFor(connection))];
    }

    private static async Task ApplyAsync(IReadOnlyList<Migration> missing, DbConnection connection, DbTransaction transaction)
    {
        const string CreateLog = "create table if not exists migration (number bigint not null primary key, name text not null)";
        const string AddToLog = "insert into migration (number, name) values (@Number, @Name)";
        if (missing.Count == 0) return;
        await connection.ExecuteAsync(CreateLog, transaction: transaction);
        foreach (var migration in missing)
        {
            await connection.ExecuteAsync(migration.Sql, transaction: transaction);
            await connection.ExecuteAsync(AddToLog, new { migration.Number, migration.Name }, transaction);
        }
    }

    /// <summary>A numbered change of the schema; once published it is never edited.</summary>
    private sealed record Migration(long Number, string Name, string Sql)
    {
        // A migration for one database has the name of the database at its end.
        public bool IsFor(DbConnection connection) =>
            connection is not SqliteConnection || !Name.EndsWith("." + Databases.PostgreSql, StringComparison.Ordinal);

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

/// <summary>The database must not be used.</summary>
/// <param name="message">Why, and what to do.</param>
internal class StoreRefusedException(string message) : Exception(message);
