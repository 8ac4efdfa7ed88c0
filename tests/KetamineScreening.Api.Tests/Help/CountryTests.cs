namespace KetamineScreening.Api.Tests.Help;

public sealed class CountryTests(SharedService service)
{
    public static MatrixTheoryData<string, bool> Wrong => new(
        [
            "country=ZZ", "country=UK", "country=EU", "country=GBR", "country=G", "country=", "country", "country=GB&country=GB", "country=GB&country=US",
            "country=GB&COUNTRY=US", "country=826", "country=%20GB", "country=GB%20", "country=GB%00", "country=G%C3%9F", "country=%C4%B1E", "country=f%C4%B1", "country=%EF%BC%A7%EF%BC%A2",
            "country=GB,US", "country=*",
        ],
        [false, true]);

    [Theory, MemberData(nameof(Wrong))]
    public async Task A_country_that_is_no_ISO_code_is_refused_and_the_parameter_named(string query, bool screening)
    {
        using var response = await Ask(query, screening);

        Assert.Equal(["invalid-country country"], (await response.Problem(400, "invalid-request")).Errors());
    }

    public static MatrixTheoryData<string, bool> Right => new(["country=GB", "country=gb", "country=Gb", "COUNTRY=GB", "country=GB&other=x"], [false, true]);

    [Theory, MemberData(nameof(Right))]
    public async Task A_country_is_taken_in_any_case(string query, bool screening)
    {
        using var response = await Ask(query, screening);

        Assert.Contains("\"gb-999\"", await response.Text(), StringComparison.Ordinal);
    }

    private Task<HttpResponseMessage> Ask(string query, bool screening) => screening
        ? service.Post(Some.SelfCheck, Some.Body(), request => request.RequestUri = new Uri($"{request.RequestUri}?{query}", UriKind.Relative))
        : service.Http.GetAsync(new Uri($"/v1/help?{query}", UriKind.Relative), TestContext.Current.CancellationToken);
}
