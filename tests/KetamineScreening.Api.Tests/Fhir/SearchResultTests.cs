using System.Text.Json.Nodes;

namespace KetamineScreening.Api.Tests.Fhir;

/// <summary>How many results a search returns, in which order and with which elements.</summary>
public sealed class SearchResultTests(SharedService service)
{
    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(7)]
    public async Task Following_the_link_next_gives_every_result_once(int count)
    {
        var all = Ids(await service.Get("/fhir/CodeSystem"));
        var found = new List<string>();
        var address = $"/fhir/CodeSystem?_count={count}&status=active,retired";
        while (address is not null)
        {
            var bundle = await service.Get(address);
            Assert.Equal(all.Count, (int)bundle["total"]!);
            Assert.InRange(Ids(bundle).Count, 1, count);
            found.AddRange(Ids(bundle));
            address = LinkOf(bundle, "next");
        }

        Assert.Equal(all, found);
    }

    [Theory]
    [InlineData("_count=0")]
    [InlineData("_summary=count")]
    [InlineData("_summary=count&_count=2")]
    public async Task The_count_alone_has_no_entries_and_no_next_page(string query)
    {
        var bundle = await service.Get($"/fhir/Questionnaire?status=active&{query}");

        Assert.Equal((3, null, null), ((int)bundle["total"]!, bundle["entry"], LinkOf(bundle, "next")));
    }

    [Theory]
    [InlineData("_summary=true", "date experimental id meta name publisher resourceType status title url version")]
    [InlineData("_summary=text", "id meta resourceType status")]
    [InlineData("_elements=title,_id,no-such", "_title id meta resourceType status title")]
    [InlineData("_elements=url&_elements=version", "id meta resourceType status url version")]
    public async Task A_subset_has_the_elements_that_were_asked_for_and_the_mandatory_ones_and_is_tagged(string query, string elements)
    {
        var found = (await service.Get($"/fhir/Questionnaire?_id={Some.QuickCheck}&{query}"))["entry"]![0]!["resource"]!;
        var read = await service.Get($"/fhir/Questionnaire/{Some.QuickCheck}?{query}");
        var names = found.AsObject().Select(member => member.Key).Order(StringComparer.Ordinal);

        Assert.Equal(elements.Split(' '), names);
        Assert.Equal("SUBSETTED", (string?)found["meta"]!["tag"]![0]!["code"]);
        Assert.Equal(3, found["meta"]!["profile"]!.AsArray().Count);
        Assert.Equal(found.ToJsonString(), read.ToJsonString());
    }

    [Theory]
    [InlineData("_summary=false")]
    [InlineData("_summary=data")]
    [InlineData("_elements=")]
    public async Task All_elements_are_not_tagged(string query)
    {
        var all = await service.Get($"/fhir/Questionnaire/{Some.QuickCheck}");
        var found = (await service.Get($"/fhir/Questionnaire?_id={Some.QuickCheck}&{query}"))["entry"]![0]!["resource"]!;

        Assert.Equal(all.ToJsonString(), found.ToJsonString());
    }

    [Theory]
    [InlineData("_sort=version,name", "concern 1.0.0, quick 1.0.0, self 1.0.0, concern 2.0.0, quick 2.0.0, self 2.0.0")]
    [InlineData("_sort=-version,name", "concern 2.0.0, quick 2.0.0, self 2.0.0, concern 1.0.0, quick 1.0.0, self 1.0.0")]
    [InlineData("_sort=-url,-version", "self 2.0.0, self 1.0.0, quick 2.0.0, quick 1.0.0, concern 2.0.0, concern 1.0.0")]
    [InlineData("_sort=status,-name", "self 2.0.0, quick 2.0.0, concern 2.0.0, self 1.0.0, quick 1.0.0, concern 1.0.0")]
    [InlineData("_sort=name,version&_count=2&_offset=1", "concern 2.0.0, quick 1.0.0")]
    public async Task Results_are_sorted_before_they_are_divided_into_pages(string query, string expected)
    {
        var bundle = await service.Get($"/fhir/Questionnaire?{query}");
        var found = bundle["entry"]!.AsArray()
            .Select(entry => entry!["resource"]!)
            .Select(resource => $"{((string)resource["url"]!).Split('-')[^2]} {resource["version"]}");

        Assert.Equal(expected, string.Join(", ", found));
    }

    [Fact]
    public async Task A_search_by_POST_equals_the_one_by_GET()
    {
        const string query = "status=active&_sort=-name&_count=2&weights=false&country=GB";
        var expected = (await service.Get($"/fhir/Questionnaire?{query}")).ToJsonString();

        Assert.Equal(expected, await Post("/fhir/Questionnaire/_search", query));
        Assert.Equal(expected, await Post("/fhir/Questionnaire/_search?status=active&_sort=-name", "_count=2&weights=false&country=GB"));
        Assert.Equal(
            (await service.Get("/fhir/CodeSystem?name:contains=a&name:contains=b")).ToJsonString(),
            await Post("/fhir/CodeSystem/_search?name:contains=a", "name:contains=b"));
        Assert.Equal((await service.Get("/fhir/ValueSet")).ToJsonString(), await Post("/fhir/ValueSet/_search", form: null));
    }

    [Fact]
    public async Task A_search_by_POST_is_not_cached_and_chooses_its_format_in_the_body()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/fhir/Questionnaire/_search")
        {
            Content = new FormUrlEncodedContent([new("_format", "json")]),
            Headers = { { "Accept", "text/html" }, { "If-None-Match", "*" } },
        };
        using var response = await service.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal((200, "no-store"), ((int)response.StatusCode, response.Headers.CacheControl?.ToString()));
    }

    [Theory]
    [InlineData("?publisher:exact=x&_total=none&_pretty=true&_summary=false&_language=en&_format=json&country=GB&weights=true")]
    [InlineData("?_elements=url&_sort=date&_count=3")]
    public async Task Strict_handling_refuses_no_parameter_that_is_supported(string query)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/fhir/Questionnaire{query}");
        request.Headers.Add("Prefer", "handling=strict");
        using var response = await service.Http.SendAsync(request, TestContext.Current.CancellationToken);
        var bundle = await response.Json();

        Assert.Equal(200, (int)response.StatusCode);
        Assert.Equal($"{service.Http.BaseAddress}fhir/Questionnaire{query}", Uri.UnescapeDataString(LinkOf(bundle, "self")!));
    }

    private async Task<string> Post(string address, string? form)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address);
        if (form is not null)
        {
            request.Content = new StringContent(form, System.Text.Encoding.UTF8, "application/x-www-form-urlencoded");
        }

        using var response = await service.Http.SendAsync(request, TestContext.Current.CancellationToken);
        return (await response.Json()).ToJsonString();
    }

    private static List<string> Ids(JsonNode bundle) =>
        [.. (bundle["entry"]?.AsArray() ?? []).Select(entry => (string)entry!["resource"]!["id"]!)];

    private static string? LinkOf(JsonNode bundle, string relation) =>
        (string?)bundle["link"]!.AsArray().SingleOrDefault(link => (string?)link!["relation"] == relation)?["url"];
}
