using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;

namespace KetamineScreening.Api.Tests.Aggregates;

public sealed class NetworkAllowanceTests
{
    [Fact]
    public async Task The_third_screening_of_a_network_in_a_day_is_not_counted_and_otherwise_the_same()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2027, 1, 1, 12, 0, 0, TimeSpan.Zero));
        await using var service = new Service(new Dictionary<string, string> { ["Contributions:PerNetworkPerDay"] = "2" }, clock);
        var results = new List<string>();
        for (var i = 0; i < 3; i++) results.Add(await Screen(service));
        clock.AdjustTime(clock.GetUtcNow().AddHours(12));
        results.Add(await Screen(service));

        Assert.Equal(["accepted", "accepted", "not-counted", "accepted"], results.Select(Contribution));
        Assert.Equal(results[0], results[2].Replace("\"not-counted\"", "\"accepted\"", StringComparison.Ordinal));
        await service.Stop();
        Assert.Equal(3, service.Dropped());
    }

    [Fact]
    public async Task Whoever_declines_uses_up_nothing_and_is_not_counted()
    {
        await using var service = new Service(new Dictionary<string, string> { ["Contributions:PerNetworkPerDay"] = "2" });
        var results = new List<string>();
        for (var i = 0; i < 3; i++) results.Add(await Screen(service, contribute: false));
        for (var i = 0; i < 3; i++) results.Add(await Screen(service));

        Assert.Equal(["declined", "declined", "declined", "accepted", "accepted", "not-counted"], results.Select(Contribution));
        Assert.Equal(results[3], results[0].Replace("\"declined\"", "\"accepted\"", StringComparison.Ordinal));
    }

    private static async Task<string> Screen(Service service, bool contribute = true)
    {
        using var response = await service.Post(Some.SelfCheck, Some.Body(contribute: contribute));
        Assert.True(response.IsSuccessStatusCode);
        return (await response.Text()).TrimEnd();
    }

    private static string? Contribution(string result) => (string?)JsonNode.Parse(result)!["contribution"];
}
