using System.Security.Cryptography;
using System.Text;
using KetamineScreening.Api.Tests.Screenings;

namespace KetamineScreening.Api.Tests.Http;

public sealed class SecurityHeadersTests(SharedService service)
{
    [Theory]
    [InlineData("GET", "/", 200)]
    [InlineData("HEAD", "/", 200)]
    [InlineData("GET", "/embed/frame", 200)]
    [InlineData("GET", "/embed/loader.js", 200)]
    [InlineData("GET", "/learn", 200)]
    [InlineData("GET", "/v1/texts", 200)]
    [InlineData("GET", "/embed/no-such.js", 404)]
    [InlineData("GET", "/docs/index.html", 200)]
    [InlineData("GET", "/openapi/v1.json", 200)]
    [InlineData("GET", "/v1/questionnaires", 200)]
    [InlineData("HEAD", "/v1/questionnaires/ketamine-self-check", 200)]
    [InlineData("GET", "/v1/questionnaires/ketamine-self-check/2.0.0/redcap.csv", 200)]
    [InlineData("GET", "/v1/help", 200)]
    [InlineData("GET", "/v1/help?country=ZZ", 400)]
    [InlineData("GET", "/health/ready", 200)]
    [InlineData("GET", "/v1/no-such", 404)]
    [InlineData("DELETE", "/v1/help", 405)]
    public async Task Responses_forbid_content_sniffing_and_referrers_and_do_not_identify_the_server(
        string method,
        string address,
        int status)
    {
        using var response = await service.Http.SendAsync(
            new HttpRequestMessage(new HttpMethod(method), address),
            TestContext.Current.CancellationToken);

        Assert.Equal(
            (status, "nosniff", "no-referrer"),
            ((int)response.StatusCode, response.Header("X-Content-Type-Options"), response.Header("Referrer-Policy")));
        Assert.Null(response.Header("Server"));
        Assert.Null(response.Header("Set-Cookie"));
    }

    [Theory]
    [InlineData("/", 304, true)]
    [InlineData("/embed/frame", 304, true)]
    [InlineData("/embed/loader.js", 304, true)]
    [InlineData("/v1/questionnaires/ketamine-self-check", 304, false)]
    [InlineData("/v1/questionnaires/ketamine-self-check/2.0.0", 304, false)]
    [InlineData("/fhir/Questionnaire/ketamine-self-check", 304, false)]
    [InlineData("/v1/texts", 304, false)]
    [InlineData("/v1/questionnaires", 200, true)]
    [InlineData("/v1/no-such", 404, true)]
    [InlineData("/v1/questionnaires/no-such", 404, true)]
    public async Task Security_headers_are_omitted_only_from_304_responses_with_data(string address, int status, bool areSent)
    {
        using var first = await Get(service, address);
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.TryAddWithoutValidation("If-None-Match", first.Header("ETag") ?? "\"none\"");
        using var again = await service.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(status, (int)again.StatusCode);
        Assert.All(
            ["X-Content-Type-Options", "Referrer-Policy", "Content-Security-Policy", "Cross-Origin-Resource-Policy"],
            name => Assert.Equal(areSent ? first.Header(name) : null, again.Header(name)));
    }

    [Theory]
    [InlineData("/", "trusted-types keep-copy; worker-src 'self'; manifest-src 'self'", "; frame-ancestors 'none'")]
    [InlineData("/embed/demo", "trusted-types 'none'", "; frame-ancestors 'none'")]
    [InlineData("/learn", "trusted-types 'none'", "; frame-ancestors 'none'")]
    [InlineData("/embed/frame", "trusted-types 'none'", "")]
    public async Task A_page_may_load_only_same_origin_resources_and_no_inline_code(string address, string types, string ancestors)
    {
        using var response = await Get(service, address);

        Assert.Equal(
            $"default-src 'none'; script-src 'self'; style-src 'self'{InlineStyle(await response.Text())}; img-src 'self'; "
                + "connect-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; "
                + $"{types}{ancestors}",
            response.Header("Content-Security-Policy"));
        Assert.Equal("same-origin", response.Header("Cross-Origin-Opener-Policy"));
    }

    // The source of the style inside a page, if it has one.
    private static string InlineStyle(string html)
    {
        if (!html.Contains("<style>", StringComparison.Ordinal)) return "";
        var style = html.Split("<style>")[1].Split("</style>")[0];
        return $" 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(style)))}'";
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/embed/demo")]
    [InlineData("/embed/frame")]
    [InlineData("/docs/index.html")]
    public async Task A_page_may_use_no_feature_of_the_device_but_copying(string address)
    {
        using var response = await Get(service, address);
        var features = response.Header("Permissions-Policy")!.Split(", ");

        Assert.Equal("clipboard-write=(self)", features[0]);
        Assert.All(features.Skip(1), feature => Assert.EndsWith("=()", feature, StringComparison.Ordinal));
        Assert.Superset(
            new HashSet<string> { "camera=()", "geolocation=()", "microphone=()", "payment=()", "storage-access=()", "usb=()" },
            features.ToHashSet());
    }

    [Theory]
    [InlineData("*", null)]
    [InlineData("", "'self'")]
    [InlineData("https://clinic.example", "'self' https://clinic.example")]
    [InlineData("https://clinic.example, https://*.health.example:8443", "'self' https://clinic.example https://*.health.example:8443")]
    public async Task The_frame_ancestors_of_the_widget_are_configurable_and_no_other_resource_can_be_framed(
        string setting,
        string? ancestors)
    {
        await using var restricted = new Service(new Dictionary<string, string> { ["Embed:FrameAncestors"] = setting });

        Assert.Equal(ancestors, await Ancestors("/embed/frame"));
        foreach (var address in new[] { "/", "/embed/demo", "/docs/index.html", "/v1/questionnaires", "/v1/no-such", "/learn" })
        {
            Assert.Equal("'none'", await Ancestors(address));
        }

        async Task<string?> Ancestors(string address)
        {
            using var response = await Get(restricted, address);
            return response.Header("Content-Security-Policy")!.Split("frame-ancestors ").ElementAtOrDefault(1);
        }
    }

    [Theory]
    [InlineData("/v1/questionnaires")]
    [InlineData("/v1/help?country=ZZ")]
    [InlineData("/v1/no-such")]
    [InlineData("/openapi/v1.json")]
    [InlineData("/health/ready")]
    [InlineData("/v1/texts")]
    [InlineData("/embed/loader.js")]
    public async Task A_response_that_is_not_a_page_cannot_load_resources_or_be_framed(string address)
    {
        using var response = await Get(service, address);

        Assert.Equal("default-src 'none'; frame-ancestors 'none'", response.Header("Content-Security-Policy"));
    }

    [Theory]
    [InlineData("/embed/loader.js", "cross-origin")]
    [InlineData("/embed/frame", "cross-origin")]
    [InlineData("/embed/no-such.js", "same-origin")]
    [InlineData("/", "same-origin")]
    [InlineData("/v1/questionnaires", "same-origin")]
    [InlineData("/docs/index.html", "same-origin")]
    public async Task Only_the_widget_can_be_loaded_by_other_origins(string address, string policy)
    {
        using var response = await Get(service, address);

        Assert.Equal(policy, response.Header("Cross-Origin-Resource-Policy"));
        Assert.Equal(address == "/embed/frame" ? "require-corp" : null, response.Header("Cross-Origin-Embedder-Policy"));
    }

    [Fact]
    public async Task Results_and_problems_have_the_security_headers_and_must_not_be_stored()
    {
        var valid = new HttpRequestMessage(HttpMethod.Post, $"/v1/questionnaires/{Some.SelfCheck}/screenings")
        {
            Content = new StringContent(Some.Body(), null, "application/json"),
        };
        var requests = BadRequest.All.Select(bad => bad.Make()).Append(valid);
        foreach (var request in requests)
        {
            using var response = await service.Http.SendAsync(request, TestContext.Current.CancellationToken);
            Assert.Equal(("nosniff", "no-referrer"), (response.Header("X-Content-Type-Options"), response.Header("Referrer-Policy")));
            Assert.Contains("no-store", response.Header("Cache-Control")!.Split(", "));
        }
    }

    [Fact]
    public async Task Security_headers_are_present_when_the_request_body_is_malformed()
    {
        string[] headers = ["Content-Type: application/json", "Transfer-Encoding: chunked", "Origin: https://example.org"];
        var response = await RawHttp.Post(service, headers, "2\r\n{}zz");

        Assert.StartsWith("HTTP/1.1 400 ", response, StringComparison.Ordinal);
        Assert.Contains("X-Content-Type-Options: nosniff\r\n", response, StringComparison.Ordinal);
        Assert.Contains("Referrer-Policy: no-referrer\r\n", response, StringComparison.Ordinal);
        Assert.Contains("Content-Security-Policy: default-src 'none'; frame-ancestors 'none'\r\n", response, StringComparison.Ordinal);
        Assert.Contains("Access-Control-Allow-Origin: *\r\n", response, StringComparison.Ordinal);
    }

    private static Task<HttpResponseMessage> Get(Service service, string address) =>
        service.Http.GetAsync(new Uri(address, UriKind.Relative), TestContext.Current.CancellationToken);
}
