namespace KetamineScreening.Api.Tests.Http;

/// <summary>The host names that requests may have: those that the operator named, wherever they are named.</summary>
public sealed class AllowedHostsTests
{
    private const string Own = "check.clinic.example";
    private const string Foreign = "elsewhere.example";

    [Theory]
    [InlineData("Urls", "http://127.0.0.1:0", Foreign, 200)]
    [InlineData("Urls", "http://+:0", Foreign, 200)]
    [InlineData("Urls", $"http://{Own}:0", Foreign, 400)]
    [InlineData("Urls", $"http://{Own}:0", Own, 200)]
    [InlineData("Urls", $"http://{Own}:0", "CHECK.clinic.example:8443", 200)]
    [InlineData("Urls", $"http://{Own}:0", "127.0.0.1:5000", 200)]
    [InlineData("Urls", $"http://{Own}:0", "[::1]", 200)]
    [InlineData("Kestrel:Endpoints:Public:Url", $"http://{Own}:0", Foreign, 400)]
    [InlineData("Kestrel:Endpoints:Public:Url", $"http://{Own}:0", Own, 200)]
    public async Task Without_the_setting_they_are_the_names_in_the_listening_addresses_if_there_are_any(
        string setting, string address, string host, int status)
    {
        Assert.Equal(status, await StatusFor(host, new() { [setting] = address }));
    }

    [Theory]
    [InlineData("AllowedHosts", "other.example", Own, 400)]
    [InlineData("AllowedHosts", "other.example", "other.example", 200)]
    [InlineData("AllowedHosts", "*", Foreign, 200)]
    // A proxy may use any name for the service.
    [InlineData("Proxies:Networks", "192.0.2.1", Foreign, 200)]
    public async Task The_setting_and_a_proxy_take_precedence(string setting, string value, string host, int status)
    {
        Assert.Equal(status, await StatusFor(host, new() { ["Urls"] = $"http://{Own}:0", [setting] = value }));
    }

    private static async Task<int> StatusFor(string host, Dictionary<string, string> settings)
    {
        await using var service = new Service(settings);
        using var http = new HttpClient();
        var address = new Uri($"http://127.0.0.1:{service.Http.BaseAddress!.Port}/fhir/Questionnaire?_count=1");
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Host = host;
        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        return (int)response.StatusCode;
    }
}
