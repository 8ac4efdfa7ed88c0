using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace KetamineScreening.Api.Tests.Operations;

/// <summary>The metrics have a listener of their own, in whatever way the addresses of the service are set.</summary>
public sealed partial class MetricsListenerTests : IDisposable
{
    private const string Loopback = "^http://127\\.0\\.0\\.1:[0-9]+$";
    private const string Wildcard = "^http://(\\[::\\]|0\\.0\\.0\\.0):[0-9]+$";

    private readonly string folder = Directory.CreateTempSubdirectory("ketamine-screening-").FullName;
    private readonly HttpClient http = new();

    public static TheoryData<string, string[], string[]> Ways => new()
    {
        { "ASPNETCORE_URLS=http://127.0.0.1:0", [], [Loopback] },
        { "ASPNETCORE_URLS=http://127.0.0.1:0;http://127.0.0.2:0", [], [Loopback, "^http://127\\.0\\.0\\.2:[0-9]+$"] },
        { "ASPNETCORE_HTTP_PORTS=0", [], [Wildcard] },
        { "Kestrel__Endpoints__Web__Url=http://127.0.0.1:0", [], [Loopback] },
        { "", ["--urls", "http://127.0.0.1:0"], [Loopback] },
    };

    [Theory, MemberData(nameof(Ways))]
    public async Task The_service_keeps_its_addresses_and_each_listener_answers_for_itself_alone(
        string variable, string[] options, string[] listening)
    {
        await using var service = await Executable.Start(Settings(variable), arguments: options);
        var metrics = MetricsAddress.Of(service);

        Assert.Equal(HttpStatusCode.OK, await StatusOf(HttpMethod.Get, metrics));
        foreach (var path in new[] { "/", "/v1/questionnaires", "/docs", "/health/ready", "/metrics/", "/metrics/x" })
        {
            Assert.Equal(HttpStatusCode.NotFound, await StatusOf(HttpMethod.Get, new Uri(metrics, path)));
        }

        Assert.Equal(HttpStatusCode.NotFound, await StatusOf(HttpMethod.Post, metrics));
        await service.Says("Application started");
        var addresses = Listening().Matches(service.Output).Select(match => match.Groups["address"].Value).ToList();
        Assert.Equal(listening.Length, addresses.Count);
        foreach (var (expected, address) in listening.Zip(addresses))
        {
            Assert.Matches(expected, address);
            var reachable = new UriBuilder(address);
            if (expected == Wildcard) reachable.Host = "127.0.0.1";
            Assert.Equal(HttpStatusCode.OK, await StatusOf(HttpMethod.Get, new Uri(reachable.Uri, "/health/ready")));
            Assert.Equal(HttpStatusCode.NotFound, await StatusOf(HttpMethod.Get, new Uri(reachable.Uri, "/metrics")));
        }
    }

    [Fact]
    public async Task Without_any_address_set_the_service_keeps_the_default_of_the_framework()
    {
        // The default port is taken on purpose, by this test or already by another program: the error names the address.
        using var occupied = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            occupied.Bind(new IPEndPoint(IPAddress.Loopback, 5000));
            occupied.Listen();
        }
        catch (SocketException failure) when (failure.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
        }

        var (exitCode, output) = await Executable.Run(Settings(""));

        Assert.Contains("Metrics are served at http://127.0.0.1:", output, StringComparison.Ordinal);
        Assert.Contains("\nFailed to bind to address http://127.0.0.1:5000: address already in use.\n", output, StringComparison.Ordinal);
        Assert.Equal(1, exitCode);
    }

    [Fact]
    public async Task An_address_of_the_metrics_that_another_program_has_ends_the_start_with_a_message()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var address = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{((IPEndPoint)other.LocalEndpoint).Port}");
        var settings = Settings("ASPNETCORE_URLS=http://127.0.0.1:0");
        settings["Metrics:Url"] = address;
        var (exitCode, output) = await Executable.Run(settings);

        Assert.Equal(1, exitCode);
        Assert.Contains($"Failed to bind to address {address}: address already in use.\n", output, StringComparison.Ordinal);
        Assert.DoesNotContain("Unhandled exception", output, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        http.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private Dictionary<string, string> Settings(string variable)
    {
        var settings = new Dictionary<string, string>
        {
            ["Metrics:Url"] = "http://127.0.0.1:0",
            ["Store:ConnectionString"] = $"Data Source={folder}/store.db",
            ["ASPNETCORE_URLS"] = "",
        };
        if (variable.Split('=', 2) is [var name, var value]) settings[name] = value;
        return settings;
    }

    private async Task<HttpStatusCode> StatusOf(HttpMethod method, Uri address)
    {
        using var request = new HttpRequestMessage(method, address);
        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }

    [GeneratedRegex(@"Now listening on: (?<address>http://[^\s""]+)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Listening();
}
