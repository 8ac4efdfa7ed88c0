using System.Text.RegularExpressions;

namespace KetamineScreening.Api.Tests.Fhir;

public sealed partial class SearchQuestionnairesTests(SharedService service)
{
    private const string Url = "https://ketamine-screening.example/fhir/Questionnaire/";

    [Theory]
    [InlineData("", "all")]
    [InlineData("?status=active&version=1.0.0", "all")]
    [InlineData("?_id=ketamine-self-check", Some.SelfCheck)]
    [InlineData("?_id=ketamine-self-check-1.0.0", Some.SelfCheck)]
    [InlineData("?_id=ketamine-self-check,no-such,ketamine-concern-check", Some.ConcernCheck + " " + Some.SelfCheck)]
    [InlineData("?_id=ketamine-self-check&_id=ketamine-concern-check", "")]
    [InlineData($"?url={Url}ketamine-quick-check", Some.QuickCheck)]
    [InlineData($"?url={Url}ketamine-quick-check&version=1.0.0", Some.QuickCheck)]
    [InlineData($"?url={Url}ketamine-quick-check&version=2.0.0", "")]
    [InlineData("?url=https://example.org/Questionnaire/ketamine-quick-check", "")]
    [InlineData("?status=draft", "")]
    [InlineData("?status=draft,active", "all")]
    [InlineData("?publisher=x&_count=1", "all")]
    public async Task A_search_returns_the_matching_questionnaires_and_their_total(string query, string expected)
    {
        var bundle = await service.Get($"/fhir/Questionnaire{query}");
        var found = (bundle["entry"]?.AsArray() ?? []).Select(entry => (string)entry!["resource"]!["id"]!).ToList();
        var all = (await service.Get("/v1/questionnaires"))["questionnaires"]!.AsArray().Select(entry => (string)entry!["id"]!);

        // Ids of versions other than the current one end with the version.
        Assert.Equal(
            expected == "all" ? all : expected.Split(' ', StringSplitOptions.RemoveEmptyEntries),
            found.Select(id => Number().Replace(id, "")).Distinct());
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
        var bundle = await service.Get("/fhir/Questionnaire?publisher=x&status=active&version=1.0.0");

        Assert.Equal($"{service.Http.BaseAddress}fhir/Questionnaire?status=active&version=1.0.0", (string?)bundle["link"]![0]!["url"]);
    }

    [GeneratedRegex("-[0-9]+([.][0-9]+){2}$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Number();
}
