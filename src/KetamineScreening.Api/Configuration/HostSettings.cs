using Microsoft.Extensions.Logging.Console;

namespace KetamineScreening.Api.Configuration;

/// <summary>Checks settings that the host reads itself. The host ignores some invalid values and reports others too late.</summary>
internal static class HostSettings
{
    private const string TrustEverybody = "ForwardedHeaders_Enabled";

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

        foreach (var (key, level) in LogLevels(configuration))
        {
            if (Enum.TryParse<LogLevel>(level, ignoreCase: true, out _)) continue;
            yield return $"{key} is '{level}'; it has to be one of: {string.Join(", ", Enum.GetNames<LogLevel>())}.";
        }

        var addresses = configuration[WebHostDefaults.ServerUrlsKey]?.Split(';', StringSplitOptions.RemoveEmptyEntries) ?? [];
        foreach (var address in addresses.Where(address => !IsListeningAddress(address)))
        {
            yield return $"Urls has '{address}'; it has to be an address to listen at such as 'http://localhost:5000', without a path.";
        }
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
