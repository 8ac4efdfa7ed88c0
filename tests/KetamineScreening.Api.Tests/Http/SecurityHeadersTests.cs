using KetamineScreening.Api.Tests.Screenings;

namespace KetamineScreening.Api.Tests.Http;

public sealed class SecurityHeadersTests(SharedService service)
{
    [Theory]
    [InlineData("GET", "/", 302)]
    [InlineData("HEAD", "/", 302)]
    [InlineData("GET", "/docs/index.html", 200)]
    [InlineData("GET", "/openapi/v1.json", 200)]
    [InlineData("GET", "/v1/questionnaires", 200)]
    [InlineData("HEAD", "/v1/questionnaires/ketamine-self-check", 200)]
    [InlineData("GET", "/v1/questionnaires/ketamine-self-check/1.0.0/redcap.csv", 200)]
    [InlineData("GET", "/v1/help", 200)]
    [InlineData("GET", "/v1/help?country=ZZ", 400)]
    [InlineData("GET", "/health/ready", 200)]
    [InlineData("GET", "/v1/no-such", 404)]
    [InlineData("DELETE", "/v1/help", 405)]
    public async Task A_browser_is_kept_from_guessing_types_and_telling_addresses(string method, string address, int status)
    {
        using var response = await service.Http.SendAsync(new HttpRequestMessage(new HttpMethod(method), address), TestContext.Current.CancellationToken);

        Assert.Equal((status, "nosniff", "no-referrer"), ((int)response.StatusCode, response.Header("X-Content-Type-Options"), response.Header("Referrer-Policy")));
        Assert.Null(response.Header("Server"));
        Assert.Null(response.Header("Set-Cookie"));
    }

    [Fact]
    public async Task Results_and_refusals_have_them_too()
    {
        var requests = BadRequest.All.Select(bad => bad.Make()).Append(new(HttpMethod.Post, $"/v1/questionnaires/{Some.SelfCheck}/screenings") { Content = new StringContent(Some.Body(), null, "application/json") });
        foreach (var request in requests)
        {
            using var response = await service.Http.SendAsync(request, TestContext.Current.CancellationToken);
            Assert.Equal(("nosniff", "no-referrer"), (response.Header("X-Content-Type-Options"), response.Header("Referrer-Policy")));
            Assert.Contains("no-store", response.Header("Cache-Control")!.Split(", "));
        }
    }

    [Fact]
    public async Task They_survive_a_request_that_breaks_off()
    {
        var response = await RawHttp.Post(service, ["Content-Type: application/json", "Transfer-Encoding: chunked", "Origin: https://example.org"], "2\r\n{}zz");

        Assert.StartsWith("HTTP/1.1 400 ", response, StringComparison.Ordinal);
        Assert.Contains("X-Content-Type-Options: nosniff\r\n", response, StringComparison.Ordinal);
        Assert.Contains("Referrer-Policy: no-referrer\r\n", response, StringComparison.Ordinal);
        Assert.Contains("Access-Control-Allow-Origin: *\r\n", response, StringComparison.Ordinal);
    }
}
