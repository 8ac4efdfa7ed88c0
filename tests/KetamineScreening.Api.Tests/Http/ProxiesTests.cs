using System.Net;

namespace KetamineScreening.Api.Tests.Http;

/// <summary>X-Forwarded-For determines the client network only if it comes from a configured proxy.</summary>
public sealed class ProxiesTests
{
    [Theory]
    [InlineData("127.0.0.0/8", "198.51.100.7", "203.0.113.9", true)]
    [InlineData("127.0.0.1", "198.51.100.7", "203.0.113.9", true)]
    [InlineData("10.0.0.0/8, ::1, 127.0.0.1", "2001:db8::1", "2001:db8:1::1", true)]
    [InlineData("10.0.0.0/8", "198.51.100.7", "203.0.113.9", false)]
    [InlineData("", "198.51.100.7", "203.0.113.9", false)]
    [InlineData("127.0.0.0/8", "198.51.100.7", "198.51.100.250", false)]
    // The proxy appends its entry to the right of any entry that the client sends.
    [InlineData("127.0.0.0/8", "203.0.113.1, 198.51.100.7", "203.0.113.2, 198.51.100.9", false)]
    // A chain of configured proxies.
    [InlineData("127.0.0.0/8,192.0.2.0/24", "198.51.100.7, 192.0.2.5", "203.0.113.9, 192.0.2.5", true)]
    public async Task Two_clients_behind_a_proxy_have_separate_limits_only_if_the_proxy_is_configured(
        string proxies,
        string one,
        string other,
        bool haveSeparateLimits)
    {
        await using var service = new Service(
            new Dictionary<string, string> { ["RateLimits:RequestsPerMinute"] = "2", ["Proxies:Networks"] = proxies });
        for (var i = 0; i < 2; i++)
            Assert.Equal(HttpStatusCode.OK, await StatusFor(service, one));
        Assert.Equal(HttpStatusCode.TooManyRequests, await StatusFor(service, one));

        Assert.Equal(haveSeparateLimits ? HttpStatusCode.OK : HttpStatusCode.TooManyRequests, await StatusFor(service, other));
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("10.0.0.0/33")]
    [InlineData("10.0.0.0/8,proxy.example.org")]
    public async Task An_invalid_network_is_rejected_at_startup(string networks)
    {
        var (exitCode, output) = await Executable.Run(new Dictionary<string, string> { ["Proxies:Networks"] = networks });

        Assert.Equal(1, exitCode);
        Assert.Contains("- Proxies:Networks has '", output, StringComparison.Ordinal);
    }

    private static async Task<HttpStatusCode> StatusFor(Service service, string from)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/help");
        request.Headers.Add("X-Forwarded-For", from);
        using var response = await service.Http.SendAsync(request, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }
}
