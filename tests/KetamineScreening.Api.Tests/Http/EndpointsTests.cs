namespace KetamineScreening.Api.Tests.Http;

public sealed class EndpointsTests(SharedService service)
{
    private static readonly string[] Readable =
    [
        "/v1/questionnaires", "/v1/questionnaires/ketamine-self-check", "/v1/questionnaires/ketamine-self-check/2.0.0",
        "/v1/questionnaires/ketamine-self-check/2.0.0/test-vectors", "/v1/questionnaires/ketamine-self-check/2.0.0/redcap.csv",
        "/v1/help", "/v1/help?country=GB", "/v1/help/all", "/v1/learn", "/v1/learn/stopping", "/v1/privacy",
        "/health/live", "/health/ready", "/openapi/v1.json",
    ];

    public static TheoryData<string> Addresses => [.. Readable];

    public static MatrixTheoryData<string, string> OtherMethods => new(Readable, ["POST", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND"]);

    [Theory, MemberData(nameof(Addresses))]
    public async Task HEAD_returns_the_headers_of_GET_without_a_body(string address)
    {
        using var get = await Send(HttpMethod.Get, address);
        using var head = await Send(HttpMethod.Head, address);

        Assert.True(get.IsSuccessStatusCode, await get.Text());
        Assert.Equal(await Headers(get), await Headers(head));
        Assert.Empty(await head.Text());
    }

    [Theory, MemberData(nameof(OtherMethods))]
    public async Task Any_other_method_gets_405_with_the_allowed_methods(string address, string method)
    {
        using var response = await Send(new HttpMethod(method), address);

        await response.Problem(405, "method-not-allowed");
        Assert.Equal("GET, HEAD", response.Header("Allow"));
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("PUT")]
    [InlineData("PATCH")]
    [InlineData("DELETE")]
    [InlineData("OPTIONS")]
    [InlineData("TRACE")]
    [InlineData("PROPFIND")]
    public async Task Screenings_accept_only_POST(string method)
    {
        using var response = await Send(new HttpMethod(method), "/v1/questionnaires/ketamine-self-check/screenings");

        await response.Problem(405, "method-not-allowed");
        Assert.Equal("POST", response.Header("Allow"));
    }

    [Theory]
    [InlineData("/v1", "not-found")]
    [InlineData("/v2/questionnaires", "not-found")]
    [InlineData("/v1/screenings", "not-found")]
    [InlineData("/appsettings.json", "not-found")]
    [InlineData("/v1/questionnaires/ketamine-self-check/2.0.0/definition.json", "not-found")]
    [InlineData("/v1/questionnaires/ketamine-self-check/2.0.0/redcap.csv/x", "not-found")]
    [InlineData("/v1/learn/no-such", "unknown-learning-text")]
    [InlineData("/v1/questionnaires/no-such", "unknown-questionnaire")]
    [InlineData("/v1/questionnaires/Ketamine-Self-Check", "unknown-questionnaire")]
    [InlineData("/v1/questionnaires/no-such/2.0.0", "unknown-questionnaire")]
    [InlineData("/v1/questionnaires/no-such/2.0.0/test-vectors", "unknown-questionnaire")]
    [InlineData("/v1/questionnaires/no-such/2.0.0/redcap.csv", "unknown-questionnaire")]
    [InlineData("/v1/questionnaires/ketamine-self-check/9.9.9", "unknown-version")]
    [InlineData("/v1/questionnaires/ketamine-self-check/1.0", "unknown-version")]
    [InlineData("/v1/questionnaires/ketamine-self-check/9.9.9/test-vectors", "unknown-version")]
    [InlineData("/v1/questionnaires/ketamine-self-check/9.9.9/redcap.csv", "unknown-version")]
    public async Task An_unknown_address_gets_404_for_GET_and_HEAD(string address, string code)
    {
        using var response = await Send(HttpMethod.Get, address);
        using var head = await Send(HttpMethod.Head, address);

        await response.Problem(404, code);
        Assert.Equal((response.StatusCode, ""), (head.StatusCode, await head.Text()));
    }

    private Task<HttpResponseMessage> Send(HttpMethod method, string address) =>
        service.Http.SendAsync(new HttpRequestMessage(method, address), TestContext.Current.CancellationToken);

    private static async Task<IEnumerable<string>> Headers(HttpResponseMessage response)
    {
        await response.Text();
        return response.Headers.Concat(response.Content.Headers)
            .Where(header => header.Key is not ("Date" or "Transfer-Encoding"))
            .Select(header => $"{header.Key}: {string.Join(", ", header.Value)}")
            .Order(StringComparer.Ordinal);
    }
}
