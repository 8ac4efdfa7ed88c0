namespace KetamineScreening.Api;

/// <summary>The keys that may be set on the command line, so that a misspelt one is an error instead of having no effect.</summary>
internal static class SettingKeys
{
    // The settings that the host and Kestrel read.
    private static readonly string[] Host =
    [
        "AllowedHosts", "Kestrel", "Logging", HostDefaults.ApplicationKey, HostDefaults.ContentRootKey, HostDefaults.EnvironmentKey,
        "hostBuilder:reloadConfigOnChange", WebHostDefaults.CaptureStartupErrorsKey, WebHostDefaults.DetailedErrorsKey,
        WebHostDefaults.HostingStartupAssembliesKey, WebHostDefaults.HostingStartupExcludeAssembliesKey, WebHostDefaults.HttpPortsKey,
        WebHostDefaults.HttpsPortsKey, WebHostDefaults.PreferHostingUrlsKey, WebHostDefaults.PreventHostingStartupKey,
        WebHostDefaults.ServerUrlsKey, WebHostDefaults.ShutdownTimeoutKey, WebHostDefaults.StartupAssemblyKey,
        WebHostDefaults.SuppressStatusMessagesKey, WebHostDefaults.WebRootKey,
    ];

    private static readonly string[] Known = [.. Host, .. ServiceSettings.SettingNames];

    /// <summary>Whether a key is known or lies below a known one, such as <c>Logging:LogLevel:Default</c>; case does not matter.</summary>
    public static bool Contains(string key) => Known.Any(known => IsAtOrBelow(known, key));

    /// <summary>Whether a key is that of a section with known keys, such as <c>Store</c>; case does not matter.</summary>
    public static bool ContainsSection(string key) => Known.Any(known => IsAtOrBelow(key, known));

    private static bool IsAtOrBelow(string section, string key) =>
        key.StartsWith(section, StringComparison.OrdinalIgnoreCase) && (key.Length == section.Length || key[section.Length] == ':');
}
