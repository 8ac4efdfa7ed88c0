using System.Data.Common;
using Dapper;
using Microsoft.Data.Sqlite;

namespace KetamineScreening.Api.Store;

/// <summary>The few differences between the databases. All other SQL is the same text for both.</summary>
internal static class Databases
{
    /// <summary>SQLite, the default: one file on one machine.</summary>
    public const string Sqlite = "sqlite";

    /// <summary>PostgreSQL, for several machines.</summary>
    public const string PostgreSql = "postgresql";

    private const int NotADatabase = 26;
    private const int Corrupt = 11;

    // SQLITE_ERROR, SQLITE_CONSTRAINT, SQLITE_MISMATCH, SQLITE_MISUSE and SQLITE_RANGE.
    private static readonly int[] WrongStatements = [1, 19, 20, 21, 25];

    // SQLITE_PERM, SQLITE_READONLY and SQLITE_AUTH.
    private static readonly int[] Denials = [3, 8, 23];

    // Classes of SQLSTATE: invalid data, violated constraints, syntax and missing objects.
    private static readonly string[] WrongStatementClasses = ["22", "23", "42"];

    // SQLSTATE: insufficient privilege, refused login (two), no such database, no schema that the role may use.
    private static readonly string[] DeniedStates = ["42501", "28000", "28P01", "3D000", "3F000"];

    // Key of the advisory lock: the letters KSCR, as in the header of the SQLite file.
    private const long Lock = SqliteDataSource.ApplicationId;

    /// <summary>Makes the data source of a database. It connects later.</summary>
    /// <param name="provider">The database.</param>
    /// <param name="connectionString">Its connection string.</param>
    /// <param name="allowUnencrypted">Whether connections to PostgreSQL on another host may be without TLS.</param>
    /// <exception cref="StoreRefusedException">The connection string names no database that can keep a store.</exception>
    /// <exception cref="ArgumentException">The connection string is malformed.</exception>
    public static DbDataSource Open(string provider, string connectionString, bool allowUnencrypted = false) => provider == PostgreSql
        ? PostgresDataSource.Of(connectionString, allowUnencrypted)
        : new SqliteDataSource(connectionString);

    /// <summary>Makes other processes wait with migrations, and with the begin of periods, until the transaction ends.</summary>
    public static async Task LockStoreAsync(DbConnection connection, DbTransaction transaction)
    {
        // SQLite has a single writer.
        if (connection is SqliteConnection) return;
        await connection.ExecuteAsync($"select pg_advisory_xact_lock({Lock})", transaction: transaction);
    }

    /// <summary>Names of all tables of the current schema.</summary>
    public static async Task<IReadOnlySet<string>> TablesAsync(DbConnection connection, DbTransaction? transaction)
    {
        const string OfSqlite = "select name from sqlite_master where type = 'table'";
        // information_schema leaves out the tables on which the role has no right.
        const string OfPostgres = """
            select relname::text from pg_class join pg_namespace on pg_namespace.oid = relnamespace
            where nspname = current_schema() and relkind in ('r', 'p')
            """;
        var sql = connection is SqliteConnection ? OfSqlite : OfPostgres;
        return (await connection.QueryAsync<string>(sql, transaction: transaction)).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>Returns the space of deleted rows, so that the files do not contain them and do not grow.</summary>
    public static async Task ReclaimAsync(DbDataSource source, CancellationToken cancellation)
    {
        await using var connection = await source.OpenConnectionAsync(cancellation);
        await using var command = connection.CreateCommand();
        command.CommandText = connection is SqliteConnection ? "vacuum" : "vacuum full period";
        await command.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>Whether a statement or its data is wrong, so that the same statement fails again on a working database.</summary>
    public static bool IsWrongStatement(DbException failure) => failure is SqliteException sqlite
        ? WrongStatements.Contains(sqlite.SqliteErrorCode)
        : failure.SqlState is { Length: 5 } state && WrongStatementClasses.Contains(state[..2]) && !IsDenied(failure);

    /// <summary>Whether a right, a login or a database is missing, so that the failure lasts until an operator acts.</summary>
    public static bool IsDenied(DbException failure) => failure is SqliteException sqlite
        ? Denials.Contains(sqlite.SqliteErrorCode)
        : DeniedStates.Contains(failure.SqlState);

    /// <summary>Whether a failure means that a file is damaged or not a database.</summary>
    public static bool IsDamage(SqliteException failure) => failure.SqliteErrorCode is NotADatabase or Corrupt;
}
