using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Time.Testing;

namespace KetamineScreening.Api.Tests.Help;

/// <summary>Entries of the help directory whose review date has passed.</summary>
public sealed class HelpDirectoryTests(HelpDirectoryTests.FarFuture service) : IClassFixture<HelpDirectoryTests.FarFuture>
{
    [Theory]
    [InlineData("?country=US", "us-911 find-a-helpline")]
    [InlineData("?country=GB", "gb-999 find-a-helpline")]
    [InlineData("?country=IE", "ie-112 ie-999 find-a-helpline")]
    [InlineData("?country=FR", "fr-112 fr-15 fr-114 find-a-helpline")]
    [InlineData("?country=HK", "hk-999 find-a-helpline")]
    [InlineData("?country=AQ", "try-112 try-911 try-999 try-000 find-a-helpline")]
    [InlineData("", "try-112 try-911 try-999 try-000 find-a-helpline")]
    public async Task Only_emergency_numbers_and_the_international_directory_remain_when_all_entries_are_overdue(
        string query,
        string emergency)
    {
        var help = await service.Get($"/v1/help{query}");
        var result = await service.Screen(
            Some.SelfCheck,
            Some.Answers(),
            change: request => request.RequestUri = new Uri(request.RequestUri + query, UriKind.Relative));

        Assert.Equal((emergency, "find-a-helpline"), (HelpReading.Ids(help["emergency"]!), HelpReading.Ids(help["services"]!)));
        Assert.Equal("find-a-helpline", HelpReading.Ids(result["help"]!));
        Assert.All(result["emergency"]!["blocks"]!.AsArray(), block => Assert.NotEmpty(block!["contacts"]!.AsArray()));
    }

    [Fact]
    public async Task Each_overdue_entry_is_logged_once_even_if_requested_repeatedly()
    {
        for (var i = 0; i < 3; i++) await service.Get("/v1/help?country=GB");
        var entries = HelpReading.Entries(HelpReading.File("directory.json")).ToList();
        var log = service.Log.ToString();

        Assert.True(entries.Count > 100);
        Assert.All(entries, entry =>
        {
            var warning = $"Warning: Help entry {entry["id"]} was to be reviewed by {entry["reviewBy"]}.";
            Assert.Single(Regex.Matches(log, Regex.Escape(warning), RegexOptions.None, TimeSpan.FromMinutes(1)));
        });
    }

    [Fact]
    public async Task An_entry_is_served_through_its_review_date_and_not_after_it()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2027, 2, 21, 23, 59, 59, TimeSpan.Zero));
        await using var temporary = new Service(time: clock);
        var before = await temporary.Get("/v1/help?country=GB");
        var warnings = temporary.Log.ToString();
        clock.AdjustTime(clock.GetUtcNow().AddSeconds(1));
        var after = await temporary.Get("/v1/help?country=GB");

        Assert.Equal((1, 0), (Count(before, "gb-frank"), Count(after, "gb-frank")));
        Assert.DoesNotContain("gb-frank", warnings, StringComparison.Ordinal);
        Assert.Contains(
            "Warning: Help entry gb-frank was to be reviewed by 2027-02-21.",
            temporary.Log.ToString(),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_international_directory_stands_in_for_the_crisis_services_that_have_expired()
    {
        using var content = new ContentFolder();
        content.Change("help/directory.json", help =>
        {
            var crisis = HelpReading.Entry(help, "ie-samaritans");
            (crisis["lastVerified"], crisis["reviewBy"]) = ("2020-01-01", "2020-01-02");
        });
        await using var temporary = new Service(new Dictionary<string, string> { ["Content:Path"] = content.Path });
        var help = await temporary.Get("/v1/help?country=IE");

        Assert.Equal("find-a-helpline ie-hse-drugs-alcohol", HelpReading.Ids(help["services"]!));
        Assert.Equal("find-a-helpline ie-112 ie-999", HelpReading.Ids(help["emergencyBlocks"]![2]!["contacts"]!));
    }

    private static int Count(JsonNode help, string id) => help["services"]!.AsArray().Count(contact => (string)contact!["id"]! == id);

    public sealed class FarFuture() : Service(time: new FakeTimeProvider(new DateTimeOffset(2040, 1, 1, 0, 0, 0, TimeSpan.Zero)));
}
