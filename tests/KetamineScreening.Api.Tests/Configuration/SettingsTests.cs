using KetamineScreening.Api.Configuration;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;

namespace KetamineScreening.Api.Tests.Configuration;

/// <summary>The service starts only with valid settings.</summary>
public sealed class SettingsTests
{
    private const string Commit = "; it has to be a whole number from 5000 to 3600000.";
    private const string Grace = "; it has to be a time from 00:00:00 to 1.00:00:00.";
    private const string TrustedNetwork = "; a network looks like '10.0.0.0/8', a single address like '192.0.2.7'.";
    private const string From0 = "; it has to be a whole number from 0 to 2147483647.";
    private const string Origin = "; an origin looks like 'https://example.org', without a path.";
    private const string Ancestor = "; it has to be '*' or look like 'https://example.org' or 'https://*.example.org', without a path.";
    private const string Canonical =
        "; it has to be an address such as 'https://example.org/fhir', without a query, of at most 80 characters.";
    private const string LongAddress = "https://example.org/of-81-characters/0123456789-0123456789-0123456789-0123456789-";
    private const string Contact = "; it has to be an e-mail address or a web address such as 'https://clinic.example/contact'.";
    private const string Site = "; it has to be a web address such as 'https://clinic.example'.";
    private const string Level = "; it has to be one of: Trace, Debug, Information, Warning, Error, Critical, None.";
    private const string Url = "; it has to be an address to listen at such as 'http://localhost:5000', without a path.";
    private const string MetricsUrl = "; it has to be an address such as 'http://127.0.0.1:9464', without a path.";
    private const string PathBase = "; it has to be a path such as '/check', without a slash at the end.";
    private const string Everybody =
        "(ASPNETCORE_FORWARDEDHEADERS_ENABLED) trusts the headers of every sender; name the proxies in Proxies:Networks instead.";
    private const string OtlpUrl = "; it has to be an address such as 'http://127.0.0.1:4317'.";

    [Theory]
    [InlineData("Contributions:CommitMilliseconds", "4999", "is '4999'" + Commit)]
    [InlineData("Contributions:CommitMilliseconds", "3600001", "is '3600001'" + Commit)]
    [InlineData("Contributions:CommitMilliseconds", "1e4", "is '1e4'" + Commit)]
    [InlineData("Contributions:TrustedNetworks", "10.0.0.0/33", "has '10.0.0.0/33'" + TrustedNetwork)]
    [InlineData("Contributions:TrustedNetworks", "10.0.0.0/8,clinic", "has 'clinic'" + TrustedNetwork)]
    [InlineData("Privacy:Rho", "0.04", "is '0.04'; it has to be a number from 0.05 to 1.0, such as 0.25.")]
    [InlineData("Privacy:Profile", "tiny", "is 'tiny'; it has to be one of: full, small.")]
    [InlineData("Privacy:Profile", "1", "is '1'; it has to be one of: full, small.")]
    [InlineData("Periods:Length", "month", "is 'month'; it has to be one of: quarter, year.")]
    [InlineData("Periods:Grace", "soon", "is 'soon'; it has to be a time such as 01:00:00.")]
    [InlineData("Periods:Grace", "-00:00:01", "is '-00:00:01'" + Grace)]
    [InlineData("Periods:Grace", "1.00:00:01", "is '1.00:00:01'" + Grace)]
    [InlineData("About:Asked", "yes", "is 'yes'; it has to be true or false.")]
    [InlineData("Contributions:PerNetworkPerDay", "-1", "is '-1'" + From0)]
    [InlineData("Contributions:PerNetworkPerDay", "abc", "is 'abc'" + From0)]
    [InlineData("Contributions:PerNetworkPerDay", "2147483648", "is '2147483648'" + From0)]
    [InlineData("RateLimits:RequestsPerMinute", "1e3", "is '1e3'" + From0)]
    [InlineData("RateLimits:RequestsPerMinute", "1,000", "is '1,000'" + From0)]
    [InlineData("Store:Provider", "mysql", "is 'mysql'; it has to be 'sqlite' or 'postgresql'.")]
    [InlineData("Store:ConnectionString", "store.db", "cannot be used: ")]
    [InlineData("Store:ConnectionString", "Data Source=:memory:", "cannot be used: The store has to be a file.")]
    [InlineData("Store:ConnectionString", "Data Source=x.db;Colour=red", "cannot be used: ")]
    [InlineData("Store:ConnectionString", "Data Source=x.db;Mode=Memory", "cannot be used: The store has to be a file.")]
    [InlineData("Store:ConnectionString", "Data Source=x.db;Mode=Memory;Cache=Shared", "cannot be used: The store has to be a file.")]
    [InlineData("Store:ConnectionString", "Data Source=x.db;Mode=ReadOnly", "cannot be used: Mode=ReadOnly stores nothing.")]
    [InlineData("Store:ConnectionString", "Data Source=x.db;Vfs=memdb", "cannot be used: Vfs is not supported.")]
    [InlineData("Store:ConnectionString", "Data Source=x.db;Password=x", "cannot be used: This SQLite does not encrypt files")]
    [InlineData("Store:ConnectionString", "Data Source='  '", "cannot be used: It names no file")]
    [InlineData("Store:ConnectionString", "Data Source=file::memory:?cache=shared", "cannot be used: Data Source begins with 'file:'")]
    [InlineData("Store:ConnectionString", "Data Source=FILE:/srv/x.db", "cannot be used: Data Source begins with 'file:'")]
    [InlineData("Store:ConnectionString", "Data Source=~/x.db", "cannot be used: Data Source begins with '~'")]
    [InlineData("Store:ConnectionString", "Data Source=|DataDirectory|x.db", "cannot be used: Data Source begins with '|DataDirectory|'")]
    [InlineData("Store:ConnectionString", "Data Source=$HOME/x.db", "cannot be used: Data Source begins with '$'")]
    [InlineData("Store:ConnectionString", "Data Source=data/", "cannot be used: '")]
    [InlineData("Store:ConnectionString", "Data Source=/dev/null", "cannot be used: '/dev/null' is not on a disk")]
    [InlineData("AllowedHosts", "a.example,127.0.0.1", "is 'a.example,127.0.0.1'; it has to be host names")]
    [InlineData("AllowedHosts", "https://a.example", "is 'https://a.example'; it has to be host names")]
    [InlineData("AllowedHosts", "a.example:443", "is 'a.example:443'; it has to be host names")]
    [InlineData("AllowedHosts", "a.example/", "is 'a.example/'; it has to be host names")]
    [InlineData("AllowedHosts", "; ;", "is '; ;'; it has to be host names")]
    [InlineData("Proxies:Networks", "0.0.0.0/0", "has '0.0.0.0/0'; a network looks like")]
    [InlineData("Proxies:Networks", "192.0.2.7,::/0", "has '::/0'; a network looks like")]
    [InlineData("Store:ConnectionString", "Data Source=/usr", "cannot be used: '/usr' is a folder; it has to be a file.")]
    [InlineData("Store:ConnectionString", "Data Source=/etc/passwd/a/x.db", "cannot be used: '/etc/passwd' is a file; it has")]
    [InlineData("Store:AllowUnencrypted", "yes", "is 'yes'; it has to be true or false.")]
    [InlineData("Cors:Origins", "https://example.org/", "has 'https://example.org/'" + Origin)]
    [InlineData("Cors:Origins", "https://example.org/path", "has 'https://example.org/path'" + Origin)]
    [InlineData("Cors:Origins", "example.org", "has 'example.org'" + Origin)]
    [InlineData("Cors:Origins", "https://a.example,https://*.example.org", "has 'https://*.example.org'" + Origin)]
    [InlineData("Cors:Origins", "https://me@example.org", "has 'https://me@example.org'" + Origin)]
    [InlineData("Cors:Origins", "null", "has 'null'" + Origin)]
    [InlineData("Embed:FrameAncestors", "clinic.example", "has 'clinic.example'" + Ancestor)]
    [InlineData("Embed:FrameAncestors", "https://clinic.example/", "has 'https://clinic.example/'" + Ancestor)]
    [InlineData("Embed:FrameAncestors", "https://clinic.example; script-src *", "has 'https://clinic.example; script-src *'" + Ancestor)]
    [InlineData("Embed:FrameAncestors", "https://clinic.example;", "has 'https://clinic.example;'" + Ancestor)]
    [InlineData("Embed:FrameAncestors", "https://a.example https://b.example", "has 'https://a.example https://b.example'" + Ancestor)]
    [InlineData("Embed:FrameAncestors", "https://a.*.example", "has 'https://a.*.example'" + Ancestor)]
    [InlineData("Embed:FrameAncestors", "https://*", "has 'https://*'" + Ancestor)]
    [InlineData("Embed:FrameAncestors", "'none'", "has ''none''" + Ancestor)]
    [InlineData("Operator:Contact", "write to us", "is 'write to us'" + Contact)]
    [InlineData("Operator:Contact", "Clinic <help@clinic.example>", "is 'Clinic <help@clinic.example>'" + Contact)]
    [InlineData("Operator:Contact", "javascript:alert(1)", "is 'javascript:alert(1)'" + Contact)]
    [InlineData("Operator:Url", "clinic.example", "is 'clinic.example'" + Site)]
    [InlineData("Operator:Url", "ftp://clinic.example", "is 'ftp://clinic.example'" + Site)]
    [InlineData("Offline:Enabled", "no", "is 'no'; it has to be true or false.")]
    [InlineData("Docs:Enabled", "off", "is 'off'; it has to be true or false.")]
    [InlineData("Hsts:MaxAgeDays", "-1", "is '-1'; it has to be a whole number from 0 to 3650.")]
    [InlineData("Hsts:MaxAgeDays", "3651", "is '3651'; it has to be a whole number from 0 to 3650.")]
    [InlineData("Fhir:CanonicalBase", "fhir", "is 'fhir'" + Canonical)]
    [InlineData("Fhir:CanonicalBase", "https://example.org/fhir?x=1", "is 'https://example.org/fhir?x=1'" + Canonical)]
    [InlineData("Fhir:CanonicalBase", "https://example.org/fhir|1", "is 'https://example.org/fhir|1'" + Canonical)]
    [InlineData("Fhir:CanonicalBase", "urn:uuid:x", "is 'urn:uuid:x'" + Canonical)]
    [InlineData("Fhir:CanonicalBase", LongAddress, $"is '{LongAddress}'" + Canonical)]
    [InlineData("Fhir:CanonicalBase", "https://me@example.org/fhir", "is 'https://me@example.org/fhir'" + Canonical)]
    [InlineData("Logging:LogLevel:Default", "Loud", "is 'Loud'" + Level)]
    [InlineData("Logging:LogLevel:KetamineScreening.Access", "on", "is 'on'" + Level)]
    [InlineData("Logging:Console:LogLevel:Default", "Warn", "is 'Warn'" + Level)]
    [InlineData("Limits:ConnectionsPerNetwork", "9", "is '9'; it has to be a whole number from 10 to 1000000.")]
    [InlineData("PathBase", "check", "is 'check'" + PathBase)]
    [InlineData("PathBase", "/check/", "is '/check/'" + PathBase)]
    [InlineData("PathBase", "/a//b", "is '/a//b'" + PathBase)]
    [InlineData("PathBase", "/a/../b", "is '/a/../b'" + PathBase)]
    [InlineData("PathBase", "/a b", "is '/a b'" + PathBase)]
    [InlineData("PathBase", "https://clinic.example/check", "is 'https://clinic.example/check'" + PathBase)]
    [InlineData("ForwardedHeaders_Enabled", "true", Everybody)]
    [InlineData("Urls", "localhost:5000", "has 'localhost:5000'" + Url)]
    [InlineData("Urls", "http://localhost:5000/screening", "has 'http://localhost:5000/screening'" + Url)]
    [InlineData("Urls", "http://127.0.0.1:5000;http://127.0.0.1:65536", "has 'http://127.0.0.1:65536'" + Url)]
    [InlineData("Urls", "ftp://127.0.0.1:5000", "has 'ftp://127.0.0.1:5000'" + Url)]
    [InlineData("Metrics:Url", "127.0.0.1:9464", "is '127.0.0.1:9464'" + MetricsUrl)]
    [InlineData("Metrics:Url", "https://127.0.0.1:9464", "is 'https://127.0.0.1:9464'" + MetricsUrl)]
    [InlineData("Metrics:Url", "http://127.0.0.1:9464/metrics", "is 'http://127.0.0.1:9464/metrics'" + MetricsUrl)]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "collector:4317", "is 'collector:4317'" + OtlpUrl)]
    [InlineData("OTEL_EXPORTER_OTLP_METRICS_ENDPOINT", "/v1/metrics", "is '/v1/metrics'" + OtlpUrl)]
    [InlineData("Health:DrainSeconds", "301", "is '301'; it has to be a whole number from 0 to 300.")]
    [InlineData("Content:Path", "/no/such/folder", "is '/no/such/folder'; there is no such folder.")]
    public void An_invalid_setting_is_named_with_its_problem(string key, string value, string problem)
    {
        var message = Assert.Throws<SettingsException>(() => Read(new() { [key] = value })).Message;

        Assert.StartsWith($"The configuration cannot be used:\n- {key} {problem}", message, StringComparison.Ordinal);
        Assert.Single(message.Split("\n- ").Skip(1));
    }

    [Theory]
    [InlineData("", "Store:ConnectionString cannot be used: It names no host")]
    [InlineData("Host=db", "Store:ConnectionString cannot be used: It names no database")]
    [InlineData("Host=0.0.0.0;Database=x", "Store:ConnectionString cannot be used: Host=0.0.0.0 is not the address of one server")]
    [InlineData("Host=db,[::]:5433;Database=x", "Store:ConnectionString cannot be used: Host=[::]:5433 is not the address of one server")]
    [InlineData("Host=db;Database=x;Colour=red", "Store:ConnectionString cannot be used: ")]
    [InlineData("Data Source=store.db", "Store:ConnectionString cannot be used: ")]
    [InlineData("Host=a,b;Database=x;Target Session Attributes=fastest", "Store:ConnectionString cannot be used: ")]
    public void An_invalid_PostgreSQL_connection_string_is_named(string connectionString, string named)
    {
        var settings = new Dictionary<string, string?> { ["Store:Provider"] = "postgresql", ["Store:ConnectionString"] = connectionString };
        var message = Assert
            .Throws<SettingsException>(() => Read(settings))
            .Message;

        Assert.Contains(named, message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Host=db;Database=x", true)]
    [InlineData("Host=db:5433;Database=x;SSL Mode=Require", true)]
    [InlineData("Host=192.0.2.7;Database=x;SslMode=VerifyFull", true)]
    [InlineData("Host=db;Database=x;SSL Mode=VerifyCA", true)]
    [InlineData("Host=db;Database=x;SSL Mode=Prefer", false)]
    [InlineData("Host=db;Database=x;SslMode=Allow", false)]
    [InlineData("Host=db;Database=x;SSL Mode=Disable", false)]
    [InlineData("Host=localhost,db;Database=x;SSL Mode=Disable", false)]
    [InlineData("Host=/run/postgresql, db:5433;Database=x;SSL Mode=Disable", false)]
    [InlineData("Host=localhost.example;Database=x;SSL Mode=Disable", false)]
    [InlineData("Host=[2001:db8::1]:5433;Database=x;SSL Mode=Disable", false)]
    [InlineData("Host=/run/postgresql;Database=x;SSL Mode=Disable", true)]
    [InlineData("Host=@postgresql;Database=x;SSL Mode=Disable", true)]
    [InlineData("Host=localhost;Database=x;SSL Mode=Prefer", true)]
    [InlineData("Host=LOCALHOST:5433, 127.9.9.9:5434;Database=x;SSL Mode=Disable", true)]
    [InlineData("Host=::1;Database=x;SSL Mode=Disable", true)]
    [InlineData("Host=[::1]:5433;Database=x;SSL Mode=Disable", true)]
    public void Connections_to_another_host_have_to_be_encrypted_unless_a_setting_allows_others(string connectionString, bool isAllowed)
    {
        var settings = new Dictionary<string, string?> { ["Store:Provider"] = "postgresql", ["Store:ConnectionString"] = connectionString };
        var refusal = Record.Exception(() => Read(settings));
        settings["Store:AllowUnencrypted"] = "true";
        Read(settings);

        if (isAllowed) Assert.Null(refusal);
        else Assert.Contains("Store:AllowUnencrypted", Assert.IsType<SettingsException>(refusal).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("postgresql", "Host=db;Database=x;Password=open;sesame")]
    [InlineData("postgresql", "Host=db;Database=x;Password=open;sesame=1")]
    [InlineData("sqlite", "Data Source=x.db;Password=open;sesame=1")]
    public void No_part_of_a_password_is_repeated_whatever_is_wrong_with_it(string provider, string connectionString)
    {
        var settings = new Dictionary<string, string?> { ["Store:Provider"] = provider, ["Store:ConnectionString"] = connectionString };
        var message = Assert.Throws<SettingsException>(() => Read(settings)).Message;

        Assert.DoesNotContain("sesame", message, StringComparison.Ordinal);
        Assert.DoesNotContain("open", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/fhir")]
    [InlineData("/Help/us")]
    public async Task A_path_that_begins_like_an_address_of_the_service_ends_the_start(string path)
    {
        var (exitCode, _, errors) = await Executable.Run(new Dictionary<string, string> { ["PathBase"] = path });

        Assert.Equal(1, exitCode);
        Assert.Contains($"PathBase is '{path}', and the service has addresses of its own below", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_executable_reports_all_invalid_settings_together_and_exits()
    {
        var (exitCode, output) = await Executable.Run(new Dictionary<string, string>
        {
            ["Contributions:CommitMilliseconds"] = "4999",
            ["Contributions:TrustedNetworks"] = "x",
            ["Contributions:PerNetworkPerDay"] = "-1",
            ["RateLimits:RequestsPerMinute"] = "-1",
            ["Periods:Length"] = "month",
            ["Store:ConnectionString"] = "Data Source=",
            ["Cors:Origins"] = "a,b",
            ["Embed:FrameAncestors"] = "c",
            ["Logging:Console:FormatterName"] = "jsn",
        });

        Assert.Equal(1, exitCode);
        Assert.StartsWith(
            "The configuration cannot be used:\n- Contributions:CommitMilliseconds is '4999'; ", output, StringComparison.Ordinal);
        Assert.Equal(10, output.Split("\n- ").Skip(1).Count());
    }

    [Theory]
    [InlineData("")]
    [InlineData("http://+:8080")]
    [InlineData("http://*:80;https://[::1]:8443")]
    [InlineData("HTTP://unix:/run/screening.sock")]
    public void Every_kind_of_listening_address_is_accepted(string urls)
    {
        var settings = new Dictionary<string, string?> { ["Urls"] = urls };

        Assert.NotNull(Read(settings));
    }

    [Fact]
    public async Task An_address_in_use_ends_the_start_with_a_message()
    {
        var folder = Directory.CreateTempSubdirectory("ketamine-settings-").FullName;
        var settings = new Dictionary<string, string> { ["Store:ConnectionString"] = $"Data Source={folder}/store.db" };
        await using var first = await Executable.Start(settings);
        var address = first.Http.BaseAddress!.GetLeftPart(UriPartial.Authority);
        settings["ASPNETCORE_URLS"] = address;
        var ended = await Executable.Run(settings);

        // Only the lines of one stream have an order: the message can arrive before everything that was logged.
        Assert.Equal(1, ended.ExitCode);
        Assert.Contains($"Failed to bind to address {address}: address already in use.", ended.Errors.Split('\n'));
        Assert.DoesNotContain("Unhandled exception", ended.Output, StringComparison.Ordinal);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task The_executable_starts_with_settings_at_their_limits()
    {
        var folder = Directory.CreateTempSubdirectory("ketamine-settings-").FullName;
        await using var executable = await Executable.Start(new Dictionary<string, string>
        {
            ["Contributions:CommitMilliseconds"] = "3600000",
            ["Privacy:Rho"] = "1.0",
            ["Periods:Grace"] = "1.00:00:00",
            ["Contributions:PerNetworkPerDay"] = "",
            ["RateLimits:RequestsPerMinute"] = "2147483647",
            ["Store:Provider"] = "sqlite",
            ["Store:ConnectionString"] = $"Data Source={folder}/store.db",
            ["Cors:Origins"] = "https://a.example, http://localhost:5173",
        });

        Assert.True(
            (
                await executable.Http.GetAsync(new Uri("/health/ready", UriKind.Relative), TestContext.Current.CancellationToken)
            ).IsSuccessStatusCode);
        executable.Signal("TERM");
        Assert.Equal(0, await executable.Exit());
        Directory.Delete(folder, recursive: true);
    }

    private static ServiceSettings Read(Dictionary<string, string?> settings) => ServiceSettings.Read(
        new ConfigurationBuilder().AddInMemoryCollection(settings).Build(),
        new HostingEnvironment { EnvironmentName = Environments.Development });
}
