using System.Globalization;
using KetamineScreening.Api.Contributions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace KetamineScreening.Api.Tests.Aggregates;

public sealed class RetryMemoryTests
{
    private const string Key = "one-and-the-same-key";
    private static readonly DateTimeOffset Noon = new(2027, 1, 10, 12, 0, 0, TimeSpan.Zero);

    // A fake clock runs every commit of the time that it skips, so there must not be many.
    private static readonly Dictionary<string, string> SlowWriter = new() { ["Contributions:CommitMilliseconds"] = "600000" };

    [Fact]
    public async Task A_retry_with_the_same_key_gets_the_same_bytes_and_is_counted_once()
    {
        await using var service = new Service();
        var results = new List<string>();
        for (var i = 0; i < 20; i++) results.Add(await Screen(service, $"key-of-a-request-{i / 2}"));
        await service.Stop();

        Assert.Single(results.Distinct());
        Assert.Equal(10, service.Committed());
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
    public async Task A_key_belongs_to_one_questionnaire()
    {
        await using var service = new Service();
        await Screen(service, Key);
        await Screen(service, Key, Some.QuickCheck);
        await service.Stop();

        Assert.Equal((1, 1), (service.Committed(), service.Committed(Some.QuickCheck)));
    }

    [Theory]
    [InlineData("00:00:00", "00:19:59", true)]
    [InlineData("00:00:00", "00:20:00", false)]
    [InlineData("00:09:59", "00:19:59", true)]
    [InlineData("00:09:59", "00:20:00", false)]
    [InlineData("00:09:59", "00:29:58", false)]
    [InlineData("00:10:00", "00:29:59", true)]
    [InlineData("00:10:00", "00:30:00", false)]
    [InlineData("00:00:00", "2.00:00:00", false)]
    public async Task A_key_is_remembered_for_ten_to_twenty_minutes(string used, string repeated, bool isRemembered)
    {
        var clock = new FakeTimeProvider(Noon);
        await using var service = new Service(SlowWriter, clock);
        clock.Advance(Parse(used));
        await Screen(service, Key);

        // Other keys arrive meanwhile.
        for (var pause = TimeSpan.FromMinutes(9.99); clock.GetUtcNow() + pause < Noon + Parse(repeated);)
        {
            clock.Advance(pause);
            await Screen(service, $"key-of-a-request-{clock.GetUtcNow().Ticks}", Some.QuickCheck);
        }

        clock.Advance(Noon + Parse(repeated) - clock.GetUtcNow());
        Assert.Equal(isRemembered, await IsCountedOnce(service));
    }

    [Theory]
    [InlineData("-5.00:00:00", "00:19:59", true)]
    [InlineData("-5.00:00:00", "00:20:00", false)]
    [InlineData("-00:15:00", "00:19:59", true)]
    [InlineData("-00:15:00", "00:20:00", false)]
    [InlineData("00:15:00", "00:19:59", true)]
    [InlineData("5.00:00:00", "00:19:59", true)]
    [InlineData("5.00:00:00", "00:20:00", false)]
    public async Task A_system_clock_that_is_set_makes_no_difference(string change, string elapsed, bool isRemembered)
    {
        var clock = new FakeTimeProvider(Noon);
        await using var service = new Service(SlowWriter, clock);
        await Screen(service, Key);
        clock.AdjustTime(clock.GetUtcNow() + Parse(change));
        clock.Advance(Parse(elapsed));

        Assert.Equal(isRemembered, await IsCountedOnce(service));
    }

    [Fact]
    public async Task A_retry_of_a_screening_over_a_limit_is_not_counted_when_there_is_room_again()
    {
        var clock = new FakeTimeProvider(Noon);
        await using var service = new Service(
            new Dictionary<string, string>(SlowWriter) { ["Contributions:PerNetworkPerDay"] = "144" }, clock);
        await service.Contribute(144);
        List<string> results = [await Screen(service, Key)];
        clock.Advance(TimeSpan.FromMinutes(10));
        results.Add(await Screen(service, Key));
        results.Add(await Screen(service));
        await service.Stop();

        // The retry took nothing of the allowance that had come back.
        Assert.Single(results.Distinct());
        Assert.Equal(145, service.Committed());
    }

    [Fact]
    public async Task After_more_keys_than_there_are_places_a_key_is_forgotten_and_the_next_ones_are_remembered_as_before()
    {
        await using var service = new Service();
        var memory = service.Services.GetRequiredService<RetryMemory>();
        List<string> results = [await Screen(service, Key)];
        for (var key = 0; key < 2_000_000; key++) memory.IsFirst(Some.SelfCheck, $"another-request-{key}");
        for (var i = 0; i < 5; i++) results.Add(await Screen(service, Key));
        for (var i = 0; i < 5; i++) results.Add(await Screen(service, Key + "-2"));
        await service.Stop();

        // If the memory stopped to remember, whoever filled it would decide how often the others are counted.
        Assert.Single(results.Distinct());
        Assert.Equal(3, service.Committed());
    }

    // Sends the request with the key again.
    private static async Task<bool> IsCountedOnce(Service service)
    {
        await Screen(service, Key);
        await service.Stop();
        var committed = service.Committed();
        Assert.InRange(committed, 1, 2);
        return committed == 1;
    }

    private static TimeSpan Parse(string text) => TimeSpan.Parse(text, CultureInfo.InvariantCulture);

    private static async Task<string> Screen(Service service, string? key = null, string questionnaire = Some.SelfCheck)
    {
        using var response = await service.Post(questionnaire, Some.Body(contribute: true), request =>
        {
            if (key is not null) request.Headers.Add("Idempotency-Key", key);
        });
        Assert.True(response.IsSuccessStatusCode);
        return await response.Text();
    }
}
