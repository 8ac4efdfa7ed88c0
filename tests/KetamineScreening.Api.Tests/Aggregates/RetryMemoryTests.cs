using System.Text.Json.Nodes;

namespace KetamineScreening.Api.Tests.Aggregates;

public sealed class RetryMemoryTests
{
    [Fact]
    public async Task A_retry_with_the_same_key_is_accepted_both_times_and_counted_once()
    {
        await using var service = new Service();
        var results = new List<string>();
        for (var i = 0; i < 10; i++) results.AddRange([await Screen(service, key: $"key-of-a-request-{i}"), await Screen(service, key: $"key-of-a-request-{i}")]);
        await service.Stop();

        Assert.All(results, result => Assert.Equal(results[0], result));
        Assert.Equal("accepted", Contribution(results[0]));
        Assert.Equal(10, service.Committed());
        Assert.Contains("the store was away: 0.", service.Log.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_key_every_screening_is_counted()
    {
        await using var service = new Service();
        for (var i = 0; i < 10; i++) await Screen(service);
        await service.Stop();

        Assert.Equal(10, service.Committed());
    }

    [Fact]
    public async Task A_key_belongs_to_one_questionnaire_and_is_forgotten_after_twenty_minutes()
    {
        var clock = new Clock(new DateTimeOffset(2027, 1, 1, 12, 0, 0, TimeSpan.Zero));
        await using var service = new Service(time: clock);
        await Screen(service, key: "one-and-the-same-key");
        await Screen(service, key: "one-and-the-same-key", questionnaire: Some.QuickCheck);
        clock.Now = clock.Now.AddMinutes(9);
        await Screen(service, key: "one-and-the-same-key");
        clock.Now = clock.Now.AddMinutes(21);
        await Screen(service, key: "one-and-the-same-key");
        await service.Stop();

        Assert.Contains("the store was away: 3.", service.Log.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_retry_of_a_screening_that_was_not_counted_is_not_counted_either_until_there_is_room()
    {
        var clock = new Clock(new DateTimeOffset(2027, 1, 1, 23, 59, 0, TimeSpan.Zero));
        await using var service = new Service(new Dictionary<string, string> { ["Contributions:PerNetworkPerDay"] = "1" }, clock);
        var results = new List<string> { await Screen(service), await Screen(service, key: "one-and-the-same-key"), await Screen(service, key: "one-and-the-same-key") };
        clock.Now = clock.Now.AddMinutes(2);
        results.Add(await Screen(service, key: "one-and-the-same-key"));

        Assert.Equal(["accepted", "not-counted", "not-counted", "accepted"], results.Select(Contribution));
    }

    private static async Task<string> Screen(Service service, string? key = null, string questionnaire = Some.SelfCheck)
    {
        using var response = await service.Post(questionnaire, Some.Body(contribute: true), request =>
        {
            if (key is not null) request.Headers.Add("Idempotency-Key", key);
        });
        Assert.True(response.IsSuccessStatusCode);
        return await response.Text();
    }

    private static string? Contribution(string result) => (string?)JsonNode.Parse(result)!["contribution"];
}
