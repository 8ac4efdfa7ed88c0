using KetamineScreening.Api.Tests.Abuse;
using KetamineScreening.Api.Tests.Aggregates;

namespace KetamineScreening.Api.Tests.Http;

public sealed class RateLimitsTests(RateLimitsTests.ThreePerMinute service) : IClassFixture<RateLimitsTests.ThreePerMinute>
{
    [Theory]
    [InlineData("GET", "/v1/questionnaires")]
    [InlineData("GET", "/v1/no-such")]
    [InlineData("POST", "/v1/questionnaires/ketamine-self-check/screenings")]
    [InlineData("PUT", "/v1/help")]
    public async Task A_request_over_the_limit_gets_429_with_the_policy(string method, string address)
    {
        for (var i = 0; i < 3; i++) (await Request("GET", "/v1/help")).Dispose();
        using var response = await Request(method, address);

        // The headers are constant: the time that is left would tell when others of the network made their requests.
        await response.Problem(429, "too-many-requests");
        Assert.Equal(
            ("60", "\"network\";q=3;w=60", "\"network\";r=0;t=60"),
            (response.Header("Retry-After"), response.Header("RateLimit-Policy"), response.Header("RateLimit")));
        Assert.Equal(
            ("*", "no-store", "nosniff"),
            (response.Header("Access-Control-Allow-Origin"), response.Header("Cache-Control"), response.Header("X-Content-Type-Options")));
    }

    [Theory]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    public async Task Health_endpoints_are_not_rate_limited(string address)
    {
        for (var i = 0; i < 20; i++)
        {
            using var response = await Request("GET", address);
            Assert.Equal(200, (int)response.StatusCode);
        }
    }

    [Fact]
    public async Task Preflights_are_not_rate_limited()
    {
        for (var i = 0; i < 20; i++)
        {
            using var response = await Request("OPTIONS", "/v1/help");
            Assert.Equal(204, (int)response.StatusCode);
        }
    }

    [Fact]
    public async Task The_first_three_requests_within_a_minute_succeed_and_the_fourth_gets_429()
    {
        await using var fresh = new ThreePerMinute();
        var statuses = new List<int>();
        for (var i = 0; i < 4; i++)
        {
            using var response = await fresh.Http.GetAsync(new Uri("/v1/help", UriKind.Relative), TestContext.Current.CancellationToken);
            statuses.Add((int)response.StatusCode);
        }

        Assert.Equal([200, 200, 200, 429], statuses);
    }

    [Fact]
    public async Task A_rate_limited_screening_is_not_counted()
    {
        await using var fresh = new ThreePerMinute();
        for (var i = 0; i < 5; i++) (await fresh.Post(Some.SelfCheck, Some.Body(contribute: true))).Dispose();
        await fresh.Stop();

        Assert.Equal(3, fresh.Committed());
    }

    [Fact]
    public async Task Many_networks_neither_use_up_the_limit_of_others_nor_give_it_back()
    {
        await using var own = new Service(new Dictionary<string, string>
        {
            ["RateLimits:RequestsPerMinute"] = "3",
            ["Proxies:Networks"] = "127.0.0.1",
        });
        async Task<int> Status(string from)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/help");
            request.Headers.Add("X-Forwarded-For", from);
            using var response = await own.Http.SendAsync(request, TestContext.Current.CancellationToken);
            return (int)response.StatusCode;
        }

        for (var i = 0; i < 3; i++) Assert.Equal(200, await Status("2001:db8:ffff::1"));
        for (var i = 0; i < 3000; i++) Assert.Equal(200, await Status($"2001:db8:{i >> 8:x}:{i & 0xff:x2}00::1"));

        Assert.Equal(429, await Status("2001:db8:ffff::1"));
        Assert.Equal(200, await Status("198.51.100.7"));
    }

    [Fact]
    public async Task Slow_FHIR_requests_of_one_network_make_nobody_else_wait_and_its_own_only_until_they_end()
    {
        await using var own = new Service(new Dictionary<string, string> { ["RateLimits:RequestsPerMinute"] = "600" });
        var slow = new List<RawConnection>();
        for (var i = 0; i < 20; i++)
        {
            slow.Add(await RawConnection.Open(own.Http.BaseAddress!));
            await slow[i].Send("POST /fhir/Questionnaire/$process-response HTTP/1.1\r\nHost: localhost\r\n"
                + "Content-Type: application/fhir+json\r\nContent-Length: 1000\r\n\r\n{");
        }

        using var other = await RawConnection.Open(own.Http.BaseAddress!, "127.0.8.8");
        await other.Send("GET /fhir/metadata HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 200 ", await other.ReadToEnd(), StringComparison.Ordinal);
        await own.Screen(Some.SelfCheck, Some.Answers());

        foreach (var connection in slow) connection.Abort();
        using var response = await own.Http.GetAsync("/fhir/metadata", TestContext.Current.CancellationToken);
        Assert.Equal(200, (int)response.StatusCode);
    }

    private Task<HttpResponseMessage> Request(string method, string address)
    {
        var request = new HttpRequestMessage(new HttpMethod(method), address);
        request.Headers.Add("Origin", "https://example.org");
        request.Headers.Add("Access-Control-Request-Method", "POST");
        return service.Http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public sealed class ThreePerMinute() : Service(new Dictionary<string, string> { ["RateLimits:RequestsPerMinute"] = "3" });
}
