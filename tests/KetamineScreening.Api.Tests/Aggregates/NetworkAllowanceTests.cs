using System.Net;
using KetamineScreening.Api.Contributions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace KetamineScreening.Api.Tests.Aggregates;

/// <summary>The allowance of a network decides what is counted, and nobody can tell from a response.</summary>
public sealed class NetworkAllowanceTests
{
    private static readonly DateTimeOffset Morning = new(2027, 1, 1, 6, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Screenings_over_the_limit_get_the_same_bytes_and_are_not_counted()
    {
        await using var service = Start(new FakeTimeProvider(Morning), perDay: 2);
        var results = new List<string>();
        for (var i = 0; i < 20; i++) results.Add(await Screen(service));
        await service.Stop();

        Assert.Single(results.Distinct());
        Assert.Equal(2, service.Committed());
    }

    [Fact]
    public async Task Half_of_the_allowance_is_back_after_half_a_day()
    {
        var clock = new FakeTimeProvider(Morning);
        await using var service = Start(clock, perDay: 4);
        for (var i = 0; i < 10; i++) await Screen(service);
        clock.AdjustTime(Morning.AddHours(12));
        for (var i = 0; i < 10; i++) await Screen(service);
        await service.Stop();

        Assert.Equal(4 + 2, service.Committed());
    }

    [Fact]
    public async Task Somebody_who_declines_takes_nothing_of_the_allowance()
    {
        await using var service = Start(new FakeTimeProvider(Morning), perDay: 2);
        for (var i = 0; i < 3; i++) await Screen(service, contribute: false);
        for (var i = 0; i < 3; i++) await Screen(service);
        await service.Stop();

        Assert.Equal(2, service.Committed());
    }

    [Fact]
    public async Task The_log_never_tells_whether_a_network_reached_the_limit()
    {
        Assert.Equal(await LogOfTwoDays(screenings: 1), await LogOfTwoDays(screenings: 10));

        static async Task<IEnumerable<string>> LogOfTwoDays(int screenings)
        {
            var clock = new FakeTimeProvider(Morning);
            await using var service = Start(clock, perDay: 2);
            var atStart = service.Log.Entries.Count;
            for (var day = 0; day < 2; day++)
            {
                clock.AdjustTime(Morning.AddDays(day));
                for (var i = 0; i < screenings; i++) await Screen(service);
            }

            return [.. service.Log.Entries.Skip(atStart).Where(entry => !entry.StartsWith("Trace", StringComparison.Ordinal)
                && !entry.StartsWith("Debug", StringComparison.Ordinal))];
        }
    }

    [Theory]
    [InlineData(2, "192.0.2.1", "192.0.2.1", "192.0.2.250", "::ffff:192.0.2.9")]
    [InlineData(4, "192.0.2.1", "192.0.2.1", "192.0.2.1", "192.0.3.1", "192.0.3.1", "192.0.3.1")]
    [InlineData(2, "2001:db8::1", "2001:db8:0:ff::1", "2001:db8:0:1::1")]
    [InlineData(4, "2001:db8::1", "2001:db8::2", "2001:db8::3", "2001:db8:0:100::1", "2001:db8:0:100::2", "2001:db8:0:100::3")]
    public void The_addresses_of_a_24_or_56_share_an_allowance(int expected, params string[] clients) =>
        Assert.Equal(expected, Counted(new ContributionOptions { PerNetworkPerDay = 2 }, clients));

    [Fact]
    public void The_networks_of_a_48_together_have_four_times_the_allowance_of_one()
    {
        var options = new ContributionOptions { PerNetworkPerDay = 2 };
        var clients = Enumerable.Range(0, 100).Select(network => $"2001:db8:0:{network:x2}00::1").ToArray();

        Assert.Equal(8, Counted(options, clients));
        var otherSite = clients.Select(client => client.Replace("db8:0:", "db8:1:", StringComparison.Ordinal));
        Assert.Equal(16, Counted(options, [.. clients, .. otherSite]));
    }

    [Theory]
    [InlineData("192.0.2.0/24", 10)]
    [InlineData("192.0.2.7", 10)]
    [InlineData("192.0.2.8", 2)]
    [InlineData("10.0.0.0/8", 2)]
    public void A_trusted_network_has_no_limit(string trusted, int expected)
    {
        var options = new ContributionOptions { PerNetworkPerDay = 2, TrustedNetworks = [trusted] };

        Assert.Equal(expected, Counted(options, [.. Enumerable.Repeat("192.0.2.7", 10)]));
    }

    [Fact]
    public async Task A_clock_that_is_set_back_gives_nothing_back()
    {
        var clock = new FakeTimeProvider(Morning.AddHours(6));
        await using var service = Start(clock, perDay: 2);
        for (var i = 0; i < 3; i++) await Screen(service);
        clock.AdjustTime(Morning);
        for (var i = 0; i < 3; i++) await Screen(service);
        await service.Stop();

        Assert.Equal(2, service.Committed());
    }

    [Fact]
    public async Task After_more_networks_than_there_are_places_everybody_is_counted_up_to_the_limit_as_before()
    {
        await using var service = new Service(new Dictionary<string, string>
        {
            ["Contributions:PerNetworkPerDay"] = "2",
            ["Proxies:Networks"] = "127.0.0.1",
        }, new FakeTimeProvider(Morning));
        var allowance = service.Services.GetRequiredService<NetworkAllowance>();
        for (var site = 0u; site < 1_000_000; site++)
        {
            allowance.TryTake(new IPAddress([0x20, 1, (byte)(site >> 16), (byte)(site >> 8), (byte)site, .. new byte[11]]), Morning);
        }

        var results = new HashSet<string>(StringComparer.Ordinal);
        foreach (var client in (string[])["198.51.100.7", "2001:db8:1:2::1", "203.0.113.7"])
        {
            for (var i = 0; i < 5; i++) results.Add(await Screen(service, from: client));
        }

        await service.Stop();
        Assert.Single(results);
        Assert.Equal(3 * 2, service.Committed());
    }

    private static int Counted(ContributionOptions options, params string[] clients)
    {
        var allowance = new NetworkAllowance(options);
        return clients.Count(client => allowance.TryTake(IPAddress.Parse(client), Morning));
    }

    private static Service Start(FakeTimeProvider clock, int perDay) =>
        new(new Dictionary<string, string> { ["Contributions:PerNetworkPerDay"] = $"{perDay}" }, clock);

    private static async Task<string> Screen(Service service, bool contribute = true, string? from = null)
    {
        using var response = await service.Post(
            Some.SelfCheck, Some.Body(contribute: contribute), request => request.Headers.TryAddWithoutValidation("X-Forwarded-For", from));
        Assert.True(response.IsSuccessStatusCode);
        return await response.Text();
    }
}
