using KetamineScreening.Api.Configuration;
using Microsoft.Extensions.Configuration;

namespace KetamineScreening.Api.Tests.Configuration;

/// <summary>The service starts with settings that make sense, or not at all.</summary>
public sealed class SettingsTests
{
    private const string Ancestors = "Embed:FrameAncestors ";
    private const string AncestorForm = "; it has to be '*' or look like 'https://example.org' or 'https://*.example.org', without a path.";
    private const string MetricsForm = "; it has to be an address such as 'http://127.0.0.1:9464', without a path.";
    private const string OtlpForm = "; it has to be an address such as 'http://127.0.0.1:4317'.";

    [Theory]
    [InlineData("Contributions:MinimumBatch", "5", "Contributions:MinimumBatch is '5'; it has to be a whole number from 10 to 1000.")]
    [InlineData("Contributions:MinimumBatch", "9", "Contributions:MinimumBatch is '9'; it has to be a whole number from 10 to 1000.")]
    [InlineData("Contributions:MinimumBatch", "1001", "Contributions:MinimumBatch is '1001'; it has to be a whole number from 10 to 1000.")]
    [InlineData("Contributions:MinimumBatch", "10.5", "Contributions:MinimumBatch is '10.5'; it has to be a whole number from 10 to 1000.")]
    [InlineData("Contributions:MaximumPending", "0", "Contributions:MaximumPending is '0'; it has to be a whole number from 1000 to 100000000.")]
    [InlineData("Contributions:PerNetworkPerDay", "-1", "Contributions:PerNetworkPerDay is '-1'; it has to be a whole number from 0 to 2147483647.")]
    [InlineData("Contributions:PerNetworkPerDay", "abc", "Contributions:PerNetworkPerDay is 'abc'; it has to be a whole number from 0 to 2147483647.")]
    [InlineData("Contributions:PerNetworkPerDay", "2147483648", "Contributions:PerNetworkPerDay is '2147483648'; it has to be a whole number from 0 to 2147483647.")]
    [InlineData("RateLimits:RequestsPerMinute", "1e3", "RateLimits:RequestsPerMinute is '1e3'; it has to be a whole number from 0 to 2147483647.")]
    [InlineData("RateLimits:RequestsPerMinute", "1,000", "RateLimits:RequestsPerMinute is '1,000'; it has to be a whole number from 0 to 2147483647.")]
    [InlineData("Store:Provider", "mysql", "Store:Provider is 'mysql'; it has to be 'sqlite' or 'postgresql'.")]
    [InlineData("Store:ConnectionString", "store.db", "Store:ConnectionString cannot be used: ")]
    [InlineData("Store:ConnectionString", "Data Source=:memory:", "Store:ConnectionString cannot be used: The store has to be a file.")]
    [InlineData("Store:ConnectionString", "Data Source=x.db;Colour=red", "Store:ConnectionString cannot be used: ")]
    [InlineData("Cors:Origins", "https://example.org/", "Cors:Origins has 'https://example.org/'; an origin looks like 'https://example.org', without a path.")]
    [InlineData("Cors:Origins", "https://example.org/path", "Cors:Origins has 'https://example.org/path'; an origin looks like 'https://example.org', without a path.")]
    [InlineData("Cors:Origins", "example.org", "Cors:Origins has 'example.org'; an origin looks like 'https://example.org', without a path.")]
    [InlineData("Cors:Origins", "https://a.example,https://*.example.org", "Cors:Origins has 'https://*.example.org'; an origin looks like 'https://example.org', without a path.")]
    [InlineData("Cors:Origins", "https://me@example.org", "Cors:Origins has 'https://me@example.org'; an origin looks like 'https://example.org', without a path.")]
    [InlineData("Cors:Origins", "null", "Cors:Origins has 'null'; an origin looks like 'https://example.org', without a path.")]
    [InlineData("Embed:FrameAncestors", "clinic.example", Ancestors + "has 'clinic.example'" + AncestorForm)]
    [InlineData("Embed:FrameAncestors", "https://clinic.example/", Ancestors + "has 'https://clinic.example/'" + AncestorForm)]
    [InlineData("Embed:FrameAncestors", "https://clinic.example; script-src *", Ancestors + "has 'https://clinic.example; script-src *'" + AncestorForm)]
    [InlineData("Embed:FrameAncestors", "https://clinic.example;", Ancestors + "has 'https://clinic.example;'" + AncestorForm)]
    [InlineData("Embed:FrameAncestors", "https://a.example https://b.example", Ancestors + "has 'https://a.example https://b.example'" + AncestorForm)]
    [InlineData("Embed:FrameAncestors", "https://a.*.example", Ancestors + "has 'https://a.*.example'" + AncestorForm)]
    [InlineData("Embed:FrameAncestors", "https://*", Ancestors + "has 'https://*'" + AncestorForm)]
    [InlineData("Embed:FrameAncestors", "'none'", Ancestors + "has ''none''" + AncestorForm)]
    [InlineData("Fhir:CanonicalBase", "fhir", "Fhir:CanonicalBase is 'fhir'; it has to be an address such as 'https://example.org/fhir', without a query.")]
    [InlineData("Fhir:CanonicalBase", "https://example.org/fhir?x=1", "Fhir:CanonicalBase is 'https://example.org/fhir?x=1'; it has to be an address such as 'https://example.org/fhir', without a query.")]
    [InlineData("Fhir:CanonicalBase", "https://example.org/fhir|1", "Fhir:CanonicalBase is 'https://example.org/fhir|1'; it has to be an address such as 'https://example.org/fhir', without a query.")]
    [InlineData("Fhir:CanonicalBase", "urn:uuid:x", "Fhir:CanonicalBase is 'urn:uuid:x'; it has to be an address such as 'https://example.org/fhir', without a query.")]
    [InlineData("Fhir:CanonicalBase", "https://me@example.org/fhir", "Fhir:CanonicalBase is 'https://me@example.org/fhir'; it has to be an address such as 'https://example.org/fhir', without a query.")]
    [InlineData("Logging:LogLevel:Default", "Loud", "Logging:LogLevel:Default is 'Loud'; it has to be one of: Trace, Debug, Information, Warning, Error, Critical, None.")]
    [InlineData("Logging:LogLevel:KetamineScreening.Access", "on", "Logging:LogLevel:KetamineScreening.Access is 'on'; it has to be one of: Trace, Debug, Information, Warning, Error, Critical, None.")]
    [InlineData("Logging:Console:LogLevel:Default", "Warn", "Logging:Console:LogLevel:Default is 'Warn'; it has to be one of: Trace, Debug, Information, Warning, Error, Critical, None.")]
    [InlineData("Urls", "localhost:5000", "Urls has 'localhost:5000'; it has to be an address to listen at such as 'http://localhost:5000', without a path.")]
    [InlineData("Urls", "http://localhost:5000/screening", "Urls has 'http://localhost:5000/screening'; it has to be an address to listen at such as 'http://localhost:5000', without a path.")]
    [InlineData("Urls", "http://127.0.0.1:5000;http://127.0.0.1:65536", "Urls has 'http://127.0.0.1:65536'; it has to be an address to listen at such as 'http://localhost:5000', without a path.")]
    [InlineData("Urls", "ftp://127.0.0.1:5000", "Urls has 'ftp://127.0.0.1:5000'; it has to be an address to listen at such as 'http://localhost:5000', without a path.")]
    [InlineData("Metrics:Url", "127.0.0.1:9464", "Metrics:Url is '127.0.0.1:9464'" + MetricsForm)]
    [InlineData("Metrics:Url", "https://127.0.0.1:9464", "Metrics:Url is 'https://127.0.0.1:9464'" + MetricsForm)]
    [InlineData("Metrics:Url", "http://127.0.0.1:9464/metrics", "Metrics:Url is 'http://127.0.0.1:9464/metrics'" + MetricsForm)]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "collector:4317", "OTEL_EXPORTER_OTLP_ENDPOINT is 'collector:4317'" + OtlpForm)]
    [InlineData("OTEL_EXPORTER_OTLP_METRICS_ENDPOINT", "/v1/metrics", "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT is '/v1/metrics'" + OtlpForm)]
    [InlineData("Health:DrainSeconds", "301", "Health:DrainSeconds is '301'; it has to be a whole number from 0 to 300.")]
    [InlineData("Content:Path", "/no/such/folder", "Content:Path is '/no/such/folder'; there is no such folder.")]
    public void A_wrong_setting_is_named(string key, string value, string named)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { [key] = value }).Build();
        var refusal = Assert.Throws<SettingsException>(() => Settings.Read(configuration)).Message;

        Assert.StartsWith($"The configuration cannot be used:\n- {named}", refusal, StringComparison.Ordinal);
        Assert.Single(refusal.Split("\n- ").Skip(1));
    }

    [Theory]
    [InlineData("", "Store:ConnectionString cannot be used: It names no host")]
    [InlineData("Host=db", "Store:ConnectionString cannot be used: It names no database")]
    [InlineData("Host=db;Database=x;Colour=red", "Store:ConnectionString cannot be used: ")]
    [InlineData("Data Source=store.db", "Store:ConnectionString cannot be used: ")]
    [InlineData("Host=a,b;Database=x;Target Session Attributes=fastest", "Store:ConnectionString cannot be used: ")]
    public void A_wrong_address_of_PostgreSQL_is_named(string connectionString, string named)
    {
        var settings = new Dictionary<string, string?> { ["Store:Provider"] = "postgresql", ["Store:ConnectionString"] = connectionString };
        var refusal = Assert.Throws<SettingsException>(() => Settings.Read(new ConfigurationBuilder().AddInMemoryCollection(settings).Build())).Message;

        Assert.Contains(named, refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_executable_names_all_wrong_settings_at_once_and_ends()
    {
        var (exitCode, output) = await Executable.Run(new Dictionary<string, string>
        {
            ["Contributions:MinimumBatch"] = "5",
            ["Contributions:MaximumPending"] = "x",
            ["Contributions:PerNetworkPerDay"] = "-1",
            ["RateLimits:RequestsPerMinute"] = "-1",
            ["Contributions:CommitMilliseconds"] = "19",
            ["Store:ConnectionString"] = "Data Source=",
            ["Cors:Origins"] = "a,b",
            ["Embed:FrameAncestors"] = "c",
            ["Logging:Console:FormatterName"] = "jsn",
        });

        Assert.Equal(1, exitCode);
        Assert.StartsWith("The configuration cannot be used:\n- Contributions:MinimumBatch is '5'; ", output, StringComparison.Ordinal);
        Assert.Equal(10, output.Split("\n- ").Skip(1).Count());
    }

    [Theory]
    [InlineData("")]
    [InlineData("http://+:8080")]
    [InlineData("http://*:80;https://[::1]:8443")]
    [InlineData("HTTP://unix:/run/screening.sock")]
    public void Wherever_it_can_listen_it_may_be_told_to(string urls) =>
        Assert.NotNull(Settings.Read(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["Urls"] = urls }).Build()));

    [Fact]
    public async Task An_address_that_another_program_has_ends_the_start_in_words()
    {
        var folder = Directory.CreateTempSubdirectory("ketamine-settings-").FullName;
        var settings = new Dictionary<string, string> { ["Store:ConnectionString"] = $"Data Source={folder}/store.db" };
        await using var first = await Executable.Start(settings);
        var address = first.Http.BaseAddress!.GetLeftPart(UriPartial.Authority);
        settings["ASPNETCORE_URLS"] = address;
        var (exitCode, output) = await Executable.Run(settings);

        Assert.Equal(1, exitCode);
        Assert.Contains($"\nFailed to bind to address {address}: address already in use.\n", output, StringComparison.Ordinal);
        Assert.DoesNotContain("Unhandled exception", output, StringComparison.Ordinal);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task The_executable_starts_with_settings_at_their_limits()
    {
        var folder = Directory.CreateTempSubdirectory("ketamine-settings-").FullName;
        await using var executable = await Executable.Start(new Dictionary<string, string>
        {
            ["Contributions:MinimumBatch"] = "1000",
            ["Contributions:MaximumPending"] = "1000",
            ["Contributions:PerNetworkPerDay"] = "",
            ["RateLimits:RequestsPerMinute"] = "2147483647",
            ["Store:Provider"] = "sqlite",
            ["Store:ConnectionString"] = $"Data Source={folder}/store.db",
            ["Cors:Origins"] = "https://a.example, http://localhost:5173",
        });

        Assert.True((await executable.Http.GetAsync(new Uri("/health/ready", UriKind.Relative), TestContext.Current.CancellationToken)).IsSuccessStatusCode);
        executable.Signal("TERM");
        Assert.Equal(0, await executable.Exit());
        Directory.Delete(folder, recursive: true);
    }
}
