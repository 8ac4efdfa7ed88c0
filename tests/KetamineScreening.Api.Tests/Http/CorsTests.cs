namespace KetamineScreening.Api.Tests.Http;

public sealed class CorsTests(SharedService shared)
{
    private const string Body = """{"answers":{"last-used":"never"},"contribute":false}""";

    private static readonly string[] Addresses =
    [
        "/v1/questionnaires", "/v1/questionnaires/ketamine-self-check/2.0.0", "/v1/help?country=ZZ", "/v1/no-such", "/health/live",
    ];

    public static MatrixTheoryData<string, string> Origins => new(Addresses, ["https://example.org", "http://localhost:5173", "null"]);

    [Theory, MemberData(nameof(Origins))]
    public async Task Any_origin_may_read_every_response_without_credentials(string address, string origin)
    {
        using var response = await Request(shared, HttpMethod.Get, address, origin);

        Assert.Equal("*", response.Header("Access-Control-Allow-Origin"));
        Assert.Null(response.Header("Access-Control-Allow-Credentials"));
        Assert.Equal(
            "ETag,Link,Content-Language,Retry-After,Deprecation,RateLimit,RateLimit-Policy",
            response.Header("Access-Control-Expose-Headers"));
    }

    [Theory]
    [InlineData("/v1/questionnaires/ketamine-self-check/screenings", "POST")]
    [InlineData("/v1/questionnaires", "GET")]
    [InlineData("/v1/no-such", "POST")]
    public async Task Any_origin_may_send_JSON_and_an_idempotency_key(string address, string method)
    {
        using var response = await Preflight(shared, address, "https://example.org", method);

        Assert.Equal(
            (204, "*", "GET,HEAD,POST"),
            ((int)response.StatusCode, response.Header("Access-Control-Allow-Origin"), response.Header("Access-Control-Allow-Methods")));
        Assert.Equal("content-type,idempotency-key", response.Header("Access-Control-Allow-Headers"));
        Assert.Equal(("86400", null), (response.Header("Access-Control-Max-Age"), response.Header("Access-Control-Allow-Credentials")));
    }

    [Theory]
    [InlineData("https://a.example", "https://a.example", true)]
    [InlineData("https://a.example,http://localhost:5173", "http://localhost:5173", true)]
    [InlineData("https://a.example,http://localhost:5173", "https://a.example", true)]
    [InlineData("https://a.example", "https://b.example", false)]
    [InlineData("https://a.example", "http://a.example", false)]
    [InlineData("https://a.example", "https://a.example:8443", false)]
    [InlineData("https://a.example", "https://x.a.example", false)]
    [InlineData("https://a.example", "null", false)]
    [InlineData("", "https://a.example", false)]
    public async Task Only_configured_origins_are_allowed(string origins, string origin, bool allowed)
    {
        await using var service = new Service(new Dictionary<string, string> { ["Cors:Origins"] = origins });
        using var get = await Request(service, HttpMethod.Get, "/v1/questionnaires", origin);
        using var preflight = await Preflight(service, "/v1/questionnaires", origin, "POST");

        Assert.All([get, preflight], response => Assert.Equal(allowed ? origin : null, response.Header("Access-Control-Allow-Origin")));
    }

    [Theory]
    [InlineData("https://a.example", "https://a.example")]
    [InlineData("https://a.example", "https://b.example")]
    [InlineData("https://a.example", null)]
    [InlineData("https://a.example,https://b.example", "https://b.example")]
    [InlineData("https://a.example,https://b.example", null)]
    public async Task Vary_contains_Origin_when_origins_are_restricted(string origins, string? origin)
    {
        await using var service = new Service(new Dictionary<string, string> { ["Cors:Origins"] = origins });
        using var get = await Request(service, HttpMethod.Get, "/v1/questionnaires/ketamine-self-check/2.0.0", origin);

        Assert.Equal("Accept-Encoding, Accept-Language, Origin", get.Header("Vary"));
    }

    [Theory]
    [InlineData("/embed/loader.js")]
    [InlineData("/embed/frame")]
    public async Task Any_origin_may_load_the_widget_even_when_the_API_is_restricted(string address)
    {
        await using var service = new Service(new Dictionary<string, string> { ["Cors:Origins"] = "https://a.example" });
        using var widget = await Request(service, HttpMethod.Get, address, "https://b.example");
        using var api = await Request(service, HttpMethod.Get, "/v1/questionnaires", "https://b.example");

        Assert.Equal(("*", null), (widget.Header("Access-Control-Allow-Origin"), api.Header("Access-Control-Allow-Origin")));
    }

    public static MatrixTheoryData<string, string> Public => new(
        [
            .. Addresses, "/", "/embed/loader.js", "/openapi/v1.json", "/v1/texts", "/v1/privacy", "/v1/learn/stopping", "/v1/releases",
            "/v1/releases/latest?questionnaire=ketamine-self-check", "/v1/releases/no-such/data.csv", "/fhir/metadata",
            "/fhir/Questionnaire", "/fhir/Questionnaire/ketamine-self-check", "/fhir/Questionnaire/no-such", "/fhir/package.tgz",
        ],
        ["GET", "HEAD", "DELETE"]);

    [Theory, MemberData(nameof(Public))]
    public async Task A_response_that_was_requested_without_an_origin_can_be_read_from_a_cache_by_any_origin(string address, string method)
    {
        using var response = await Request(shared, new HttpMethod(method), address, origin: null);

        AssertReadable(response);
    }

    [Theory]
    [InlineData("/v1/questionnaires/ketamine-self-check/2.0.0")]
    [InlineData("/v1/help/all")]
    [InlineData("/fhir/Questionnaire/ketamine-self-check")]
    [InlineData("/embed/loader.js")]
    public async Task A_304_without_an_origin_lets_a_cache_serve_its_copy_to_any_origin(string address)
    {
        using var first = await Request(shared, HttpMethod.Get, address, origin: null);
        using var again = new HttpRequestMessage(HttpMethod.Get, address);
        again.Headers.Add("If-None-Match", first.Headers.ETag!.ToString());
        using var response = await Send(shared, again, origin: null);

        Assert.Equal(304, (int)response.StatusCode);
        AssertReadable(response);
    }

    [Theory]
    [InlineData(Body, "application/json", 200)]
    [InlineData("{}", "application/json", 400)]
    [InlineData("""{"answers":{"last-used":"monthly"},"contribute":false}""", "application/json", 422)]
    [InlineData(Body, "text/plain", 415)]
    public async Task A_screening_that_was_sent_without_an_origin_has_the_headers_too(string body, string type, int status)
    {
        using var response = await shared.Post(Some.SelfCheck, body, post => post.Content!.Headers.ContentType = new(type));

        Assert.Equal(status, (int)response.StatusCode);
        AssertReadable(response);
    }

    [Fact]
    public async Task The_widget_can_be_read_from_a_cache_by_any_origin_even_when_the_API_is_restricted()
    {
        await using var service = new Service(new Dictionary<string, string> { ["Cors:Origins"] = "https://a.example" });
        using var widget = await Request(service, HttpMethod.Get, "/embed/loader.js", origin: null);
        using var api = await Request(service, HttpMethod.Get, "/v1/questionnaires", origin: null);

        Assert.Equal(("*", null), (widget.Header("Access-Control-Allow-Origin"), api.Header("Access-Control-Allow-Origin")));
    }

    private static void AssertReadable(HttpResponseMessage response)
    {
        Assert.Equal("*", response.Header("Access-Control-Allow-Origin"));
        Assert.Contains("ETag", response.Header("Access-Control-Expose-Headers"), StringComparison.Ordinal);
        Assert.DoesNotContain("Origin", response.Header("Vary") ?? "", StringComparison.Ordinal);
    }

    private static Task<HttpResponseMessage> Preflight(Service service, string address, string origin, string method)
    {
        var request = new HttpRequestMessage(HttpMethod.Options, address);
        request.Headers.Add("Access-Control-Request-Method", method);
        request.Headers.Add("Access-Control-Request-Headers", "content-type,idempotency-key");
        return Send(service, request, origin);
    }

    private static Task<HttpResponseMessage> Request(Service service, HttpMethod method, string address, string? origin) =>
        Send(service, new HttpRequestMessage(method, address), origin);

    private static Task<HttpResponseMessage> Send(Service service, HttpRequestMessage request, string? origin)
    {
        if (origin is not null) request.Headers.Add("Origin", origin);
        return service.Http.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
