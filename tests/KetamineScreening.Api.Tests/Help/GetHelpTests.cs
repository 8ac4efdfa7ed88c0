using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;

namespace KetamineScreening.Api.Tests.Help;

/// <summary>The help of every country on a day on which no entry has expired.</summary>
public sealed class GetHelpTests(GetHelpTests.OneDay service, ITestOutputHelper output) : IClassFixture<GetHelpTests.OneDay>
{
    // The test of the longest result leaves room for this many words.
    private const int MaxWordsOfContacts = 60;

    private static readonly string[] RequiredTexts =
        ["name", "purposeText", "whatItIsNot", "sourceState", "lastVerified", "checkedText", "reviewBy"];

    private static readonly string[] Purposes = ["crisis", "drug-support", "medical-advice", "young-people", "family"];

    public static TheoryData<string> Countries =>
    [
        "", "?country=US", "?country=GB", "?country=IE", "?country=CA", "?country=AU", "?country=NZ", "?country=SG", "?country=DE",
        "?country=FR", "?country=HK", "?country=CN", "?country=AQ", "?country=ZW",
    ];

    [Theory]
    [InlineData("?country=US", "us-911 us-988", "us-988 us-samhsa")]
    [InlineData(
        "?country=GB",
        "gb-999 gb-samaritans gb-shout gb-lifeline-ni",
        "gb-samaritans gb-shout gb-lifeline-ni gb-frank gb-nhs-111 gb-childline")]
    [InlineData("?country=IE", "ie-112 ie-999 ie-samaritans", "ie-samaritans ie-hse-drugs-alcohol")]
    [InlineData("?country=CA", "ca-911 ca-988", "ca-988 ca-nors")]
    [InlineData("?country=AU", "au-000 au-lifeline", "au-lifeline au-aod-hotline au-kids-helpline")]
    [InlineData("?country=CN", "cn-120 find-a-helpline", "find-a-helpline")]
    [InlineData("?country=AQ", "try-112 try-911 try-999 try-000 find-a-helpline", "find-a-helpline")]
    [InlineData("", "try-112 try-911 try-999 try-000 find-a-helpline", "find-a-helpline")]
    public async Task A_country_gets_its_own_services_or_else_the_international_ones(string query, string emergency, string services)
    {
        var help = await service.Get($"/v1/help{query}");

        Assert.Equal((emergency, services), (HelpReading.Ids(help["emergency"]!), HelpReading.Ids(help["services"]!)));
        Assert.Equal(query, help["country"] is { } country ? $"?country={country}" : "");
    }

    [Theory]
    [InlineData("fr-BE", "be-prevention-suicide")]
    [InlineData("nl-BE", "be-zelfmoordlijn")]
    [InlineData("en", "be-zelfmoordlijn")]
    public async Task Services_that_speak_the_language_of_the_person_come_first(string language, string first)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/help?country=BE");
        request.Headers.AcceptLanguage.Add(new(language));
        using var response = await service.Http.SendAsync(request, TestContext.Current.CancellationToken);
        var help = await response.Json();

        Assert.Equal(first, (string?)help["services"]![0]!["id"]);
        Assert.Equal(first, (string?)help["emergency"]![1]!["id"]);
    }

    [Fact]
    public async Task In_every_country_there_are_an_emergency_number_a_crisis_contact_and_numbers_in_each_block()
    {
        var codes = HelpReading.File("countries.json").AsArray().Select(code => (string)code!).ToList();
        Assert.Equal(249, codes.Count);

        foreach (var code in codes)
        {
            var help = await service.Get($"/v1/help?country={code}");
            var blocks = help["emergencyBlocks"]!.AsArray();
            var numbers = HelpReading.Ids(help["emergency"]!);
            output.WriteLine($"{code} | {numbers} | {HelpReading.Ids(help["services"]!)}");

            Assert.True(help["emergency"]!.AsArray().Any(HasPurpose("emergency", "phone")), code);
            Assert.True(help["services"]!.AsArray().Any(HasPurpose("crisis", "phone", "text", "url")), code);
            Assert.Equal(3, blocks.Count);
            Assert.InRange(blocks.SelectMany(block => block!["contacts"]!.AsArray()).Sum(WordsOf), 4, MaxWordsOfContacts);
            Assert.All(blocks, block => Assert.True(block!["contacts"]!.AsArray().Any(HasPurpose("emergency", "phone")), code));
            Assert.All(blocks, block => Assert.InRange(block!["contacts"]!.AsArray().Count(HasPurpose("crisis", "id")), 0, 3));
            Assert.True(blocks[2]!["contacts"]!.AsArray().Any(HasPurpose("crisis", "phone", "text", "url")), code);
            Assert.All(blocks, block => Assert.All(
                block!["contacts"]!.AsArray(),
                contact => Assert.Contains((string)contact!["id"]!, numbers.Split(' '))));
        }
    }

    [Theory, MemberData(nameof(Countries))]
    public async Task Services_come_by_purpose_and_crisis_services_first(string query)
    {
        var services = (await service.Get($"/v1/help{query}"))["services"]!.AsArray();
        var places = services.Select(contact => Array.IndexOf(Purposes, (string)contact!["purpose"]!)).ToList();

        Assert.Equal(0, places[0]);
        Assert.Equal(places.Order(), places);
    }

    [Fact]
    public async Task The_blocks_say_what_to_do_and_whom_to_call()
    {
        var blocks = (await service.Get("/v1/help?country=GB"))["emergencyBlocks"]!.AsArray();

        Assert.Equal(
            ["gb-999", "gb-999", "gb-samaritans gb-shout gb-lifeline-ni gb-999"],
            blocks.Select(block => HelpReading.Ids(block!["contacts"]!)));
        Assert.Equal("If someone cannot be woken, or is not breathing well", (string)blocks[0]!["title"]!);
        Assert.Equal("If you are thinking of ending your life", (string)blocks[2]!["title"]!);
        Assert.All(blocks, block => Assert.NotEmpty((string)block!["text"]!));
        Assert.InRange(blocks.Sum(block => $"{block!["title"]} {block["text"]}".Split(' ').Length), 1, 150);
    }

    [Fact]
    public async Task A_block_shows_three_crisis_contacts_and_the_services_have_all()
    {
        using var content = new ContentFolder();
        content.Change("help/directory.json", help =>
        {
            foreach (var number in Enumerable.Range(1, 3))
            {
                var entry = HelpReading.Entry(help, "ie-samaritans").DeepClone();
                (entry["id"], entry["texts"]) = ($"ie-crisis-{number}", "ie-samaritans");
                help["countries"]!["IE"]!.AsArray().Add(entry);
            }
        });
        await using var many = new Service(new Dictionary<string, string> { ["Content:Path"] = content.Path });
        var help = await many.Get("/v1/help?country=IE");

        Assert.Equal(
            "ie-samaritans ie-crisis-1 ie-crisis-2 ie-112 ie-999",
            HelpReading.Ids(help["emergencyBlocks"]![2]!["contacts"]!));
        Assert.Equal(4, help["services"]!.AsArray().Count(HasPurpose("crisis", "phone")));
    }

    [Fact]
    public async Task No_contact_is_commercial_and_each_has_a_source_and_review_dates()
    {
        var all = await service.Get("/v1/help/all");
        var countries = all["countries"]!.AsObject().Select(country => country.Value!).Append(all["elsewhere"]!);
        var contacts = countries.SelectMany(help => help["emergency"]!.AsArray().Concat(help["services"]!.AsArray())).ToList();

        Assert.All(contacts, contact => Assert.False((bool)contact!["commercial"]!));
        Assert.All(contacts, contact => Assert.All(RequiredTexts, member => Assert.NotEmpty((string)contact![member]!)));
        Assert.All(contacts, contact => Assert.StartsWith("https://", (string)contact!["source"]!, StringComparison.Ordinal));
        Assert.All(contacts, contact => Assert.Equal(
            (contact!["phone"] ?? contact["textphone"] ?? contact["text"] ?? contact["whatsApp"] ?? contact["chat"]) is not null,
            contact["hours"] is not null));
        Assert.All(contacts, contact => Assert.DoesNotContain("/", (string?)contact!["hours"]?["text"] ?? "", StringComparison.Ordinal));
    }

    [Theory, MemberData(nameof(Countries))]
    public async Task A_result_has_the_same_contacts_as_the_help_endpoint(string query)
    {
        var help = await service.Get($"/v1/help{query}");
        var result = await service.Screen(
            Some.SelfCheck,
            Some.Answers(),
            change: request => request.RequestUri = new Uri(request.RequestUri + query, UriKind.Relative));

        Assert.Equal(help["emergencyBlocks"]!.ToJsonString(), result["emergency"]!["blocks"]!.ToJsonString());
        Assert.Equal(help["services"]!.ToJsonString(), result["help"]!.ToJsonString());
    }

    [Theory]
    [InlineData("US", "us-988", "988", "988", null)]
    [InlineData("US", "us-samhsa", "1-800-662-4357", "435748", null)]
    [InlineData("GB", "gb-999", "999", null, null)]
    [InlineData("GB", "gb-samaritans", "116 123", null, null)]
    [InlineData("GB", "gb-shout", null, "85258", null)]
    [InlineData("GB", "gb-frank", "0300 123 6600", "82111", null)]
    [InlineData("IE", "ie-hse-drugs-alcohol", "1800 459 459", null, null)]
    [InlineData("AU", "au-aod-hotline", "1800 250 015", null, null)]
    [InlineData("NZ", "nz-alcohol-drug-helpline", "0800 787 797", "8681", null)]
    [InlineData("SG", "sg-nams", "6732 6837", null, null)]
    [InlineData("SG", "sg-mindline", "1771", null, "+65 6669 1771")]
    public async Task Contacts_have_the_expected_numbers(string country, string id, string? phone, string? text, string? whatsApp)
    {
        var contact = await Contact(country, id);

        Assert.Equal((phone, text, whatsApp), ((string?)contact["phone"], (string?)contact["text"], (string?)contact["whatsApp"]));
    }

    [Fact]
    public async Task Hours_have_days_times_and_a_time_zone()
    {
        var hours = (await Contact("IE", "ie-hse-drugs-alcohol"))["hours"]!;

        Assert.Equal(
            """{"text":"Monday to Friday, 09:30 to 17:30 (local time)","pattern":"weekly","timeZone":"Europe/Dublin","spans":"""
                + """[{"days":["mon","tue","wed","thu","fri"],"opens":"09:30","closes":"17:30"}]}""",
            hours.ToJsonString());
    }

    [Theory]
    [InlineData("GB", "gb-nhs-111", "regions", """["GB-ENG","GB-SCT","GB-WLS"]""")]
    [InlineData("GB", "gb-nhs-111", "regionsText", "\"Only in England, Scotland and Wales\"")]
    [InlineData("GB", "gb-lifeline-ni", "regionsText", "\"Only in Northern Ireland\"")]
    [InlineData("GB", "gb-childline", "maxAge", "18")]
    [InlineData("GB", "gb-childline", "agesText", "\"For people aged 18 and under\"")]
    [InlineData("AU", "au-kids-helpline", "agesText", "\"For people aged 5 to 25\"")]
    [InlineData("CZ", "cz-odvykani", "agesText", "\"For people aged 15 and over\"")]
    [InlineData("GB", "gb-nhs-111", "checkedText", "\"Checked on 25 November 2026\"")]
    public async Task Ages_regions_and_the_day_of_the_check_are_in_words(string country, string id, string member, string json) =>
        Assert.Equal(json, (await Contact(country, id))[member]!.ToJsonString());

    [Fact]
    public async Task Members_without_a_value_are_left_out()
    {
        using var response = await service.Http.GetAsync("/v1/help/all", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.DoesNotContain(":null", await response.Text(), StringComparison.Ordinal);
    }

    private async Task<JsonNode> Contact(string country, string id)
    {
        var help = await service.Get($"/v1/help?country={country}");
        return help["emergency"]!.AsArray().Concat(help["services"]!.AsArray()).First(contact => (string)contact!["id"]! == id)!;
    }

    // The words of the name, and one for the number or address.
    private static int WordsOf(JsonNode? contact) => ((string)contact!["name"]!).Split(' ').Length + 1;

    private static Func<JsonNode?, bool> HasPurpose(string purpose, params string[] members) =>
        contact => (string)contact!["purpose"]! == purpose && members.Any(member => contact[member] is not null);

    public sealed class OneDay() : Service(time: new FakeTimeProvider(new DateTimeOffset(2026, 12, 1, 0, 0, 0, TimeSpan.Zero)));
}
