namespace KetamineScreening.Api.Tests.Fhir;

public sealed class SearchQuestionnairesTests(SharedService service)
{
    private const string Url = "https://ketamine-screening.example/fhir/Questionnaire/";
    private const string Current = $"{Some.ConcernCheck} {Some.QuickCheck} {Some.SelfCheck}";
    private const string RetiredQuickCheck = $"{Some.QuickCheck}-{Some.RetiredVersion}";
    private const string RetiredSelfCheck = $"{Some.SelfCheck}-{Some.RetiredVersion}";
    private const string Retired = $"{Some.ConcernCheck}-{Some.RetiredVersion} {RetiredQuickCheck} {RetiredSelfCheck}";

    [Theory]
    [InlineData("", $"{Current} {Retired}")]
    [InlineData("?status=active", Current)]
    [InlineData("?status=retired", Retired)]
    [InlineData("?status=draft", "")]
    [InlineData("?status=draft,active", Current)]
    [InlineData($"?version={Some.Version}", Current)]
    [InlineData($"?version={Some.RetiredVersion}", Retired)]
    [InlineData($"?status=active&version={Some.RetiredVersion}", "")]
    [InlineData("?_id=ketamine-self-check", Some.SelfCheck)]
    [InlineData($"?_id=ketamine-self-check-{Some.Version}", Some.SelfCheck)]
    [InlineData($"?_id={RetiredSelfCheck}", RetiredSelfCheck)]
    [InlineData("?_id=ketamine-self-check,no-such,ketamine-concern-check", $"{Some.ConcernCheck} {Some.SelfCheck}")]
    [InlineData("?_id=ketamine-self-check&_id=ketamine-concern-check", "")]
    [InlineData($"?url={Url}ketamine-quick-check", $"{Some.QuickCheck} {RetiredQuickCheck}")]
    [InlineData($"?url={Url}ketamine-quick-check&version={Some.Version}", Some.QuickCheck)]
    [InlineData($"?url={Url}ketamine-quick-check&version={Some.RetiredVersion}", RetiredQuickCheck)]
    [InlineData($"?url={Url}ketamine-quick-check&version=9.9.9", "")]
    [InlineData("?url=https://example.org/Questionnaire/ketamine-quick-check", "")]
    [InlineData("?no-such=x&_count=9", $"{Current} {Retired}")]
    public async Task A_search_returns_the_matching_questionnaires_and_their_total(string query, string expected)
    {
        var bundle = await service.Get($"/fhir/Questionnaire{query}");
        var found = (bundle["entry"]?.AsArray() ?? []).Select(entry => (string)entry!["resource"]!["id"]!).ToList();

        Assert.Equal(
            expected.Split(' ', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal),
            found.Order(StringComparer.Ordinal));
        Assert.Equal(
            ("Bundle", "searchset", found.Count),
            ((string?)bundle["resourceType"], (string?)bundle["type"], (int?)bundle["total"]));
        Assert.Equal(found.Count == 0, bundle["entry"] is null);
    }

    [Fact]
    public async Task Each_entry_equals_the_resource_at_its_address()
    {
        var bundle = await service.Get("/fhir/Questionnaire?weights=false");
        foreach (var entry in bundle["entry"]!.AsArray())
        {
            Assert.Equal(
                (await service.Get($"{(string)entry!["fullUrl"]!}?weights=false")).ToJsonString(),
                entry["resource"]!.ToJsonString());
        }
    }

    [Fact]
    public async Task The_link_contains_only_the_parameters_that_were_used()
    {
        var bundle = await service.Get("/fhir/Questionnaire?no-such=x&status=active&version=2.0.0&title=");

        Assert.Equal($"{service.Http.BaseAddress}fhir/Questionnaire?status=active&version=2.0.0", (string?)bundle["link"]![0]!["url"]);
    }
}
