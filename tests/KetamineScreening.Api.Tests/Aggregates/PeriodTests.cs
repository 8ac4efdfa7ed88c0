using System.Data.Common;
using System.Text;
using KetamineScreening.Api.Configuration;
using KetamineScreening.Api.Periods;
using KetamineScreening.Api.Questionnaires;
using KetamineScreening.Api.Releases;
using KetamineScreening.Api.Store;
using KetamineScreening.Api.Tests.Store;
using KetamineScreening.Domain.Aggregates;
using KetamineScreening.Domain.Aggregates.Noise;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace KetamineScreening.Api.Tests.Aggregates;

/// <summary>A period whose quarter is over is published if enough people answered, and carried on otherwise.</summary>
/// <remarks>The gate has noise here too (sigma 20): 400 screenings are 10 sigma above the threshold, 60 are 7 sigma below it.</remarks>
[Trait("store", "both")]
public sealed class PeriodTests : IDisposable
{
    private const string CellInCountersOnly = "options/route/snorted";

    // The file stores the name of a cell right after the id of its period.
    private const string Row = "ketamine-self-check-2-2026q4";
    private const int Many = 400;
    private static readonly DateTimeOffset FirstQuarter = new(2026, 11, 5, 12, 0, 0, TimeSpan.Zero);

    private readonly string folder = Directory.CreateTempSubdirectory("ketamine-screening-").FullName;
    private readonly FakeTimeProvider clock = new(FirstQuarter);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string StoreFile => Path.Combine(folder, "store.db");

    [Fact, Trait("only", "sqlite")]
    public async Task A_service_that_starts_after_the_quarter_publishes_and_leaves_nothing_of_the_counters_in_the_file()
    {
        await Fill(Many);
        Assert.Contains(Row + CellInCountersOnly, Bytes(), StringComparison.Ordinal);
        Assert.Contains(Row + "moments/n", Bytes(), StringComparison.Ordinal);

        Advance();
        await using var service = Start();
        await service.Eventually(() => Releases(service).Count == 1, "the period is published");
        await service.Stop();

        Assert.Equal(["ketamine-self-check-2-2026q4|2026q4|2026q4|0"], Releases(service));
        Assert.Equal(["ketamine-self-check-2-2027q1|2027q1|2027q1|0"], OpenPeriods(service));
        Assert.All(service.State(), entry => Assert.Equal(0, entry.Value));
        Assert.Equal(0L, service.Query("pragma freelist_count").Single()[0]);
        Assert.DoesNotContain(Row + CellInCountersOnly, Bytes(), StringComparison.Ordinal);
        Assert.DoesNotContain(Row + "moments/n", Bytes(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(9, 0)]
    [InlineData(9, 1)]
    [InlineData(0, 9)]
    [InlineData(3, 30)]
    public async Task What_waits_when_a_quarter_ends_is_in_its_release_however_few_and_what_comes_after_is_not(int before, int after)
    {
        await Fill(Many);
        await using var service = Start();
        await service.Turn();
        await service.Contribute(before);
        Advance();
        await service.Contribute(Some.SelfCheck, Enumerable.Repeat(Some.Answers(("route", "injected")), after));
        await service.Eventually(() => Releases(service).Count == 1, "the period is published");
        await service.Turn();

        var counts = await Counts(service);
        Assert.Equal(Many + before, counts["last-used,within-12-months"]);
        Assert.Equal(0, counts["route,injected"]);
        Assert.Equal(after < 10 ? 0 : after, service.Committed());
    }

    [Fact]
    public async Task What_waits_when_a_quarter_ends_waits_on_when_the_period_is_carried_on()
    {
        await Fill(50);
        await using var service = Start();
        await service.Contribute(9);
        Advance();
        await service.Eventually(() => IsCarriedOn(service), "the period is carried on");
        await service.Turn();
        Assert.Equal(50, service.Committed());

        await service.Contribute(1);
        await service.WaitForCommitted(60);
    }

    [Fact]
    public async Task Too_few_are_carried_on_four_times_and_then_published_with_a_mark()
    {
        await using var service = Start();
        await service.ContributeInTens(Some.SelfCheck, Enumerable.Repeat(Some.Answers(("route", "snorted")), 10));
        for (var gates = 1; gates <= 4; gates++)
        {
            Advance();
            await service.Turn();
            await service.ContributeInTens(Some.SelfCheck, Enumerable.Repeat(Some.Answers(("route", "snorted")), 10));
            Assert.Equal([$"ketamine-self-check-2-2026q4|2026q4|2027q{gates}|{gates}"], OpenPeriods(service));
            Assert.Equal(10 + 10 * gates, service.State()[CellInCountersOnly]);
            Assert.Empty(Releases(service));
        }

        Advance();
        await service.Turn();
        await service.ContributeInTens(Some.SelfCheck, Enumerable.Repeat(Some.Answers(), 10));
        Assert.Equal(["ketamine-self-check-2-2026q4|2026q4|2027q4|1"], Releases(service));
        Assert.Equal(["ketamine-self-check-2-2028q1|2028q1|2028q1|0"], OpenPeriods(service));
        Assert.Equal(10, service.Committed());
        Assert.Equal(0, service.State()[CellInCountersOnly]);
    }

    [Fact]
    public async Task Too_few_are_carried_on_at_start_too_and_only_once_in_a_quarter()
    {
        await Fill(50);
        Advance();
        for (var start = 0; start < 3; start++)
        {
            await using var service = Start();
            await service.Eventually(() => IsCarriedOn(service), "the period is carried on");
            await service.Turn();
            Assert.Equal(["ketamine-self-check-2-2026q4|2026q4|2027q1|1"], OpenPeriods(service));
            Assert.Equal(50, service.Committed());
            Assert.Empty(Releases(service));
        }
    }

    [Fact]
    public async Task Enough_in_the_second_quarter_publish_both_together()
    {
        await Fill(50);
        Advance();
        await Fill(Many);
        Advance();
        await using var service = Start();
        await service.Eventually(() => Releases(service).Count == 1, "the period is published");

        Assert.Equal(["ketamine-self-check-2-2026q4|2026q4|2027q1|0"], Releases(service));
        Assert.Equal(["ketamine-self-check-2-2027q2|2027q2|2027q2|0"], OpenPeriods(service));
    }

    [Fact]
    public async Task A_clock_set_back_begins_no_period_that_is_public_already()
    {
        await Fill(Many);
        Advance();
        await using var service = Start();
        await service.Eventually(() => Releases(service).Count == 1, "the period is published");

        clock.AdjustTime(FirstQuarter);
        TestStore.Execute(folder, "delete from counter; delete from stratum");
        await service.Turn();
        await service.ContributeInTens(Some.SelfCheck, Enumerable.Repeat(Some.Answers(), 10));
        Assert.Equal(["ketamine-self-check-2-2027q1|2027q1|2027q1|0"], OpenPeriods(service));
        Assert.Single(Releases(service));

        // After the clock is corrected the same period continues.
        Advance();
        await service.ContributeInTens(Some.SelfCheck, Enumerable.Repeat(Some.Answers(), 10));
        Assert.Equal(["ketamine-self-check-2-2027q1|2027q1|2027q1|0"], OpenPeriods(service));
        Assert.Equal(20, service.Committed());
    }

    [Fact]
    public async Task Two_services_that_close_the_same_period_publish_it_once()
    {
        await Fill(Many);
        Advance();
        await using var one = Start();
        await using var two = Start();
        await one.Eventually(() => Releases(one).Count == 1, "the period is published");
        await Task.WhenAll(one.Contribute(10), two.Contribute(10));
        await one.Eventually(() => one.Committed() == 20, "both have committed to the next period");

        Assert.Equal(["ketamine-self-check-2-2026q4|2026q4|2026q4|0"], Releases(one));
        Assert.Equal(["ketamine-self-check-2-2027q1|2027q1|2027q1|0"], OpenPeriods(one));
    }

    [Fact]
    public async Task A_closing_that_fails_half_way_publishes_nothing_and_loses_nothing()
    {
        await Fill(Many);
        TestStore.Refuse(folder, "delete", "stratum");
        Advance();
        await using var service = Start();
        await service.Contribute(10);
        await service.Eventually(() => service.Log.ToString().Contains("not now", StringComparison.Ordinal), "the closing fails");
        Assert.Empty(Releases(service));
        Assert.Empty(service.Query("select name from release_file"));
        Assert.Equal(["ketamine-self-check-2-2026q4|2026q4|2026q4|0"], OpenPeriods(service));
        Assert.Equal(Many, service.Committed());

        TestStore.Allow(folder, "stratum");
        await service.Eventually(() => Releases(service).Count == 1, "the period is published after all");
        await service.WaitForCommitted(10);
        Assert.Single(Releases(service));
        Assert.Equal(["ketamine-self-check-2-2027q1|2027q1|2027q1|0"], OpenPeriods(service));
        Assert.Equal(10, service.Committed());
    }

    [Fact]
    public async Task The_noise_of_a_gate_is_drawn_once_however_often_its_answer_cannot_be_written()
    {
        var (now, draws) = (new Quarter(2027, 1), 0);
        var noise = new DiscreteGaussian(bytes =>
        {
            draws++;
            System.Security.Cryptography.RandomNumberGenerator.Fill(bytes);
        });
        await using var source = TestStore.Source(folder);
        await new StoreMigrations(source).EnsureAsync(Cancellation);
        var strata = new PeriodStore(source, NoisePolicy.None, noise);
        var catalog = QuestionnaireCatalog.Load(new ContentFiles(Path.Combine(AppContext.BaseDirectory, "Content")));
        var periods = new PeriodLifecycle(source, strata, new ReleaseStore(source), catalog, noise, NullLogger<PeriodLifecycle>.Instance);
        var vocabulary = Expected.Vocabulary(Some.QuickCheck);
        await strata.BeginAsync(Some.QuickCheck, Some.Major, new Quarter(2026, 4), synthetic: false, vocabulary, Cancellation);
        TestStore.Refuse(folder, "update", "stratum", "new.gates <> old.gates");

        await Assert.ThrowsAnyAsync<DbException>(() => Close(now));
        var first = draws;
        for (var again = 0; again < 5; again++) await Assert.ThrowsAnyAsync<DbException>(() => Close(now));
        TestStore.Allow(folder, "stratum");

        Assert.Equal(ClosingOutcome.CarriedOn, await Close(now));
        Assert.True(first > 0);
        Assert.Equal(first, draws);

        // The next gate has noise of its own.
        await Close(now.Next());
        Assert.True(draws > first);

        async Task<ClosingOutcome> Close(Quarter quarter)
        {
            var period = (await periods.OverAsync(quarter, Cancellation)).Single();
            return await periods.CloseAsync(period, quarter, remainder: null, mark: null, Cancellation);
        }
    }

    [Theory]
    [InlineData(Many, ClosingOutcome.Published)]
    [InlineData(50, ClosingOutcome.CarriedOn)]
    public async Task A_closing_that_is_retried_after_a_lost_answer_finds_its_outcome_and_does_nothing_twice(
        int screenings, ClosingOutcome expected)
    {
        await Fill(screenings);
        var now = new Quarter(2027, 1);
        await using var source = TestStore.Source(folder);
        var noise = new DiscreteGaussian(System.Security.Cryptography.RandomNumberGenerator.Fill);
        var catalog = QuestionnaireCatalog.Load(new ContentFiles(Path.Combine(AppContext.BaseDirectory, "Content")));
        var store = new PeriodStore(source, NoisePolicy.None, noise);
        var periods = new PeriodLifecycle(
            source, store, new ReleaseStore(source), catalog, noise, NullLogger<PeriodLifecycle>.Instance);
        var over = await periods.OverAsync(now, Cancellation);
        var period = over.Single(period => period.Questionnaire == Some.SelfCheck);
        var remainder = Batch.Empty(Some.SelfCheck, Some.Major, Expected.Vocabulary(Some.SelfCheck));
        var mark = new CommitMark();

        var outcomes = new List<ClosingOutcome>();
        for (var i = 0; i < 3; i++) outcomes.Add(await periods.CloseAsync(period, now, remainder, mark, Cancellation));
        Assert.All(outcomes, outcome => Assert.Equal(expected, outcome));

        await using var service = Start();
        Assert.Equal(expected == ClosingOutcome.Published ? ["ketamine-self-check-2-2026q4|2026q4|2026q4|0"] : [], Releases(service));
        if (expected == ClosingOutcome.CarriedOn) Assert.Equal(["ketamine-self-check-2-2026q4|2026q4|2027q1|1"], OpenPeriods(service));
    }

    [Fact]
    public async Task A_release_has_noise_besides_that_of_the_counters_so_that_a_copy_of_them_does_not_undo_it()
    {
        await using var service = new Service(time: clock, folder: folder, noise: true);
        await service.Contribute(Some.SelfCheck, Enumerable.Repeat(Some.Answers(), Many));
        await service.Turn();
        var copy = service.State();
        Advance();
        await service.Eventually(() => Releases(service).Count == 1, "the period is published");
        await service.Turn();

        var counts = await Counts(service);
        var differences = copy.Where(counter => counter.Key.StartsWith("options/", StringComparison.Ordinal))
            .Select(counter => (double)(counts[counter.Key["options/".Length..].Replace('/', ',')] - counter.Value))
            .ToList();
        var variance = NoisePolicy.Of(new Rational(1, 4)).Variance(Block.Options, Expected.Instrument(Some.SelfCheck).Items.Length);
        var ratio = differences.Average(difference => difference * difference) * (double)variance.Denominator / (double)variance.Numerator;

        // With 250 counters the ratio is outside these bounds once in a million runs.
        Assert.True(differences.Count > 200);
        Assert.InRange(ratio, 0.6, 1.6);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static List<string> Releases(Service service) => Rows(
        service, "select id, first_quarter, last_quarter, low_n from release where questionnaire = 'ketamine-self-check' order by id");

    private static List<string> OpenPeriods(Service service) => Rows(
        service, "select id, first_quarter, last_quarter, gates from stratum where questionnaire = 'ketamine-self-check' order by id");

    private static bool IsCarriedOn(Service service) =>
        OpenPeriods(service).Single().EndsWith("|2027q1|1", StringComparison.Ordinal);

    // Counts of the only release by item and option.
    private static async Task<Dictionary<string, long>> Counts(Service service) =>
        (await service.Http.GetStringAsync($"/v1/releases/{Row}/item_options.csv", Cancellation))
            .Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.Split(','))
            .ToDictionary(row => $"{row[0]},{row[1]}", row => long.Parse(row[3], System.Globalization.CultureInfo.InvariantCulture));

    private static List<string> Rows(Service service, string sql) => [.. service.Query(sql).Select(row => string.Join('|', row))];

    private Service Start() => new(time: clock, folder: folder);

    // In one batch, so that none is left over.
    private async Task Fill(int screenings)
    {
        var settings = new Dictionary<string, string> { ["Contributions:MinimumBatch"] = $"{screenings}" };
        await using var service = new Service(settings, clock, folder: folder);
        await service.Contribute(Some.SelfCheck, Enumerable.Repeat(Some.Answers(("route", "snorted")), screenings));
        await service.Eventually(() => service.Committed() >= screenings, "all are committed");
    }

    private void Advance() => clock.AdjustTime(clock.GetUtcNow().AddMonths(3));

    private string Bytes() => Encoding.Latin1.GetString(File.ReadAllBytes(StoreFile));

}
