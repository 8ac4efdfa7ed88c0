namespace KetamineScreening.Api.Tests.Pages;

/// <summary>Errors are pages with emergency numbers for people, and JSON for programs.</summary>
public sealed class ErrorPageTests(SharedService service)
{
    private const string Browser = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8";

    [Theory]
    [InlineData("/no-such", Browser, 404)]
    [InlineData("/v1/questionnaires/no-such", Browser, 404)]
    [InlineData("/v1/help?country=ZZ", "text/html", 400)]
    [InlineData("/v1/releases/no-such", "application/json;q=0.5, text/html", 404)]
    public async Task A_browser_gets_a_page_with_numbers_under_the_policy_of_a_page(string address, string accept, int status)
    {
        using var response = await Get(address, accept);
        var html = await response.Text();

        Assert.Equal((status, "text/html; charset=utf-8"), ((int)response.StatusCode, response.Header("Content-Type")));
        Assert.Equal("no-store", response.Header("Cache-Control"));
        Assert.All(
            ["tel:112", "tel:911", "tel:999", "tel:000", "help\">Help now</a>"],
            part => Assert.Contains(part, html, StringComparison.Ordinal));
        Assert.Contains("style-src 'self'", response.Header("Content-Security-Policy")!, StringComparison.Ordinal);
        Assert.DoesNotContain("{{", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("*/*")]
    [InlineData("application/json")]
    [InlineData("text/html;q=0.5, application/json")]
    [InlineData("text/html, application/json")]
    [InlineData("text/html;q=0")]
    [InlineData("garbage;;=,,")]
    [InlineData(null)]
    public async Task A_program_gets_a_problem(string? accept)
    {
        using var response = await Get("/no-such", accept);

        await response.Problem(404, "not-found");
    }

    [Fact]
    public async Task Whoever_sends_something_gets_a_problem()
    {
        using var response = await service.Post(
            Some.QuickCheck, "{", request => request.Headers.TryAddWithoutValidation("Accept", Browser));

        await response.Problem(400, "invalid-request");
    }

    [Fact]
    public async Task FHIR_has_errors_of_its_own()
    {
        using var response = await Get("/fhir/Questionnaire/no-such", Browser);

        // Browsers name XML before everything else that FHIR has.
        Assert.Contains("<OperationOutcome", await response.Text(), StringComparison.Ordinal);
    }

    private Task<HttpResponseMessage> Get(string address, string? accept)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, address);
        if (accept is not null) request.Headers.TryAddWithoutValidation("Accept", accept);
        return service.Http.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
