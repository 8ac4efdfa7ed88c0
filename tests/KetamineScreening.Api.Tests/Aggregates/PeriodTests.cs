using KetamineScreening.Api.Contributions;
using KetamineScreening.Api.Tests.Store;
using KetamineScreening.Domain.Aggregates;
using KetamineScreening.Domain.Aggregates.Noise;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace KetamineScreening.Api.Tests.Aggregates;

/// <summary>A period is rewritten by every turn until it closes, and is then released, whatever it contains.</summary>
[Trait("store", "both")]
public sealed class PeriodTests : IDisposable
{
    private const string Id = "ketamine-self-check-2-2026q4";
    private const string Next = "ketamine-self-check-2-2027q1";
    private static readonly DateTimeOffset End = new(2027, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly string folder = Directory.CreateTempSubdirectory("ketamine-screening-").FullName;
    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 11, 5, 12, 0, 0, TimeSpan.Zero));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(30)]
    public async Task A_period_is_released_once_its_grace_has_passed_however_few_were_counted(int people)
    {
        await using var service = Start();
        await service.Contribute(people);
        clock.AdjustTime(End.AddMinutes(59));
        await service.Turn();
        Assert.Equal([Id, Next], OpenPeriods(service));
        Assert.Empty(Releases(service));

        clock.AdjustTime(End.AddMinutes(60));
        await service.Turn();
        Assert.Equal([$"{Id}|2026-10-01|2026-12-31"], Releases(service));
        Assert.Equal([Next], OpenPeriods(service));
        Assert.Equal(people, (await Counts(service))["last-used,within-12-months"]);
        Assert.Equal(0, service.Committed());
    }

    [Fact]
    public async Task What_arrives_in_the_last_second_of_a_quarter_is_in_its_release_and_what_arrives_a_second_later_is_not()
    {
        await using var service = Start();
        clock.AdjustTime(End.AddSeconds(-1));
        await service.Contribute(3);
        clock.AdjustTime(End);
        await service.Contribute(Some.SelfCheck, Enumerable.Repeat(Some.Answers(("route", "injected")), 4));
        await service.Turn();
        clock.AdjustTime(End.AddHours(1));
        await service.Turn();

        var counts = await Counts(service);
        Assert.Equal((3, 0), (counts["last-used,within-12-months"], counts["route,injected"]));
        Assert.Equal(4, service.Committed());
    }

    [Fact]
    public async Task Each_of_two_nodes_writes_through_the_grace_what_it_received_before_the_end()
    {
        await using var one = Start();
        await using var two = Start(hourly: true);
        clock.AdjustTime(End.AddMinutes(-1));
        await two.Contribute(5);
        await one.Contribute(2);
        clock.AdjustTime(End.AddMinutes(1));
        await one.Turn();
        Assert.Equal(2, one.Committed());

        // The stop of the second node is its first turn after the end.
        await two.Stop();
        clock.AdjustTime(End.AddHours(1));
        await one.Turn();
        Assert.Equal(7, (await Counts(one))["last-used,within-12-months"]);
    }

    [Fact]
    public async Task What_arrived_before_the_end_counts_in_the_next_period_when_its_own_is_closed()
    {
        await using var late = Start(hourly: true);
        clock.AdjustTime(End.AddMinutes(-1));
        await late.Contribute(5);
        clock.AdjustTime(End.AddHours(2));
        await using var one = Start();
        await one.Eventually(() => Releases(one).Count == 1, "the period is released");
        await late.Stop();

        Assert.Equal(0, (await Counts(one))["last-used,within-12-months"]);
        Assert.Equal(5, one.Committed());
    }

    [Fact]
    public async Task A_service_that_starts_after_the_quarter_releases_it_and_leaves_nothing_of_its_counters_or_key()
    {
        string ring;
        await using (var earlier = Start())
        {
            await earlier.Contribute(3);
            await earlier.Stop();
            ring = (string)earlier.Query($"select ring from period where id = '{Id}'").Single()[0];
            Assert.True(Directory.Exists(Path.Combine(earlier.Keys, Id, ring)));
        }

        clock.AdjustTime(End.AddHours(1));
        await using var service = Start();
        await service.Eventually(() => Releases(service).Count == 1, "the period is released");
        await service.Turn();
        Assert.Equal([Next], OpenPeriods(service));
        Assert.False(Directory.Exists(Path.Combine(service.Keys, Id)));
        if (TestStore.Provider != Api.Store.Databases.Sqlite) return;
        await service.Stop();
        var file = System.Text.Encoding.Latin1.GetString(await File.ReadAllBytesAsync(service.StoreFile, Cancellation));
        Assert.DoesNotContain(ring, file, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_clock_that_is_set_back_begins_no_period_twice_and_what_arrives_counts_in_the_open_one()
    {
        await using var service = Start();
        clock.AdjustTime(End.AddHours(1));
        await service.Eventually(() => Releases(service).Count == 1, "the period is released");

        clock.AdjustTime(End.AddDays(-40));
        await service.ContributeAndCommit(Some.SelfCheck, Enumerable.Repeat(Some.Answers(), 3));
        Assert.Equal([Next], OpenPeriods(service));
        clock.AdjustTime(End.AddDays(1));
        await service.ContributeAndCommit(Some.SelfCheck, Enumerable.Repeat(Some.Answers(), 4));
        Assert.Equal([Next], OpenPeriods(service));
        Assert.Equal(7, service.Committed());
        Assert.Single(Releases(service));
    }

    [Fact]
    public async Task Two_services_that_close_the_same_period_release_it_once()
    {
        await using (var earlier = Start()) await earlier.Contribute(40);
        clock.AdjustTime(End.AddHours(1));
        await using var one = Start();
        await using var two = Start();
        await one.Eventually(() => Releases(one).Count == 1, "the period is released");
        await Task.WhenAll(one.Contribute(10), two.Contribute(10));
        await Task.WhenAll(one.Turn(), two.Turn());

        Assert.Single(Releases(one));
        Assert.Equal(40, (await Counts(one))["last-used,within-12-months"]);
        Assert.Equal([Next], OpenPeriods(one));
        Assert.Equal(20, one.Committed());
    }

    [Fact]
    public async Task A_release_that_fails_half_way_publishes_nothing_and_loses_nothing()
    {
        await using var service = Start();
        await service.ContributeAndCommit(Some.SelfCheck, Enumerable.Repeat(Some.Answers(), 10));
        TestStore.Refuse(folder, "insert", "release_file");
        clock.AdjustTime(End.AddHours(1));
        await service.Contribute(5);
        await service.Eventually(() => service.Log.ToString().Contains("not now", StringComparison.Ordinal), "the release fails");
        Assert.Empty(Releases(service));
        Assert.Equal([Id, Next], OpenPeriods(service));
        Assert.Equal(15, service.Committed());

        TestStore.Allow(folder, "release_file");
        await service.Eventually(() => Releases(service).Count == 1, "the period is released after all");
        Assert.Equal(10, (await Counts(service))["last-used,within-12-months"]);
        Assert.Equal(5, service.Committed());
    }

    [Fact]
    public async Task A_release_has_noise_besides_that_of_the_counters_so_that_a_copy_of_them_does_not_undo_it()
    {
        await using var service = new Service(time: clock, folder: folder, noise: true);
        await service.Turn();
        var copy = service.State();
        clock.AdjustTime(End.AddHours(1));
        await service.Eventually(() => Releases(service).Count == 1, "the period is released");
        await service.Turn();

        var counts = await Counts(service);
        var differences = copy.Where(counter => counter.Key.StartsWith("options/", StringComparison.Ordinal))
            .Select(counter => (double)(counts[counter.Key["options/".Length..].Replace('/', ',')] - counter.Value))
            .ToList();
        var variance = NoisePolicy.Of(new Rational(1, 4)).Variance(Block.Options, Expected.Instrument(Some.SelfCheck).Items.Length);
        var ratio = differences.Average(difference => difference * difference) * (double)variance.Denominator / (double)variance.Numerator;

        // With 200 counters the ratio is outside these bounds once in a million runs.
        Assert.True(differences.Count > 200);
        Assert.InRange(ratio, 0.6, 1.6);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static List<string> Releases(Service service) => Rows(
        service, "select id, period_start, period_end from release where questionnaire = 'ketamine-self-check' order by id");

    private static List<string> OpenPeriods(Service service) => Rows(
        service, "select id from period where questionnaire = 'ketamine-self-check' order by id");

    private static List<string> Rows(Service service, string sql) => [.. service.Query(sql).Select(row => string.Join('|', row))];

    // Raw counts of the only release of the self-check, by item and option.
    private static async Task<Dictionary<string, long>> Counts(Service service)
    {
        await service.Eventually(
            async () => (await service.Http.GetAsync($"/v1/releases/{Id}", Cancellation)).IsSuccessStatusCode, "the release is public");
        return await service.OptionsOf(Id);
    }

    // With the longest interval a node takes no turn but its first and its last.
    private Service Start(bool hourly = false) => new(time: clock, folder: folder, configure: services =>
    {
        var options = services.Single(service => service.ServiceType == typeof(ContributionOptions)).ImplementationInstance;
        if (hourly) ((ContributionOptions)options!).CommitMilliseconds = 3_600_000;
    });
}
