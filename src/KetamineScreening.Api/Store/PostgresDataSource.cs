using System.Data.Common;
using System.Net;
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
    /// <param name="connectionString">The connection string.</param>
    /// <param name="allowUnencrypted">Whether connections to other hosts may be without TLS.</param>
    /// <exception cref="StoreRefusedException">The connection string lacks a part, or allows connections without TLS.</exception>
    /// <exception cref="ArgumentException">The connection string is malformed.</exception>
    public static DbDataSource Of(string connectionString, bool allowUnencrypted)
    {
        var given = new DbConnectionStringBuilder { ConnectionString = connectionString };
        var builder = new NpgsqlDataSourceBuilder(connectionString);
        var connection = builder.ConnectionStringBuilder;
        Require(connection.Host, "It names no host (Host=...).");
        Require(connection.Database, "It names no database (Database=...).");
        if (!IsGiven("Timeout")) connection.Timeout = SecondsToConnect;
        if (!IsGiven("Command Timeout")) connection.CommandTimeout = SecondsForCommand;
        if (!IsGiven("Host Recheck Seconds")) connection.HostRecheckSeconds = SecondsToRecheck;
        if (connection.Host!.Contains(',', StringComparison.Ordinal)) connection.TargetSessionAttributes ??= "primary";
        var hosts = connection.Host.Split(',', StringSplitOptions.TrimEntries);
        if (Array.Find(hosts, IsEveryAddress) is { } all) throw new StoreRefusedException($"Host={all} is not the address of one server.");
        var remote = Array.Find(hosts, host => !IsLocal(host));
        if (remote is not null && !allowUnencrypted)
        {
            // By default Npgsql goes on without TLS when the server, or somebody in between, says that there is none.
            if (!IsGiven("SSL Mode")) connection.SslMode = SslMode.Require;
            var unencrypted = $"SSL Mode={connection.SslMode} allows connections to '{remote}' that anybody in between can read; "
                + "it has to be Require, VerifyCA or VerifyFull, or Store:AllowUnencrypted has to be true.";
            if (connection.SslMode < SslMode.Require) throw new StoreRefusedException(unencrypted);
        }

        // Error details contain parameter values, which must not get into a log.
        connection.IncludeErrorDetail = false;
        return builder.Build();

        // Npgsql knows each name with and without its blanks.
        bool IsGiven(string name) => given.ContainsKey(name) || given.ContainsKey(name.Replace(" ", "", StringComparison.Ordinal));

        void Require(string? value, string problem)
        {
            if (string.IsNullOrWhiteSpace(value)) throw new StoreRefusedException(problem);
        }
    }

    private static bool IsLocal(string host)
    {
        // A path is a Unix socket, and @ begins the name of an abstract one.
        if (host is ['/' or '@', ..]) return true;
        var name = WithoutPort(host);
        return name.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(name, out var address) && IPAddress.IsLoopback(address));
    }

    // A server can listen on every address, and nobody can connect to it.
    private static bool IsEveryAddress(string host) =>
        IPAddress.TryParse(WithoutPort(host), out var address) && (address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any));

    private static string WithoutPort(string host)
    {
        var end = host.StartsWith('[') ? host.IndexOf(']', StringComparison.Ordinal) + 1 : host.IndexOf(':', StringComparison.Ordinal);
        // A name or an address of IPv4 has one colon at most, before the port.
        return end > 0 && (host[0] == '[' || host.LastIndexOf(':') == end) ? host[..end] : host;
    }
}
