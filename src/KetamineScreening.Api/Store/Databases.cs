using System.Data.Common;
using Dapper;
using Microsoft.Data.Sqlite;

namespace KetamineScreening.Api.Store;

/// <summary>The few things in which the databases differ; all other SQL is the same text for both.</summary>
internal static class Databases
{
    /// <summary>The default: one file, one machine.</summary>
    public const string Sqlite = "sqlite";

    /// <summary>For several machines.</summary>
    public const string PostgreSql = "postgresql";

    private const int NotADatabase = 26;
    private const int Corrupt = 11;

    // Any number does that nobody else uses on this database: the letters KSCR, as in the header of an SQLite file.
    private const long Lock = SqliteDataSource.ApplicationId;

    /// <summary>A source of connections.</summary>
    /// <exception cref="ArgumentException">The connection string cannot be used.</exception>
    public static DbDataSource Open(string provider, string connectionString) =>
        provider == PostgreSql ? PostgresDataSource.Of(connectionString) : new SqliteDataSource(connectionString);

    /// <summary>Lets only one process at a time change the schema.</summary>
    public static async Task LockSchemaAsync(DbConnection connection, DbTransaction transaction)
    {
        // SQLite has one writer at a time anyway.
        if (connection is not SqliteConnection) await connection.ExecuteAsync($"select pg_advisory_xact_lock({Lock})", transaction: transaction);
    }

    /// <summary>Whether a database that has no log of migrations has tables nevertheless, and so is of something else.</summary>
    public static async Task<bool> IsForeignAsync(DbConnection connection, DbTransaction transaction)
    {
        // A file says whose it is in its header, which was looked at before.
        if (connection is SqliteConnection) return false;
        const string Tables = "select table_name from information_schema.tables where table_schema = current_schema() and table_type = 'BASE TABLE'";
        var tables = (await connection.QueryAsync<string>(Tables, transaction: transaction)).ToHashSet(StringComparer.Ordinal);
        return tables.Count > 0 && !tables.Contains("migration");
    }

    /// <summary>Gives back the room of what was deleted, so that the files hold nothing of it and do not grow.</summary>
    public static async Task ReclaimAsync(DbDataSource source, CancellationToken cancellation)
    {
        await using var connection = await source.OpenConnectionAsync(cancellation);
        await using var command = connection.CreateCommand();
        command.CommandText = connection is SqliteConnection ? "vacuum" : "vacuum full counter";
        await command.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>Whether a failure says that a file is no database, or a damaged one.</summary>
    public static bool IsDamage(SqliteException failure) => failure.SqliteErrorCode is NotADatabase or Corrupt;
}
