using Microsoft.Extensions.Logging.Console;

namespace KetamineScreening.Api.Configuration;

/// <summary>Checks settings that the host reads itself. The host ignores some invalid values and reports others too late.</summary>
internal static class HostSettings
{
    private const string AllowedHosts = "AllowedHosts";
    private const string TrustEverybody = "ForwardedHeaders_Enabled";

    private static readonly string[] OwnHost = ["localhost", "127.0.0.1", "[::1]"];

    private static readonly string[] LogFormatters =
        [ConsoleFormatterNames.Simple, ConsoleFormatterNames.Systemd, ConsoleFormatterNames.Json];

    /// <summary>Names every invalid value, with the key of its setting.</summary>
    public static IEnumerable<string> Faults(IConfiguration configuration)
    {
        var formatter = configuration["Logging:Console:FormatterName"];
        if (!string.IsNullOrEmpty(formatter) && !LogFormatters.Contains(formatter))
        {
            yield return $"Logging:Console:FormatterName is '{formatter}'; it has to be one of: {string.Join(", ", LogFormatters)}.";
        }

        if (string.Equals(configuration[TrustEverybody], "true", StringComparison.OrdinalIgnoreCase))
        {
            yield return $"{TrustEverybody} (ASPNETCORE_FORWARDEDHEADERS_ENABLED) trusts the headers of every sender; "
                + "name the proxies in Proxies:Networks instead.";
        }

        if (configuration[AllowedHosts] is { Length: > 0 } hosts && !HasHostsOnly(hosts))
        {
            yield return $"{AllowedHosts} is '{hosts}'; it has to be host names separated by semicolons, such as "
                + "check.clinic.example;127.0.0.1, without scheme, port and path, or *. Every other host would get 400.";
        }

        foreach (var (key, level) in LogLevels(configuration))
        {
            if (Enum.TryParse<LogLevel>(level, ignoreCase: true, out _)) continue;
            yield return $"{key} is '{level}'; it has to be one of: {string.Join(", ", Enum.GetNames<LogLevel>())}.";
        }

        foreach (var address in ListeningAddresses.InUrls(configuration).Where(address => !IsListeningAddress(address)))
        {
            yield return $"Urls has '{address}'; it has to be an address to listen at such as 'http://localhost:5000', without a path.";
        }
    }

    /// <summary>
    /// Sets <c>AllowedHosts</c>, if it is empty, to the host names in the listening addresses and those of the machine itself; without such
    /// names, and behind a proxy, to all hosts.
    /// </summary>
    /// <param name="configuration">The configuration of the host.</param>
    /// <param name="hasProxy">Whether known proxies send requests. They may use any name, and pass on the names that they serve.</param>
    public static void SetAllowedHosts(IConfiguration configuration, bool hasProxy)
    {
        if (!string.IsNullOrEmpty(configuration[AllowedHosts])) return;
        var names = ListeningAddresses.Of(configuration)
            .Where(IsListeningAddress)
            .Select(address => BindingAddress.Parse(address))
            .Where(address => !address.IsUnixPipe && Uri.CheckHostName(address.Host) == UriHostNameType.Dns)
            .Select(address => address.Host)
            .Except(OwnHost, StringComparer.OrdinalIgnoreCase)
            .ToList();
        configuration[AllowedHosts] = names.Count == 0 || hasProxy ? "*" : string.Join(';', [.. names, .. OwnHost]);
    }

    private static bool HasHostsOnly(string hosts)
    {
        var names = hosts.Split(';', StringSplitOptions.RemoveEmptyEntries);
        return names.Length > 0 && Array.TrueForAll(names, name => name == "*"
            || Uri.CheckHostName(name.StartsWith("*.", StringComparison.Ordinal) ? name[2..] : name) != UriHostNameType.Unknown);
    }

    // The levels of all providers and those of single providers.
    private static IEnumerable<(string Key, string Value)> LogLevels(IConfiguration configuration) =>
        configuration.GetSection("Logging").GetChildren()
            .SelectMany(section => section.Key.Equals("LogLevel", StringComparison.OrdinalIgnoreCase)
                ? section.GetChildren()
                : section.GetSection("LogLevel").GetChildren())
            .Where(level => level.Value is { Length: > 0 })
            .Select(level => (level.Path, level.Value!));

    private static bool IsListeningAddress(string text)
    {
        try
        {
            return BindingAddress.Parse(text) is { PathBase: "", Port: <= 65535 } address
                && address.Scheme.ToUpperInvariant() is "HTTP" or "HTTPS";
        }
        catch (FormatException)
        {
            return false;
        }
    }
}
