using Microsoft.Extensions.Time.Testing;

namespace KetamineScreening.Api.Tests.Fhir;

/// <summary>The service keeps responses to searches, and each search gets its own.</summary>
public sealed class RepeatedSearchTests
{
    [Fact]
    public async Task Host_path_language_format_and_parameters_make_a_search_of_its_own()
    {
        await using var service = new Service(new Dictionary<string, string> { ["Proxies:Networks"] = "127.0.0.1" });
        (string Address, string Header, string Value, string Expected)[] searches =
        [
            ("/fhir/CodeSystem?_count=1", "X-Forwarded-Host", "one.example", "http://one.example/fhir/CodeSystem?_count=1"),
            ("/fhir/CodeSystem?_count=1", "X-Forwarded-Host", "two.example", "http://two.example/fhir/CodeSystem?_count=1"),
            ("/fhir/CodeSystem?_count=1", "X-Forwarded-Prefix", "/check", "/check/fhir/CodeSystem?_count=1"),
            ("/fhir/CodeSystem?_count=2", "X-Forwarded-Host", "one.example", "http://one.example/fhir/CodeSystem?_count=2"),
            ("/fhir/CodeSystem?_count=1", "Accept", "application/fhir+xml", "<Bundle xmlns"),
            ("/fhir/Questionnaire?_elements=title", "X-Forwarded-Host", "one.example", "SUBSETTED"),
            ("/fhir/Questionnaire?_elements=url", "X-Forwarded-Host", "one.example", "\"url\":\"https://ketamine"),
            ("/fhir/Questionnaire?_id=ketamine-quick-check&country=GB", "Accept", "*/*", "Samaritans"),
            ("/fhir/Questionnaire?_id=ketamine-quick-check&country=US", "Accept", "*/*", "988"),
        ];
        var first = new List<string>();
        foreach (var search in searches) first.Add(await Text(service, search.Address, search.Header, search.Value));
        // More searches than are kept.
        for (var i = 0; i < 200; i++) await Text(service, $"/fhir/Questionnaire?_offset=0{i}", "Accept", "*/*");

        foreach (var (search, text) in searches.Zip(first))
        {
            Assert.Contains(search.Expected, text, StringComparison.Ordinal);
            Assert.Equal(text, await Text(service, search.Address, search.Header, search.Value));
        }

        Assert.Equal(first.Distinct(), first);
    }

    [Fact]
    public async Task Its_help_contacts_are_those_of_the_day()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 11, 26, 12, 0, 0, TimeSpan.Zero));
        await using var service = new Service(time: clock);
        var today = await Text(service, "/fhir/Questionnaire?country=GB", "Accept", "*/*");
        clock.AdjustTime(clock.GetUtcNow().AddDays(1000));

        Assert.NotEqual(today, await Text(service, "/fhir/Questionnaire?country=GB", "Accept", "*/*"));
    }

    private static async Task<string> Text(Service service, string address, string header, string value)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.TryAddWithoutValidation(header, value);
        using var response = await service.Http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(200, (int)response.StatusCode);
        return await response.Text();
    }
}
