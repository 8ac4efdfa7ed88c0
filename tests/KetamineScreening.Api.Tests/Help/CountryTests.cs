namespace KetamineScreening.Api.Tests.Help;

public sealed class CountryTests(SharedService service)
{
    public static MatrixTheoryData<string, bool> Invalid =>
        new(
            [
                "country=ZZ", "country=UK", "country=EU", "country=GBR", "country=G", "country=", "country",
                "country=GB&country=GB", "country=GB&country=US", "country=GB&COUNTRY=US", "country=826", "country=%20GB",
                "country=GB%20", "country=GB%00", "country=G%C3%9F", "country=%C4%B1E", "country=f%C4%B1",
                "country=%EF%BC%A7%EF%BC%A2", "country=GB,US", "country=*",
            ],
            [false, true]);

    [Theory, MemberData(nameof(Invalid))]
    public async Task A_country_that_is_not_one_ISO_code_is_rejected_with_the_name_of_the_parameter(string query, bool screening)
    {
        using var response = await Request(query, screening);

        Assert.Equal(["invalid-country country"], (await response.Problem(400, "invalid-request")).Errors());
    }

    public static MatrixTheoryData<string, bool> Valid =>
        new(["country=GB", "country=gb", "country=Gb", "COUNTRY=GB", "country=GB&other=x"], [false, true]);

    [Theory, MemberData(nameof(Valid))]
    public async Task A_country_code_is_accepted_in_upper_and_lower_case(string query, bool screening)
    {
        using var response = await Request(query, screening);

        Assert.Contains("\"gb-999\"", await response.Text(), StringComparison.Ordinal);
    }

    private Task<HttpResponseMessage> Request(string query, bool screening) =>
        screening
            ? service.Post(
                Some.SelfCheck,
                Some.Body(),
                request => request.RequestUri = new Uri($"{request.RequestUri}?{query}", UriKind.Relative))
            : service.Http.GetAsync(new Uri($"/v1/help?{query}", UriKind.Relative), TestContext.Current.CancellationToken);
}
