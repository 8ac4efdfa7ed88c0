using System.Collections.Concurrent;
using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using KetamineScreening.Api.Store;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace KetamineScreening.Api.Tests.Store;

/// <summary>The database of a test: an SQLite file, or with <c>TEST_STORE=postgresql</c> a database of PostgreSQL.</summary>
/// <remarks>Tests with the trait <c>store: both</c> are run on both.</remarks>
public static class TestStore
{
    /// <summary>Which one it is.</summary>
    public static string Provider =>
        Environment.GetEnvironmentVariable("TEST_STORE") is { Length: > 0 } provider ? provider : Databases.Sqlite;

    private static readonly ConcurrentDictionary<string, string> Made = new();
    private static readonly Lazy<string> AllKeys = new(() =>
    {
        var folder = Directory.CreateTempSubdirectory("ketamine-screening-keys-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        return folder;
    });

    /// <summary>Connection string of the store of a folder.</summary>
    public static string Address(string folder) => Provider == Databases.Sqlite
        ? $"Data Source={Path.Combine(folder, "store.db")}"
        : Made.GetOrAdd(folder, _ => PostgresServer.Common.Database(Path.GetFileName(folder).ToLowerInvariant())) + ";Maximum Pool Size=4";

    /// <summary>Folder of the keys of a store: outside of the store's folder, and the same for every node of the store.</summary>
    /// <param name="connectionString">Connection string of the store.</param>
    /// <param name="folder">Working directory of the service; that of the tests if null.</param>
    public static string KeysOf(string connectionString, string? folder = null)
    {
        var store = Encoding.UTF8.GetBytes(Path.GetFullPath(folder ?? ".") + connectionString);
        return Path.Combine(AllKeys.Value, Convert.ToHexStringLower(SHA256.HashData(store))[..16]);
    }

    /// <summary>Opens the store of a folder from outside.</summary>
    public static DbConnection Open(string folder)
    {
        DbConnection connection = Provider == Databases.Sqlite
            ? new SqliteConnection(Address(folder) + ";Pooling=False")
            : new NpgsqlConnection(Address(folder) + ";Pooling=False");
        connection.Open();
        return connection;
    }

    /// <summary>A source of connections, as the service has one.</summary>
    public static DbDataSource Source(string folder) => Databases.Open(Provider, Address(folder));

    /// <summary>Changes the store of a folder.</summary>
    public static void Execute(string folder, string sql)
    {
        using var connection = Open(folder);
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>Whether there is a table.</summary>
    public static bool HasTable(string folder, string table)
    {
        if (Provider == Databases.Sqlite && !File.Exists(Path.Combine(folder, "store.db"))) return false;
        using var connection = Open(folder);
        using var command = connection.CreateCommand();
        command.CommandText = Provider == Databases.Sqlite
            ? $"select count(*) from sqlite_master where name = '{table}'"
            : $"select count(*) from information_schema.tables where table_name = '{table}'";
        return (long)command.ExecuteScalar()! > 0;
    }

    /// <summary>Refuses a change from now on, such as <c>delete</c> on <c>period</c>; with a condition, only where it holds.</summary>
    public static void Refuse(string folder, string change, string table, string? when = null) => Execute(
        folder,
        Provider == Databases.Sqlite
        ? $"""
            create trigger refusal before {change} on {table} {(when is null ? "" : $"when {when}")}
            begin select raise(abort, 'not now'); end
            """
        : $"""
            create or replace function refuse() returns trigger language plpgsql as $$ begin raise exception 'not now'; end $$;
            create trigger refusal before {change} on {table}
            for each row {(when is null ? "" : $"when ({when})")} execute function refuse()
            """);

    /// <summary>Takes the refusal back.</summary>
    public static void Allow(string folder, string table) =>
        Execute(folder, Provider == Databases.Sqlite ? "drop trigger refusal" : $"drop trigger refusal on {table}");
}
