using System.Data.Common;
using Npgsql;

namespace KetamineScreening.Api.Store;

/// <summary>Opens connections to PostgreSQL, or to what speaks its protocol; to one host or several.</summary>
/// <remarks>
/// Where the connection string names several hosts and does not say which, it is the one that takes writes
/// (<c>Target Session Attributes=primary</c>): after a failover the next connection finds it.
/// </remarks>
internal static class PostgresDataSource
{
    // The writer waits for nobody longer than this, and what it has to write waits in memory. Npgsql's own limits are 15 and 30.
    private const int SecondsToConnect = 5;
    private const int SecondsForCommand = 10;

    // How long it is believed of a host that it is away, or no primary.
    private const int SecondsToRecheck = 2;

    /// <summary>A source for a connection string; nothing is connected to yet.</summary>
    /// <exception cref="ArgumentException">The connection string cannot be used.</exception>
    public static DbDataSource Of(string connectionString)
    {
        var given = new DbConnectionStringBuilder { ConnectionString = connectionString };
        var builder = new NpgsqlDataSourceBuilder(connectionString);
        var connection = builder.ConnectionStringBuilder;
        if (string.IsNullOrWhiteSpace(connection.Host)) throw new ArgumentException("It names no host (Host=...).", nameof(connectionString));
        if (string.IsNullOrWhiteSpace(connection.Database)) throw new ArgumentException("It names no database (Database=...).", nameof(connectionString));
        if (!given.ContainsKey("Timeout")) connection.Timeout = SecondsToConnect;
        if (!given.ContainsKey("Command Timeout")) connection.CommandTimeout = SecondsForCommand;
        if (!given.ContainsKey("Host Recheck Seconds")) connection.HostRecheckSeconds = SecondsToRecheck;
        if (connection.Host.Contains(',', StringComparison.Ordinal)) connection.TargetSessionAttributes ??= "primary";

        // What a connection was sent must not show in a log when it fails.
        connection.IncludeErrorDetail = false;
        return builder.Build();
    }
}
