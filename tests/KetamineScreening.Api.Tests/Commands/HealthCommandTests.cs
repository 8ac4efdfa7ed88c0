using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace KetamineScreening.Api.Tests.Commands;

/// <summary>The command <c>health</c> asks the service that has the same settings.</summary>
public sealed class HealthCommandTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("ketamine-screening-").FullName;
    private readonly int port = FreePort();

    [Theory]
    [InlineData("ASPNETCORE_URLS=http://127.0.0.1:{port}")]
    [InlineData("ASPNETCORE_URLS=http://127.0.0.7:{port}")]
    [InlineData("ASPNETCORE_URLS=http://+:{port}")]
    [InlineData("ASPNETCORE_URLS=http://localhost:{port}", "PathBase=/check", "RateLimits:RequestsPerMinute=1")]
    [InlineData("ASPNETCORE_URLS=http://unix:{folder}/service.sock")]
    [InlineData("ASPNETCORE_URLS=https://127.0.0.1:0;http://127.0.0.1:{port}", "Kestrel:Certificates:Default:Path={certificate}")]
    [InlineData("ASPNETCORE_URLS=https://127.0.0.1:{port}", "Kestrel:Certificates:Default:Path={certificate}")]
    [InlineData("ASPNETCORE_URLS=", "ASPNETCORE_HTTP_PORTS={port}")]
    [InlineData("Kestrel:Endpoints:Own:Url=http://0.0.0.0:{port}")]
    [InlineData("ASPNETCORE_URLS=http://127.0.0.1:{port}", "AllowedHosts=check.clinic.example;www.clinic.example")]
    [InlineData("ASPNETCORE_URLS=http://127.0.0.1:{port}", "AllowedHosts=*.clinic.example", "HTTP_PROXY=http://127.0.0.1:9")]
    public async Task It_finds_the_service_by_the_settings_of_the_service_itself(params string[] settings)
    {
        var all = Settings(settings);
        await using var service = await Executable.Start(all, folder);

        var ended = await Executable.RunIn(folder, all, "health");

        Assert.Equal((0, "", "200 {\"status\":\"ready\"}"), (ended.ExitCode, ended.Errors, ended.Output.TrimEnd()));
    }

    [Fact]
    public async Task While_the_service_drains_it_fails_and_says_why()
    {
        var settings = Settings("ASPNETCORE_URLS=http://127.0.0.1:{port}", "Health:DrainSeconds=300");
        await using var service = await Executable.Start(settings, folder);
        service.Signal("TERM");
        await service.Says("Readiness answers 503");

        var ended = await Executable.RunIn(folder, settings, "health");

        Assert.Equal((1, $"127.0.0.1:{port} answered 503 {{\"status\":\"stopping\"}}"), (ended.ExitCode, ended.Errors.TrimEnd()));
    }

    [Theory]
    [InlineData("ASPNETCORE_URLS=http://127.0.0.1:{port}", "127.0.0.1:{port} did not answer: ")]
    [InlineData("ASPNETCORE_URLS=http://127.0.0.1:0", "set Urls")]
    [InlineData("Store:Provider=mysql", "Store:Provider")]
    public async Task Without_a_service_it_fails_and_says_why_and_leaves_no_store(string setting, string reason)
    {
        var ended = await Executable.RunIn(folder, Settings(setting), "health");

        Assert.Equal((1, ended.Output), (ended.ExitCode, ended.Errors));
        Assert.Contains(Filled(reason), ended.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", ended.Errors, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(folder, "store.db")));
    }

    [Fact]
    public async Task A_service_that_accepts_connections_and_never_answers_fails_after_seconds()
    {
        using var silent = new TcpListener(IPAddress.Loopback, port);
        silent.Start();

        var ended = await Executable.RunIn(folder, Settings("ASPNETCORE_URLS=http://127.0.0.1:{port}"), "health");

        Assert.Equal(1, ended.ExitCode);
        Assert.Contains("did not answer", ended.Errors, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Any, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private Dictionary<string, string> Settings(params IEnumerable<string> settings)
    {
        var all = new Dictionary<string, string> { ["Store:ConnectionString"] = $"Data Source={folder}/store.db" };
        foreach (var setting in settings.Select(Filled)) all[setting.Split('=', 2)[0]] = setting.Split('=', 2)[1];
        return all;
    }

    private string Filled(string text)
    {
        text = text.Replace("{port}", $"{port}", StringComparison.Ordinal).Replace("{folder}", folder, StringComparison.Ordinal);
        return text.Contains("{certificate}", StringComparison.Ordinal)
            ? text.Replace("{certificate}", Certificate(), StringComparison.Ordinal)
            : text;
    }

    private string Certificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=check.clinic.example", key, HashAlgorithmName.SHA256);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        var file = Path.Combine(folder, "https.pfx");
        File.WriteAllBytes(file, certificate.Export(X509ContentType.Pfx));
        return file;
    }
}
