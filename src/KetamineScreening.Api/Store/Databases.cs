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

    // Classes of SQLSTATE: invalid data, violated constraints, syntax and missing objects.
    private static readonly string[] WrongStatementClasses = ["22", "23", "42"];

    // Key of the advisory lock: the letters KSCR, as in the header of the SQLite file.
    private const long Lock = SqliteDataSource.ApplicationId;

    /// <summary>Makes the data source of a database. It connects later.</summary>
    /// <exception cref="ArgumentException">The connection string cannot be used.</exception>
    public static DbDataSource Open(string provider, string connectionString) =>
        provider == PostgreSql ? PostgresDataSource.Of(connectionString) : new SqliteDataSource(connectionString);

    /// <summary>Makes other processes wait with migrations, and with the begin of periods, until the transaction ends.</summary>
    public static async Task LockStoreAsync(DbConnection connection, DbTransaction transaction)
    {
        // SQLite has a single writer.
        if (connection is SqliteConnection) return;
        await connection.ExecuteAsync($"select pg_advisory_xact_lock({Lock})", transaction: transaction);
    }

    /// <summary>Whether a database without a log of migrations has tables, so that it belongs to another program.</summary>
    public static async Task<bool> IsForeignAsync(DbConnection connection, DbTransaction transaction)
    {
        // The header of an SQLite file names its program, and was checked before.
        if (connection is SqliteConnection) return false;
        const string Tables = """
            select table_name from information_schema.tables
            where table_schema = current_schema() and table_type = 'BASE TABLE'
            """;
        var tables = (await connection.QueryAsync<string>(Tables, transaction: transaction)).ToHashSet(StringComparer.Ordinal);
        return tables.Count > 0 && !tables.Contains("migration");
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
        : failure.SqlState is { Length: 5 } state && WrongStatementClasses.Contains(state[..2]);

    /// <summary>Whether a failure means that a file is damaged or not a database.</summary>
    public static bool IsDamage(SqliteException failure) => failure.SqliteErrorCode is NotADatabase or Corrupt;
}
