using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;

namespace KetamineScreening.Api.Tests.Aggregates;

public sealed class RetryMemoryTests
{
    private const string Key = "one-and-the-same-key";
    private static readonly DateTimeOffset Noon = new(2027, 1, 10, 12, 0, 0, TimeSpan.Zero);

    // A fake clock runs every commit of the time that it skips, so there must not be many.
    private static readonly Dictionary<string, string> SlowWriter = new() { ["Contributions:CommitMilliseconds"] = "600000" };

    [Fact]
    public async Task A_retry_with_the_same_key_is_accepted_both_times_and_counted_once()
    {
        await using var service = new Service();
        var results = new List<string>();
        for (var i = 0; i < 20; i++) results.Add(await Screen(service, $"key-of-a-request-{i / 2}"));
        await service.Stop();

        Assert.All(results, result => Assert.Equal(results[0], result));
        Assert.Equal("accepted", Contribution(results[0]));
        Assert.Equal(10, service.Committed());
        Assert.Equal(0, service.Dropped());
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

        Assert.Equal(2, service.Dropped());
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
    public async Task A_retry_of_a_screening_that_was_not_counted_is_not_counted_either_until_there_is_room()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2027, 1, 1, 23, 59, 0, TimeSpan.Zero));
        await using var service = new Service(WithSlowWriter("Contributions:PerNetworkPerDay", "1"), clock);
        List<string> results = [await Screen(service), await Screen(service, Key), await Screen(service, Key)];
        clock.Advance(TimeSpan.FromMinutes(2));
        results.Add(await Screen(service, Key));

        Assert.Equal(["accepted", "not-counted", "not-counted", "accepted"], results.Select(Contribution));
    }

    /// <param name="reading">The reading of the clock at which the first request stalls: before or after it is counted.</param>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_retry_that_overtakes_its_request_is_not_accepted_when_neither_is_counted(int reading)
    {
        var clock = new StallingClock(Noon);
        await using var service = new Service(WithSlowWriter("Contributions:MaximumPending", "1000"), clock);
        await service.Contribute(1000);

        var stalled = clock.StallAt(reading);
        var first = Screen(service, Key);
        await Task.WhenAny(stalled, first);
        var retry = await Screen(service, Key);
        clock.Release();

        Assert.Equal(("not-counted", "not-counted"), (Contribution(await first), Contribution(retry)));
    }

    // Sends the request with the key again. With eight more screenings, two counted ones make a batch, and one does not.
    private static async Task<bool> IsCountedOnce(Service service)
    {
        await Screen(service, Key);
        await service.Contribute(8);
        await service.Turn();
        var committed = service.Committed();
        Assert.True(committed is 0 or 10, $"{committed}");
        return committed == 0;
    }

    private static Dictionary<string, string> WithSlowWriter(string key, string value) => new(SlowWriter) { [key] = value };

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

    private static string? Contribution(string result) => (string?)JsonNode.Parse(result)!["contribution"];

    /// <summary>A clock at which one reader can be held up.</summary>
    private sealed class StallingClock(DateTimeOffset start) : FakeTimeProvider(start)
    {
        private readonly TaskCompletionSource stalled = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource released = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int readings;

        /// <summary>Holds up one reader.</summary>
        /// <param name="reading">Which one from now on, 1 for the next.</param>
        /// <returns>Completes when that reader is held up.</returns>
        public Task StallAt(int reading)
        {
            Volatile.Write(ref readings, reading);
            return stalled.Task;
        }

        public void Release() => released.SetResult();

        public override DateTimeOffset GetUtcNow()
        {
            if (Interlocked.Decrement(ref readings) == 0)
            {
                stalled.SetResult();
                released.Task.Wait();
            }

            return base.GetUtcNow();
        }
    }
}
