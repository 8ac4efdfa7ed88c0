using System.Text.Json.Nodes;

namespace KetamineScreening.Api.Tests.Help;

public sealed class GetHelpTests(SharedService service)
{
    private static readonly string[] RequiredTexts =
        ["name", "purposeText", "cost", "whatItIsNot", "sourceState", "lastVerified", "reviewBy"];

    public static TheoryData<string> Countries =>
    [
        "", "?country=US", "?country=GB", "?country=IE", "?country=CA", "?country=AU", "?country=NZ", "?country=SG", "?country=DE",
        "?country=FR", "?country=HK", "?country=AQ", "?country=ZW",
    ];

    [Theory]
    [InlineData("?country=US", "us-911 us-988", "us-988 us-samhsa")]
    [InlineData("?country=GB", "gb-999 find-a-helpline", "find-a-helpline gb-frank gb-nhs-111")]
    [InlineData("?country=IE", "ie-112 ie-999 find-a-helpline", "find-a-helpline ie-hse-drugs-alcohol")]
    [InlineData("?country=CA", "ca-911 ca-988", "ca-988")]
    [InlineData("?country=AU", "au-000 find-a-helpline", "find-a-helpline au-aod-hotline")]
    [InlineData("?country=NZ", "nz-111 find-a-helpline", "find-a-helpline nz-alcohol-drug-helpline")]
    [InlineData("?country=SG", "sg-995 find-a-helpline", "find-a-helpline sg-nams")]
    [InlineData("?country=DE", "de-112 find-a-helpline", "find-a-helpline de-sucht-drogen-hotline")]
    [InlineData("?country=FR", "fr-112 find-a-helpline", "find-a-helpline fr-drogues-info-service")]
    [InlineData("?country=HK", "hk-999 find-a-helpline", "find-a-helpline")]
    [InlineData("?country=AQ", "try-112 try-911 try-999 try-000 find-a-helpline", "find-a-helpline")]
    [InlineData("", "try-112 try-911 try-999 try-000 find-a-helpline", "find-a-helpline")]
    public async Task A_country_gets_its_own_services_or_else_the_international_ones(string query, string emergency, string services)
    {
        var help = await service.Get($"/v1/help{query}");

        Assert.Equal((emergency, services), (Ids(help["emergency"]!), Ids(help["services"]!)));
        Assert.Equal(query, help["country"] is { } country ? $"?country={country}" : "");
    }

    [Theory, MemberData(nameof(Countries))]
    public async Task No_contact_is_commercial_and_each_has_a_source_and_review_dates(string query)
    {
        var help = await service.Get($"/v1/help{query}");
        var contacts = help["emergency"]!.AsArray().Concat(help["services"]!.AsArray()).ToList();

        Assert.NotEmpty(contacts);
        Assert.All(contacts, contact => Assert.False((bool)contact!["commercial"]!));
        Assert.All(contacts, contact => Assert.All(RequiredTexts, member => Assert.NotEmpty((string)contact![member]!)));
        Assert.All(contacts, contact => Assert.StartsWith("https://", (string)contact!["source"]!, StringComparison.Ordinal));
        Assert.All(contacts, contact => Assert.True((contact!["phone"] ?? contact["text"] ?? contact["url"]) is not null));
    }

    [Theory, MemberData(nameof(Countries))]
    public async Task A_result_has_the_same_contacts_as_the_help_endpoint(string query)
    {
        var help = await service.Get($"/v1/help{query}");
        var result = await service.Screen(
            Some.SelfCheck,
            Some.Answers(),
            change: request => request.RequestUri = new Uri(request.RequestUri + query, UriKind.Relative));

        Assert.Equal(help["emergency"]!.ToJsonString(), result["emergency"]!["contacts"]!.ToJsonString());
        Assert.Equal(help["services"]!.ToJsonString(), result["help"]!.ToJsonString());
        Assert.NotEmpty((string)result["emergency"]!["text"]!);
    }

    [Theory]
    [InlineData("GB", 0, "999", null)]
    [InlineData("GB", 2, "0300 123 6600", "82111")]
    [InlineData("US", 2, "1-800-662-4357", null)]
    [InlineData("US", 1, "988", "988")]
    [InlineData("IE", 3, "1800 459 459", null)]
    [InlineData("AU", 2, "1800 250 015", null)]
    [InlineData("NZ", 2, "0800 787 797", "8681")]
    [InlineData("SG", 2, "6732 6837", null)]
    public async Task Contacts_have_the_expected_phone_and_text_numbers(string country, int place, string phone, string? text)
    {
        var help = await service.Get($"/v1/help?country={country}");
        var contact = help["emergency"]!.AsArray()
            .Where(contact => (string)contact!["purpose"]! == "emergency")
            .Concat(help["services"]!.AsArray())
            .ElementAt(place)!;

        Assert.Equal((phone, text), ((string?)contact["phone"], (string?)contact["text"]));
    }

    [Fact]
    public async Task Hours_have_days_times_and_a_time_zone()
    {
        var hours = (await service.Get("/v1/help?country=IE"))["services"]![1]!["hours"]!;

        Assert.Equal(
            """{"text":"Monday to Friday, 09:30 to 17:30 (local time)","pattern":"weekly","timeZone":"Europe/Dublin","spans":"""
                + """[{"days":["mon","tue","wed","thu","fri"],"opens":"09:30","closes":"17:30"}]}""",
            hours.ToJsonString());
    }

    private static string Ids(JsonNode contacts) => string.Join(' ', contacts.AsArray().Select(contact => (string)contact!["id"]!));
}
