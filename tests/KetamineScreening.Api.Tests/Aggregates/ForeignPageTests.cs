using KetamineScreening.Api.Tests.Fhir;

namespace KetamineScreening.Api.Tests.Aggregates;

/// <summary>
/// A page of another origin cannot let the browsers of its visitors add to the totals, unless the operator names its origin.
/// </summary>
public sealed class ForeignPageTests
{
    private const string Own = "own";
    private const string Any = "*";
    private const string Clinic = "https://clinic.example";

    [Theory]
    // A server, which sends none of the headers of browsers.
    [InlineData(Any, null, null, true)]
    [InlineData(Any, Own, null, true)]
    [InlineData(Any, Own, "same-origin", true)]
    // A proxy in front has replaced the header Host, and the browser still knows that the page is the service's own.
    [InlineData(Any, "https://public.example", "same-origin", true)]
    [InlineData(Any, Clinic, null, false)]
    [InlineData(Any, Clinic, "cross-site", false)]
    [InlineData(Any, "https://sibling.example", "same-site", false)]
    [InlineData(Any, Own, "cross-site", false)]
    // A sandboxed frame, and a page from a file.
    [InlineData(Any, "null", null, false)]
    [InlineData(Any, "null", "cross-site", false)]
    [InlineData(Clinic, Clinic, "cross-site", true)]
    [InlineData("*," + Clinic, Clinic, "cross-site", true)]
    [InlineData("*," + Clinic, Clinic, null, true)]
    [InlineData("*," + Clinic, "https://other.example", "cross-site", false)]
    [InlineData("*," + Clinic, "http://clinic.example", "cross-site", false)]
    [InlineData("*," + Clinic, "https://clinic.example:8443", "cross-site", false)]
    [InlineData("*," + Clinic, "null", "cross-site", false)]
    public async Task A_screening_is_counted_from_own_pages_named_origins_and_servers_only(
        string origins, string? origin, string? site, bool isCounted)
    {
        await using var service = new Service(new Dictionary<string, string> { ["Cors:Origins"] = origins });
        var result = await service.Screen(Some.SelfCheck, Some.Answers(), contribute: true, post => From(post, service, origin, site));
        var declined = await service.Screen(Some.SelfCheck, Some.Answers());
        await service.Stop();

        Assert.Equal(isCounted ? "received" : "declined", (string?)result["contribution"]);
        Assert.Equal(isCounted ? 1 : 0, service.Committed());
        // A screening that is not counted gets the same bytes as one of a person who declines.
        if (!isCounted) Assert.Equal(declined.ToJsonString(), result.ToJsonString());
    }

    [Theory]
    [InlineData("/fhir/Questionnaire/ketamine-self-check/$score")]
    [InlineData("/fhir/Questionnaire/$process-response")]
    public async Task The_FHIR_operations_have_the_same_rule(string address)
    {
        await using var service = new Service();
        foreach (var contribute in (bool[])[true, false])
        {
            var response = FhirReading.Response(Some.SelfCheck, Some.Answers()).Contribute(contribute);
            using var request = new HttpRequestMessage(HttpMethod.Post, address)
            {
                Content = new StringContent(response.ToJsonString(), null, "application/fhir+json"),
            };
            From(request, service, Clinic, "cross-site");
            using var outcome = await service.Http.SendAsync(request, TestContext.Current.CancellationToken);
            Assert.Equal(200, (int)outcome.StatusCode);
        }

        await service.Stop();

        Assert.Equal(0, service.Committed());
    }

    [Theory]
    [InlineData("*", "[]")]
    [InlineData("*,https://clinic.example", """["https://clinic.example"]""")]
    [InlineData("https://a.example,https://b.example", """["https://a.example","https://b.example"]""")]
    public async Task The_policy_names_the_origins_whose_pages_can_have_screenings_counted(string origins, string expected)
    {
        await using var service = new Service(new Dictionary<string, string> { ["Cors:Origins"] = origins });

        Assert.Equal(expected, (await service.Get("/v1/privacy"))["policy"]!["countedOrigins"]!.ToJsonString());
    }

    private static void From(HttpRequestMessage request, Service service, string? origin, string? site)
    {
        if (origin == Own) origin = service.Http.BaseAddress!.GetLeftPart(UriPartial.Authority);
        if (origin is not null) request.Headers.Add("Origin", origin);
        if (site is not null) request.Headers.Add("Sec-Fetch-Site", site);
    }
}
