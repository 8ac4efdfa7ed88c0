using System.Text.Json.Nodes;

namespace KetamineScreening.Api.Tests.Http;

/// <summary>Every address that a response names has the path that a proxy serves the service below.</summary>
public sealed class PathBaseTests
{
    private const string Prefix = "/sites/check";

    private static readonly Dictionary<string, string> Known = new() { ["Proxies:Networks"] = "127.0.0.0/8" };

    /// <summary>Settings, the path before the addresses, and the header of a proxy.</summary>
    public static TheoryData<Dictionary<string, string>, string, string?> Proxies => new()
    {
        { Known, "", Prefix },
        { new() { ["PathBase"] = Prefix }, "", null },
        { new() { ["PathBase"] = Prefix }, Prefix, null },
    };

    [Theory, MemberData(nameof(Proxies))]
    public async Task Addresses_have_the_path(Dictionary<string, string> settings, string path, string? header)
    {
        await using var service = new Service(settings);
        var questionnaire = $"{Prefix}/v1/questionnaires/ketamine-self-check";

        using var current = await Send(service, path + "/v1/questionnaires/ketamine-self-check", header);
        Assert.Equal($"<{questionnaire}/2.0.0>; rel=\"canonical\"", current.Header("Link"));
        using var retired = await Send(service, path + "/v1/questionnaires/ketamine-self-check/1.0.0", header);
        Assert.Equal(
            $"<{questionnaire}/1.0.0>; rel=\"canonical\", <{questionnaire}/2.0.0>; rel=\"successor-version\"", retired.Header("Link"));

        var learn = await Json(service, path + "/v1/learn", header);
        Assert.Equal($"{Prefix}/v1/learn/", ((string)learn["texts"]![0]!["href"]!)[..(Prefix.Length + 10)]);
        var document = await Json(service, path + "/openapi/v1.json", header);
        Assert.Equal(Prefix, (string?)document["servers"]![0]!["url"]);

        var bundle = await Json(service, path + "/fhir/Questionnaire?_count=1", header);
        var own = service.Http.BaseAddress!.GetLeftPart(UriPartial.Authority) + Prefix + "/fhir/Questionnaire";
        Assert.All(bundle["link"]!.AsArray(), link => Assert.StartsWith(own + "?", (string)link!["url"]!, StringComparison.Ordinal));
        Assert.StartsWith(own + "/", (string)bundle["entry"]![0]!["fullUrl"]!, StringComparison.Ordinal);

        using var health = await Send(service, "/health/ready", header: null);
        Assert.Equal(200, (int)health.StatusCode);
    }

    [Theory]
    [InlineData("127.0.0.0/8", "//evil.example")]
    [InlineData("127.0.0.0/8", "/\\evil.example")]
    [InlineData("127.0.0.0/8", "https://evil.example")]
    [InlineData("127.0.0.0/8", "/a>; rel=\"next\"")]
    [InlineData("127.0.0.0/8", "/a/../b")]
    [InlineData("127.0.0.0/8", "/a/")]
    [InlineData("10.0.0.0/8", "/check")]
    [InlineData("", "/check")]
    public async Task A_prefix_that_is_no_path_or_comes_from_an_unknown_sender_has_no_effect(string networks, string header)
    {
        await using var service = new Service(new Dictionary<string, string> { ["Proxies:Networks"] = networks });
        using var response = await Send(service, "/v1/questionnaires/ketamine-self-check", header);

        Assert.Equal("</v1/questionnaires/ketamine-self-check/2.0.0>; rel=\"canonical\"", response.Header("Link"));
    }

    [Fact]
    public async Task The_path_base_of_the_settings_goes_before_the_header()
    {
        await using var service = new Service(new Dictionary<string, string>(Known) { ["PathBase"] = Prefix });
        using var response = await Send(service, "/v1/questionnaires/ketamine-self-check", "/other");

        Assert.StartsWith($"<{Prefix}/v1/", response.Header("Link"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_path_base_without_a_slash_leads_to_the_page()
    {
        await using var service = new Service(new Dictionary<string, string> { ["PathBase"] = Prefix });
        using var response = await Send(service, Prefix, header: null);

        Assert.Equal((308, Prefix + "/"), ((int)response.StatusCode, response.Header("Location")));
    }

    [Theory]
    [InlineData("_id=ketamine-self-check-v2.0.0")]
    [InlineData("")]
    public async Task A_shared_cache_does_not_store_a_search_because_it_repeats_the_host(string query)
    {
        await using var service = new Service();
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/fhir/Questionnaire?{query}");
        request.Headers.Host = "elsewhere.example";
        using var response = await service.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Contains("elsewhere.example", await response.Text(), StringComparison.Ordinal);
        Assert.True(response.Headers.CacheControl is { Private: true, Public: false }, response.Headers.CacheControl?.ToString());
    }

    [Fact]
    public async Task A_forwarded_host_has_to_be_an_allowed_one()
    {
        await using var service = new Service(new Dictionary<string, string>(Known) { ["AllowedHosts"] = "127.0.0.1;check.example" });
        foreach (var (host, expected) in new[] { ("check.example", "http://check.example/"), ("evil.example", "http://127.0.0.1:") })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/fhir/Questionnaire?_count=1");
            request.Headers.Add("X-Forwarded-Host", host);
            using var response = await service.Http.SendAsync(request, TestContext.Current.CancellationToken);
            var url = (string)(await response.Json())["link"]![0]!["url"]!;
            Assert.StartsWith(expected, url, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("https", "https")]
    [InlineData("HTTPS", "https")]
    [InlineData("javascript", "http")]
    public async Task A_forwarded_scheme_is_http_or_https(string header, string scheme)
    {
        await using var service = new Service(Known);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/fhir/Questionnaire?_count=1");
        request.Headers.Add("X-Forwarded-Proto", header);
        using var response = await service.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.StartsWith($"{scheme}://", (string)(await response.Json())["link"]![0]!["url"]!, StringComparison.Ordinal);
    }

    private static async Task<JsonNode> Json(Service service, string address, string? header)
    {
        using var response = await Send(service, address, header);
        return await response.Json();
    }

    private static Task<HttpResponseMessage> Send(Service service, string address, string? header)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, address);
        if (header is not null) request.Headers.TryAddWithoutValidation("X-Forwarded-Prefix", header);
        return service.Http.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
