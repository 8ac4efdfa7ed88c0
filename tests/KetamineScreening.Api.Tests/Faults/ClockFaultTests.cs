using KetamineScreening.Api.Tests.Aggregates;
using Microsoft.Extensions.Time.Testing;

namespace KetamineScreening.Api.Tests.Faults;

[Trait("kind", "fault"), Trait("store", "both")]
public sealed class ClockFaultTests
{
    private static readonly DateTimeOffset End = new(2026, 12, 31, 23, 59, 59, TimeSpan.Zero);

    [Fact]
    public async Task Clock_jumps_across_the_end_of_a_quarter_under_load_neither_lose_nor_duplicate_contributions()
    {
        var clock = new FakeTimeProvider(End.AddSeconds(-5));
        await using var service = new Service(time: clock);
        var load = new Load(service.Http, 4);
        TimeSpan[] jumps =
        [
            TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(-3), TimeSpan.FromDays(40), TimeSpan.FromDays(-40), TimeSpan.FromDays(-3000),
            TimeSpan.FromSeconds(1), TimeSpan.Zero,
        ];
        var rounds = 3 * Fault.Times;
        for (var round = 0; round < rounds; round++)
        {
            foreach (var jump in jumps)
            {
                clock.AdjustTime(End + jump);
                await load.More(15);
                service.PassInterval();
                await load.More(15);
            }
        }

        clock.AdjustTime(End.AddSeconds(1));
        await service.Turn();
        await load.Stop();
        await service.Turn();
        var released = await Released(service);
        await service.Stop();

        Assert.Equal(0, load.Unanswered);
        Assert.Equal(load.Received, released + service.Committed());
        Fault.Write(
            "clock jumps over the end of a quarter, and back, under load",
            $"{rounds * jumps.Length} jumps, with {load.Received:N0} people",
            "none");
    }

    // Sum of all published screenings; exact, because this service adds no noise.
    private static async Task<long> Released(Service service)
    {
        var sum = 0L;
        foreach (var release in (await service.Get("/v1/releases"))["releases"]!.AsArray())
        {
            var id = (string)release!["id"]!;
            if (id.StartsWith(Some.SelfCheck, StringComparison.Ordinal)) sum += await service.ScreeningsOf(id);
        }

        return sum;
    }
}
