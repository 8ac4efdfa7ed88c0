using System.Data.Common;
using Npgsql;

namespace KetamineScreening.Api.Store;

/// <summary>Opens connections to PostgreSQL, on one host or several.</summary>
/// <remarks>
/// With several hosts and no <c>Target Session Attributes</c>, connections go to the primary, so that the next connection finds
/// the new primary after a failover.
/// </remarks>
internal static class PostgresDataSource
{
    // Shorter than the defaults of Npgsql (15 and 30): the writer is the only user, and contributions wait in memory meanwhile.
    private const int SecondsToConnect = 5;
    private const int SecondsForCommand = 10;

    // Time for which the state of a host (down, or not the primary) is cached.
    private const int SecondsToRecheck = 2;

    /// <summary>Makes a data source for a connection string. It connects later.</summary>
    /// <exception cref="ArgumentException">The connection string cannot be used.</exception>
    public static DbDataSource Of(string connectionString)
    {
        var given = new DbConnectionStringBuilder { ConnectionString = connectionString };
        var builder = new NpgsqlDataSourceBuilder(connectionString);
        var connection = builder.ConnectionStringBuilder;
        Require(connection.Host, "It names no host (Host=...).");
        Require(connection.Database, "It names no database (Database=...).");
        if (!given.ContainsKey("Timeout")) connection.Timeout = SecondsToConnect;
        if (!given.ContainsKey("Command Timeout")) connection.CommandTimeout = SecondsForCommand;
        if (!given.ContainsKey("Host Recheck Seconds")) connection.HostRecheckSeconds = SecondsToRecheck;
        if (connection.Host!.Contains(',', StringComparison.Ordinal)) connection.TargetSessionAttributes ??= "primary";

        // Error details contain parameter values, which must not get into a log.
        connection.IncludeErrorDetail = false;
        return builder.Build();

        void Require(string? value, string problem)
        {
            if (string.IsNullOrWhiteSpace(value)) throw new ArgumentException(problem, nameof(connectionString));
        }
    }
}
