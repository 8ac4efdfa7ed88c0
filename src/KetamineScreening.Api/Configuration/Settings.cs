using System.Globalization;
using System.Net;
using KetamineScreening.Api.Store;
using KetamineScreening.Domain.Aggregates.Noise;
using Microsoft.Extensions.Logging.Console;

namespace KetamineScreening.Api.Configuration;

/// <summary>What an operator can set, by environment variables or <c>appsettings.json</c>; checked once, at start.</summary>
internal sealed record Settings
{
    /// <summary>Smallest batch that an operator may choose: fewer would let two copies of the store tell persons apart.</summary>
    public const int SmallestBatch = 10;

    // Where the framework listens when it is not told.
    private const string StandardAddress = "http://localhost:5000";

    // The framework takes text when it does not know the name, and nobody would notice until the lines are wanted.
    private static readonly string[] LogFormatters = [ConsoleFormatterNames.Simple, ConsoleFormatterNames.Systemd, ConsoleFormatterNames.Json];

    /// <summary>Folder of the content files.</summary>
    public required string ContentPath { get; init; }

    /// <summary>Where aggregates are kept: <c>sqlite</c> or <c>postgresql</c>.</summary>
    public required string StoreProvider { get; init; }

    /// <summary>How the store is reached.</summary>
    public required string StoreConnectionString { get; init; }

    /// <summary>Fewest screenings of one stratum in one commit, <see cref="SmallestBatch"/> or more.</summary>
    public required int MinimumBatch { get; init; }

    /// <summary>Most screenings of one stratum that wait in memory while the store is away.</summary>
    public required int MaximumPending { get; init; }

    /// <summary>How long it is from one commit to the next.</summary>
    public required TimeSpan CommitInterval { get; init; }

    /// <summary>About how many screenings of one network are counted in a day (UTC); 0 for no limit.</summary>
    public required int PerNetworkPerDay { get; init; }

    /// <summary>How much noise every counter is born with.</summary>
    public required NoisePolicy Noise { get; init; }

    /// <summary>Most requests of one network in a minute; 0 for no limit.</summary>
    public required int RequestsPerMinute { get; init; }

    /// <summary>Networks of the proxies that are believed when they say where a request comes from.</summary>
    public required IReadOnlyList<IPNetwork> Proxies { get; init; }

    /// <summary>Most connections at a time.</summary>
    public required int MaximumConnections { get; init; }

    /// <summary>Address of the listener for metrics, such as <c>http://127.0.0.1:9464</c>; null when metrics are not served.</summary>
    public required Uri? MetricsUrl { get; init; }

    /// <summary>Address of the OTLP collector that metrics are sent to; null when they are not sent.</summary>
    public required Uri? OtlpEndpoint { get; init; }

    /// <summary>Time from SIGTERM until the listener closes, from 0 to 300 s; readiness answers 503 meanwhile.</summary>
    public required TimeSpan Drain { get; init; }

    /// <summary>Origins whose pages may call the API; <c>*</c> for any.</summary>
    public required IReadOnlyList<string> CorsOrigins { get; init; }

    /// <summary>Who may show the widget in a frame, besides our own pages; <c>*</c> for anybody.</summary>
    public required IReadOnlyList<string> FrameAncestors { get; init; }

    /// <summary>Where the canonical addresses of FHIR resources begin, without a slash at the end.</summary>
    public required string FhirCanonicalBase { get; init; }

    /// <summary>Reads and checks the settings.</summary>
    /// <exception cref="SettingsException">Something is wrong; the message names everything that is.</exception>
    public static Settings Read(IConfiguration configuration)
    {
        var faults = new List<string>();
        var settings = new Settings
        {
            ContentPath = configuration["Content:Path"] ?? Path.Combine(AppContext.BaseDirectory, "Content"),
            StoreProvider = configuration["Store:Provider"] ?? Databases.Sqlite,
            StoreConnectionString = configuration["Store:ConnectionString"] ?? "Data Source=data/ketamine-screening.db",
            MinimumBatch = Number("Contributions:MinimumBatch", SmallestBatch, SmallestBatch, 1000),
            MaximumPending = Number("Contributions:MaximumPending", 1_000_000, 1000, 100_000_000),
            CommitInterval = TimeSpan.FromMilliseconds(Number("Contributions:CommitMilliseconds", 5000, 20, 3_600_000)),
            PerNetworkPerDay = Number("Contributions:PerNetworkPerDay", 20, 0, int.MaxValue),
            Noise = Noise("Privacy:Rho", "0.25"),
            RequestsPerMinute = Number("RateLimits:RequestsPerMinute", 600, 0, int.MaxValue),
            Proxies = Http.Proxies.Read(configuration["Proxies:Networks"], out var wrongProxies),
            MaximumConnections = Number("Limits:MaximumConnections", 10_000, 10, 1_000_000),
            MetricsUrl = MetricsUrl("Metrics:Url"),
            OtlpEndpoint = OtlpEndpoint("OTEL_EXPORTER_OTLP_METRICS_ENDPOINT") ?? OtlpEndpoint("OTEL_EXPORTER_OTLP_ENDPOINT"),
            Drain = TimeSpan.FromSeconds(Number("Health:DrainSeconds", 0, 0, 300)),
            FhirCanonicalBase = configuration["Fhir:CanonicalBase"]?.TrimEnd('/') ?? "https://ketamine-screening.example/fhir",
            CorsOrigins = Origins(configuration.GetSection("Cors:Origins")),
            FrameAncestors = Origins(configuration.GetSection("Embed:FrameAncestors")),
        };

        if (settings.StoreProvider is not (Databases.Sqlite or Databases.PostgreSql)) faults.Add($"Store:Provider is '{settings.StoreProvider}'; it has to be '{Databases.Sqlite}' or '{Databases.PostgreSql}'.");
        else if (StoreFault(settings) is { } fault) faults.Add($"Store:ConnectionString cannot be used: {fault}");
        foreach (var proxy in wrongProxies) faults.Add($"Proxies:Networks has '{proxy}'; a network looks like '10.0.0.0/8', a single proxy like '192.0.2.7'.");
        if (configuration["Logging:Console:FormatterName"] is { Length: > 0 } formatter && !LogFormatters.Contains(formatter)) faults.Add($"Logging:Console:FormatterName is '{formatter}'; it has to be one of: {string.Join(", ", LogFormatters)}.");
        foreach (var (key, level) in LogLevels(configuration).Where(entry => !Enum.TryParse<LogLevel>(entry.Value, ignoreCase: true, out _))) faults.Add($"{key} is '{level}'; it has to be one of: {string.Join(", ", Enum.GetNames<LogLevel>())}.");
        if (!Directory.Exists(settings.ContentPath)) faults.Add($"Content:Path is '{settings.ContentPath}'; there is no such folder.");
        foreach (var address in ReadAddresses(configuration).Where(address => !IsListenedAt(address))) faults.Add($"Urls has '{address}'; it has to be an address to listen at such as '{StandardAddress}', without a path.");
        if (!IsCanonicalBase(settings.FhirCanonicalBase)) faults.Add($"Fhir:CanonicalBase is '{settings.FhirCanonicalBase}'; it has to be an address such as 'https://example.org/fhir', without a query.");
        foreach (var origin in settings.CorsOrigins.Where(origin => origin != "*" && !IsOrigin(origin)))
        {
            faults.Add($"Cors:Origins has '{origin}'; an origin looks like 'https://example.org', without a path.");
        }

        foreach (var ancestor in settings.FrameAncestors.Where(ancestor => ancestor != "*" && !IsOrigin(ancestor.Replace("://*.", "://", StringComparison.Ordinal))))
        {
            faults.Add($"Embed:FrameAncestors has '{ancestor}'; it has to be '*' or look like 'https://example.org' or 'https://*.example.org', without a path.");
        }

        return faults.Count == 0 ? settings : throw new SettingsException(faults);

        NoisePolicy Noise(string key, string standard)
        {
            var text = configuration[key] is { Length: > 0 } configured ? configured : standard;
            if (Rational.TryParse(text, out var rho) && rho >= NoisePolicy.SmallestRho && rho <= NoisePolicy.LargestRho) return NoisePolicy.Of(rho);
            faults.Add($"{key} is '{text}'; it has to be a number from 0.05 to 1.0, such as 0.25.");
            return NoisePolicy.Of(NoisePolicy.SmallestRho);
        }

        Uri? MetricsUrl(string key)
        {
            if (string.IsNullOrWhiteSpace(configuration[key])) return null;
            if (Uri.TryCreate(configuration[key], UriKind.Absolute, out var url) && url is { Scheme: "http", AbsolutePath: "/", Query.Length: 0 }) return url;
            faults.Add($"{key} is '{configuration[key]}'; it has to be an address such as 'http://127.0.0.1:9464', without a path.");
            return null;
        }

        Uri? OtlpEndpoint(string key)
        {
            if (string.IsNullOrWhiteSpace(configuration[key])) return null;
            if (Uri.TryCreate(configuration[key], UriKind.Absolute, out var url) && url.Scheme is "http" or "https") return url;
            faults.Add($"{key} is '{configuration[key]}'; it has to be an address such as 'http://127.0.0.1:4317'.");
            return null;
        }

        int Number(string key, int standard, int smallest, int largest)
        {
            var text = configuration[key];
            if (string.IsNullOrWhiteSpace(text)) return standard;
            var isNumber = int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number);
            if (isNumber && number >= smallest && number <= largest) return number;
            faults.Add(string.Create(CultureInfo.InvariantCulture, $"{key} is '{text}'; it has to be a whole number from {smallest} to {largest}."));
            return standard;
        }
    }

    // One value with commas (an environment variable) or a list (a file).
    private static List<string> Origins(IConfigurationSection section)
    {
        if (section.Value is { } value) return [.. value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];
        List<string> listed = [.. section.GetChildren().Select(origin => origin.Value).OfType<string>()];
        return listed.Count > 0 ? listed : ["*"];
    }

    private static string[] ReadAddresses(IConfiguration configuration) =>
        configuration[WebHostDefaults.ServerUrlsKey]?.Split(';', StringSplitOptions.RemoveEmptyEntries) ?? [];

    // Of every log, and of single ones. The framework throws at a level that it does not know, but only once the host is being built.
    private static IEnumerable<(string Key, string Value)> LogLevels(IConfiguration configuration) =>
        configuration.GetSection("Logging").GetChildren()
            .SelectMany(section => section.Key.Equals("LogLevel", StringComparison.OrdinalIgnoreCase) ? section.GetChildren() : section.GetSection("LogLevel").GetChildren())
            .Where(level => level.Value is { Length: > 0 })
            .Select(level => (level.Path, level.Value!));

    private static bool IsListenedAt(string text)
    {
        try
        {
            return BindingAddress.Parse(text) is { PathBase: "", Port: <= 65535 } address && address.Scheme.ToUpperInvariant() is "HTTP" or "HTTPS";
        }
        catch (FormatException)
        {
            return false;
        }
    }

    private static string? StoreFault(Settings settings)
    {
        try
        {
            using var source = Databases.Open(settings.StoreProvider, settings.StoreConnectionString);
            return null;
        }
        catch (Exception refusal) when (refusal is ArgumentException or FormatException or InvalidOperationException or NotSupportedException)
        {
            return refusal.Message;
        }
    }

    private static bool IsCanonicalBase(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri.UserInfo.Length == 0 && uri.Query.Length == 0 && uri.Fragment.Length == 0 && uri.AbsoluteUri.TrimEnd('/') == text;

    private static bool IsOrigin(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri.UserInfo.Length == 0 && uri.GetLeftPart(UriPartial.Authority) == text;
}

/// <summary>The settings cannot be used.</summary>
/// <param name="faults">Everything that is wrong with them.</param>
internal sealed class SettingsException(IReadOnlyList<string> faults)
    : Exception("The configuration cannot be used:\n" + string.Join('\n', faults.Select(fault => "- " + fault)));
