using System.Text;
using KetamineScreening.Api.Aggregates;
using KetamineScreening.Api.Configuration;
using KetamineScreening.Api.Questionnaires;
using KetamineScreening.Api.Releases;
using KetamineScreening.Api.Store;
using KetamineScreening.Domain.Aggregates;
using KetamineScreening.Domain.Aggregates.Noise;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace KetamineScreening.Api.Tests.Aggregates;

/// <summary>A period is closed when its quarter is over: published when enough people answered, carried on when not.</summary>
/// <remarks>The gate has noise of its own even here (sigma 20): 400 screenings are 10 sigma above the threshold, 60 are 7 below.</remarks>
public sealed class PeriodTests : IDisposable
{
    private const string CellInCountersOnly = "options/route/snorted";
    private const int Many = 400;
    private static readonly DateTimeOffset FirstQuarter = new(2026, 11, 5, 12, 0, 0, TimeSpan.Zero);

    private readonly string folder = Directory.CreateTempSubdirectory("ketamine-screening-").FullName;
    private readonly Clock clock = new(FirstQuarter);

    private string StoreFile => Path.Combine(folder, "store.db");

    [Fact]
    public async Task A_service_that_starts_after_the_quarter_publishes_and_leaves_nothing_of_the_counters_in_the_file()
    {
        await Fill(Many);
        Assert.Contains(CellInCountersOnly, Bytes(), StringComparison.Ordinal);
        Assert.Contains("moments/n", Bytes(), StringComparison.Ordinal);

        Advance();
        await using var service = Start();
        await service.Eventually(() => Releases(service).Count == 1, "the period is published");
        await service.Stop();

        Assert.Equal(["ketamine-self-check-1-2026q4|2026q4|2026q4|0"], Releases(service));
        Assert.Empty(service.Query("select id from stratum"));
        Assert.Empty(service.Query("select cell from counter"));
        Assert.Equal(0L, service.Query("pragma freelist_count").Single()[0]);
        Assert.DoesNotContain(CellInCountersOnly, Bytes(), StringComparison.Ordinal);
        Assert.DoesNotContain("moments/n", Bytes(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_next_batch_closes_what_is_over_and_what_waited_goes_to_the_next_period()
    {
        await Fill(Many);
        await using var service = Start();
        await service.Contribute(9);
        Advance();
        await service.Contribute(1);
        await service.Eventually(() => Releases(service).Count == 1 && service.Batches() == 1, "the next period has begun");

        Assert.Equal(["ketamine-self-check-1-2026q4|2026q4|2026q4|0"], Releases(service));
        Assert.Equal(["ketamine-self-check-1-2027q1|2027q1|2027q1|0"], Strata(service));
        Assert.Equal(10, service.Committed());
        Assert.Equal(0, service.State()[CellInCountersOnly]);
    }

    [Fact]
    public async Task Too_few_are_carried_on_four_times_and_then_published_with_a_mark()
    {
        await using var service = Start();
        await service.ContributeInTens(Some.SelfCheck, Enumerable.Repeat(Some.Answers(("route", "snorted")), 10));
        for (var gates = 1; gates <= 4; gates++)
        {
            Advance();
            await service.ContributeInTens(Some.SelfCheck, Enumerable.Repeat(Some.Answers(("route", "snorted")), 10));
            Assert.Equal([$"ketamine-self-check-1-2026q4|2026q4|2027q{gates}|{gates}"], Strata(service));
            Assert.Equal(10 + 10 * gates, service.State()[CellInCountersOnly]);
            Assert.Empty(Releases(service));
        }

        Advance();
        await service.ContributeInTens(Some.SelfCheck, Enumerable.Repeat(Some.Answers(), 10));
        Assert.Equal(["ketamine-self-check-1-2026q4|2026q4|2027q4|1"], Releases(service));
        Assert.Equal(["ketamine-self-check-1-2028q1|2028q1|2028q1|0"], Strata(service));
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
            await service.Eventually(() => Strata(service).Single().EndsWith("|2027q1|1", StringComparison.Ordinal), "the period is carried on");
            await Task.Delay(300, TestContext.Current.CancellationToken);
            Assert.Equal(["ketamine-self-check-1-2026q4|2026q4|2027q1|1"], Strata(service));
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

        Assert.Equal(["ketamine-self-check-1-2026q4|2026q4|2027q1|0"], Releases(service));
        Assert.Empty(Strata(service));
    }

    [Fact]
    public async Task A_clock_set_back_begins_no_period_that_is_public_already()
    {
        await Fill(Many);
        Advance();
        await using var service = Start();
        await service.Eventually(() => Releases(service).Count == 1, "the period is published");

        clock.Now = FirstQuarter;
        await service.ContributeInTens(Some.SelfCheck, Enumerable.Repeat(Some.Answers(), 10));
        Assert.Equal(["ketamine-self-check-1-2027q1|2027q1|2027q1|0"], Strata(service));
        Assert.Single(Releases(service));

        // When the clock is right again the same period goes on.
        Advance();
        await service.ContributeInTens(Some.SelfCheck, Enumerable.Repeat(Some.Answers(), 10));
        Assert.Equal(["ketamine-self-check-1-2027q1|2027q1|2027q1|0"], Strata(service));
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

        Assert.Equal(["ketamine-self-check-1-2026q4|2026q4|2026q4|0"], Releases(one));
        Assert.Equal(["ketamine-self-check-1-2027q1|2027q1|2027q1|0"], Strata(one));
    }

    [Fact]
    public async Task A_closing_that_fails_half_way_publishes_nothing_and_loses_nothing()
    {
        await Fill(Many);
        Execute("create trigger no_end before delete on stratum begin select raise(abort, 'not now'); end");
        Advance();
        await using var service = Start();
        await service.Contribute(10);
        await service.Eventually(() => service.Log.ToString().Contains("not now", StringComparison.Ordinal), "the closing fails");
        Assert.Empty(Releases(service));
        Assert.Empty(service.Query("select name from release_file"));
        Assert.Equal(["ketamine-self-check-1-2026q4|2026q4|2026q4|0"], Strata(service));
        Assert.Equal(Many, service.Committed());

        Execute("drop trigger no_end");
        await service.Eventually(() => service.Batches() == 1, "the ten are committed after all");
        Assert.Single(Releases(service));
        Assert.Equal(["ketamine-self-check-1-2027q1|2027q1|2027q1|0"], Strata(service));
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
        await using var source = new SqliteDataSource($"Data Source={StoreFile}");
        await new StoreMigrations(source, NullLogger<StoreMigrations>.Instance).EnsureAsync(TestContext.Current.CancellationToken);
        var strata = new Strata(source, NoisePolicy.None, noise);
        var catalog = QuestionnaireCatalog.Load(new ContentFiles(Path.Combine(AppContext.BaseDirectory, "Content")));
        using var periods = new Periods(source, strata, new ReleaseStore(source), catalog, noise, NullLogger<Periods>.Instance);
        await strata.BeginAsync(Some.QuickCheck, 1, new Quarter(2026, 4), synthetic: false, Expected.Vocabulary(Some.QuickCheck), TestContext.Current.CancellationToken);
        Execute("create trigger no_change before update on stratum begin select raise(abort, 'not now'); end");

        await Assert.ThrowsAsync<SqliteException>(() => periods.CloseDueAsync(now, TestContext.Current.CancellationToken));
        var first = draws;
        for (var again = 0; again < 5; again++) await Assert.ThrowsAsync<SqliteException>(() => periods.CloseDueAsync(now, TestContext.Current.CancellationToken));
        Execute("drop trigger no_change");
        var outcome = Assert.Single(await periods.CloseDueAsync(now, TestContext.Current.CancellationToken));

        Assert.Equal(ClosingOutcome.CarriedOn, outcome.Outcome);
        Assert.True(first > 0);
        Assert.Equal(first, draws);

        // The next gate is another one.
        await periods.CloseDueAsync(now.Next(), TestContext.Current.CancellationToken);
        Assert.True(draws > first);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static List<string> Releases(Service service) => Rows(service, "select id, first_quarter, last_quarter, low_n from release order by id");

    private static List<string> Strata(Service service) => Rows(service, "select id, first_quarter, last_quarter, gates from stratum order by id");

    private static List<string> Rows(Service service, string sql) => [.. service.Query(sql).Select(row => string.Join('|', row))];

    private Service Start() => new(time: clock, folder: folder);

    // All in one batch, so that none is left over.
    private async Task Fill(int screenings)
    {
        await using var service = new Service(new Dictionary<string, string> { ["Contributions:MinimumBatch"] = $"{screenings}" }, clock, folder: folder);
        await service.Contribute(Some.SelfCheck, Enumerable.Repeat(Some.Answers(("route", "snorted")), screenings));
        await service.Eventually(() => service.Batches() == 1, "all are committed");
    }

    private void Advance() => clock.Now = clock.Now.AddMonths(3);

    private string Bytes() => Encoding.Latin1.GetString(File.ReadAllBytes(StoreFile));

    private void Execute(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={StoreFile};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
