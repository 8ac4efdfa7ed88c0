using System.Net;
using System.Text.Json.Nodes;
using KetamineScreening.Api.Help;
using Microsoft.Extensions.Time.Testing;

namespace KetamineScreening.Api.Tests.Help;

/// <summary>The whole help directory in one response.</summary>
public sealed class GetAllHelpTests(SharedService service)
{
    private const string Address = "/v1/help/all";

    [Fact]
    public async Task Each_country_has_the_same_help_as_when_it_is_asked_for_alone()
    {
        var all = await service.Get(Address);
        var elsewhere = await service.Get("/v1/help");
        var countries = all["countries"]!.AsObject();

        Assert.Equal(elsewhere["countries"]!.AsArray().Select(code => (string)code!), countries.Select(country => country.Key));
        AssertSameHelp(elsewhere, all["elsewhere"]!);
        foreach (var (code, help) in countries) AssertSameHelp(await service.Get($"/v1/help?country={code}"), help!);
    }

    [Fact]
    public async Task A_time_zone_stands_for_one_country_and_every_purpose_to_call_is_known()
    {
        var all = await service.Get(Address);
        var byCountry = all["timeZones"]!.AsObject();
        var zones = byCountry.SelectMany(country => country.Value!.AsArray().Select(zone => (string)zone!)).ToList();
        var purposes = all["calls"]!.AsObject().Concat(all["talk"]!.AsObject()).SelectMany(code => code.Value!.AsArray());

        Assert.Equal(all["countries"]!.AsObject().Select(country => country.Key), byCountry.Select(country => country.Key));
        Assert.Equal(zones.Distinct(), zones);
        Assert.Contains("Europe/London", zones);
        Assert.All(purposes, purpose => Assert.Contains((string)purpose!, HelpCodes.Purposes));
    }

    [Theory]
    [InlineData("br")]
    [InlineData("gzip")]
    public async Task It_is_compressed_and_a_matching_tag_gets_304(string coding)
    {
        using var plain = await Get(("Accept-Encoding", "identity"));
        using var compressed = await Get(("Accept-Encoding", coding));
        using var again = await Get(("Accept-Encoding", coding), ("If-None-Match", compressed.Header("ETag")!));

        Assert.Equal((null, coding), (plain.Header("Content-Encoding"), compressed.Header("Content-Encoding")));
        Assert.Equal(await plain.Bytes(), await compressed.Decompressed());
        Assert.NotEqual(plain.Header("ETag"), compressed.Header("ETag"));
        Assert.Equal((HttpStatusCode.NotModified, ""), (again.StatusCode, await again.Text()));
        Assert.All(["ETag", "Cache-Control", "Vary"], name => Assert.Equal(compressed.Header(name), again.Header(name)));
    }

    [Fact]
    public async Task The_tag_changes_on_the_day_on_which_an_entry_expires()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2027, 2, 1, 12, 0, 0, TimeSpan.Zero));
        await using var temporary = new Service(time: clock);
        var tags = new List<string?>();
        foreach (var days in new[] { 0, 1, 365 })
        {
            clock.AdjustTime(clock.GetUtcNow().AddDays(days));
            using var response = await temporary.Http.GetAsync(Address, TestContext.Current.CancellationToken);
            tags.Add(response.Header("ETag"));
        }

        Assert.Equal((tags[0], false), (tags[1], tags[1] == tags[2]));
    }

    private static void AssertSameHelp(JsonNode expected, JsonNode actual) => Assert.All(
        ["emergency", "services", "emergencyBlocks"],
        member => Assert.Equal(expected[member]!.ToJsonString(), actual[member]!.ToJsonString()));

    private Task<HttpResponseMessage> Get(params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, Address);
        foreach (var (name, value) in headers) request.Headers.Add(name, value);
        return service.Http.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
