using System.Net;
using System.Text;
using KetamineScreening.Api.Tests.Aggregates;
using KetamineScreening.Api.Tests.Fhir;

namespace KetamineScreening.Api.Tests.Operations;

/// <summary>The service behind a real nginx with <c>deploy/nginx.conf</c>.</summary>
public sealed class NginxTests : IAsyncLifetime
{
    private const string Own = "https://check.clinic.example";
    private const string Shared = "https://www.clinic.example";
    private const string QuickCheck = "/v1/questionnaires/ketamine-quick-check";

    private static readonly Dictionary<string, string> Settings = new()
    {
        ["Proxies:Networks"] = "127.0.0.1",
        ["Logging:LogLevel:KetamineScreening.Access"] = "Information",
    };

    private readonly Service service = new(Settings);
    private Nginx nginx = null!;

    public async ValueTask InitializeAsync() => nginx = await Nginx.Start(service.Http.BaseAddress!);

    public async ValueTask DisposeAsync()
    {
        await nginx.DisposeAsync();
        await service.DisposeAsync();
    }

    [Theory]
    [InlineData(Own + QuickCheck + "/2.0.0")]
    [InlineData(Own + "/v1/help/all")]
    [InlineData(Shared + "/check" + QuickCheck)]
    public async Task A_copy_of_the_cache_that_was_requested_without_an_origin_can_be_read_by_every_origin(string address)
    {
        for (var i = 0; i < 2; i++) (await Get(address)).Dispose();
        using var copy = await Get(address, ("Origin", "https://elsewhere.example"));

        Assert.Equal("*", copy.Header("Access-Control-Allow-Origin"));
        Assert.Contains("ETag", copy.Header("Access-Control-Expose-Headers"), StringComparison.Ordinal);
        Assert.Single(service.Log.Entries, entry => entry.Contains("GET /", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("gzip", "gzip")]
    [InlineData("", null)]
    public async Task A_cached_questionnaire_is_compressed_and_revalidated(string accepted, string? coding)
    {
        var address = Own + QuickCheck;
        using var first = await Get(address, ("Accept-Encoding", accepted));
        using var again = await Get(address, ("Accept-Encoding", accepted), ("If-None-Match", first.Headers.ETag!.ToString()));

        Assert.Equal((HttpVersion.Version20, coding), (first.Version, first.Content.Headers.ContentEncoding.SingleOrDefault()));
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
        Assert.Equal("*", again.Header("Access-Control-Allow-Origin"));
    }

    [Theory]
    [InlineData(Own)]
    [InlineData(Shared + "/check")]
    public async Task Every_address_is_the_public_one(string root)
    {
        var path = new Uri(root).AbsolutePath.TrimEnd('/');
        using var page = await Get(root + "/");
        Assert.Equal((200, "text/html"), ((int)page.StatusCode, page.Content.Headers.ContentType!.MediaType));
        Assert.Equal("max-age=31536000", page.Header("Strict-Transport-Security"));
        using var docs = await Get(root + "/docs");
        Assert.Equal(root + "/docs/index.html", new Uri(new Uri(root + "/docs"), docs.Headers.Location!).ToString());
        using var ui = await Get(root + "/docs/index.html");
        Assert.Equal(200, (int)ui.StatusCode);

        using var questionnaire = await Get(root + QuickCheck);
        Assert.Equal($"<{path}{QuickCheck}/2.0.0>; rel=\"canonical\"", questionnaire.Header("Link"));
        using var description = await Get(root + "/openapi/v1.json");
        Assert.Equal(path.Length == 0 ? "/" : path, (string?)(await description.Json())["servers"]![0]!["url"]);
        using var search = await Get(root + "/fhir/Questionnaire?_count=1");
        var bundle = await search.Json();
        Assert.StartsWith($"{root}/fhir/Questionnaire?", (string)bundle["link"]![0]!["url"]!, StringComparison.Ordinal);
        using var resource = await Get((string)bundle["entry"]![0]!["fullUrl"]!);
        Assert.Equal("Questionnaire", (string?)(await resource.Json())["resourceType"]);
        using var missing = await Get(root + "/v1/no-such", ("Accept", "application/json"));
        Assert.Equal("not-found", (string?)(await missing.Json())["code"]);
        using var health = await Get(root + "/health/ready");
        Assert.Equal(200, (int)health.StatusCode);
    }

    [Fact]
    public async Task A_client_cannot_choose_what_the_service_believes_of_a_proxy()
    {
        using var questionnaire = await Get(Own + QuickCheck, ("X-Forwarded-Prefix", "/evil"), ("X-Forwarded-Host", "evil.example"));
        using var search = await Get(
            Own + "/fhir/Questionnaire?_count=1", ("X-Forwarded-Prefix", "/evil"), ("X-Forwarded-Host", "evil.example"),
            ("X-Forwarded-Proto", "http"), ("Forwarded", "host=evil.example"));

        Assert.Equal($"<{QuickCheck}/2.0.0>; rel=\"canonical\"", questionnaire.Header("Link"));
        Assert.StartsWith(Own + "/fhir/", (string)(await search.Json())["link"]![0]!["url"]!, StringComparison.Ordinal);
        await Assert.ThrowsAsync<HttpRequestException>(() => Get("https://evil.example/"));
    }

    [Fact]
    public async Task A_page_without_a_slash_and_without_TLS_leads_to_the_page()
    {
        using var slash = await Get(Shared + "/check");
        using var plain = await Get("http://check.clinic.example/help");

        Assert.Equal((308, Shared + "/check/"), ((int)slash.StatusCode, new Uri(new Uri(Shared), slash.Headers.Location!).ToString()));
        Assert.Equal((308, Own + "/help"), ((int)plain.StatusCode, plain.Headers.Location!.ToString()));
    }

    [Theory]
    [InlineData(Own)]
    [InlineData(Shared + "/check")]
    public async Task All_results_have_one_length_and_so_have_all_errors_although_nginx_compresses(string root)
    {
        var vectors = (await service.Get($"{QuickCheck}/{Some.Version}/test-vectors"))["vectors"]!.AsArray();
        Assert.True(vectors.Select(vector => (string)vector!["expected"]!["band"]!).Distinct().Count() > 4);
        foreach (var (address, accept) in new[]
        {
            ($"{QuickCheck}/screenings", "application/json"),
            ("/fhir/Questionnaire/ketamine-quick-check/$score", "application/fhir+json"),
            ("/fhir/Questionnaire/$process-response", "application/fhir+xml"),
        })
        {
            var (results, errors, i) = (new HashSet<int>(), new HashSet<int>(), 0);
            foreach (var vector in vectors)
            {
                // Every combination of a version and a coding occurs.
                var (version, accepted) = (1 + i % 2, (string[])["gzip, br, deflate", "br", ""]);
                var connection = (new Version(version, version == 1 ? 1 : 0), accepted[i++ % 3]);
                var answers = vector!["answers"]!.AsObject().ToDictionary(answer => answer.Key, answer => (string)answer.Value!);
                results.Add(await Length(root + address, accept, connection, answers, 200));
                // Every answer is wrong, so the number of errors follows from the number of questions that were asked.
                errors.Add(await Length(
                    root + address, accept, connection, answers.ToDictionary(answer => answer.Key, _ => "no-such-option"), 422));
            }

            Assert.Single(results);
            Assert.Single(errors);
        }
    }

    [Fact]
    public async Task Pages_of_the_public_address_are_counted_and_those_of_other_sites_are_not()
    {
        foreach (var (origin, expected) in new[] { (Own, "received"), (Shared, "declined"), ("https://elsewhere.example", "declined") })
        {
            using var request = Request(HttpMethod.Post, Own + QuickCheck + "/screenings", ("Origin", origin));
            request.Content = new StringContent(Some.Body(contribute: true), Encoding.UTF8, "application/json");
            using var response = await nginx.Http.SendAsync(request, TestContext.Current.CancellationToken);

            Assert.Equal(expected, (string?)(await response.Json())["contribution"]);
        }

        await service.Stop();
        Assert.Equal(1, service.Committed(Some.QuickCheck));
    }

    [Fact]
    public async Task A_large_body_is_refused_by_the_service_and_never_written_to_a_file()
    {
        using var request = Request(HttpMethod.Post, Own + QuickCheck + "/screenings");
        request.Content = new StringContent(new string(' ', 200_000), Encoding.UTF8, "application/json");
        using var response = await nginx.Http.SendAsync(request, TestContext.Current.CancellationToken);

        await response.Problem(413, "body-too-large");
        Assert.DoesNotContain("temporary file", nginx.Errors, StringComparison.Ordinal);
    }

    private async Task<int> Length(
        string address, string accept, (Version Version, string Coding) connection, Dictionary<string, string> answers, int status)
    {
        var isFhir = accept.Contains("fhir", StringComparison.Ordinal);
        var body = isFhir ? FhirReading.Response(Some.QuickCheck, answers).ToJsonString() : Some.Body(answers);
        using var request = Request(HttpMethod.Post, address, ("Accept-Encoding", connection.Coding), ("Accept", accept));
        request.Version = connection.Version;
        request.Content = new StringContent(body, Encoding.UTF8, isFhir ? "application/fhir+json" : "application/json");
        using var response = await nginx.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Empty(response.Content.Headers.ContentEncoding);
        return (await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).Length;
    }

    private static HttpRequestMessage Request(HttpMethod method, string address, params (string Name, string Value)[] headers)
    {
        var isPlain = address.StartsWith("http:", StringComparison.Ordinal);
        var request = new HttpRequestMessage(method, address)
        {
            Version = isPlain ? HttpVersion.Version11 : HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        foreach (var (name, value) in headers)
        {
            if (value.Length > 0) request.Headers.TryAddWithoutValidation(name, value);
        }

        return request;
    }

    private async Task<HttpResponseMessage> Get(string address, params (string Name, string Value)[] headers)
    {
        using var request = Request(HttpMethod.Get, address, headers);
        return await nginx.Http.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
