using KetamineScreening.Domain.Aggregates.Noise;
using Microsoft.Extensions.Time.Testing;

namespace KetamineScreening.Api.Tests.Aggregates;

/// <summary>The length, budget and profile of a period are fixed when it begins; changed settings hold from the next one.</summary>
[Trait("store", "both")]
public sealed class PolicyChangeTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("ketamine-screening-").FullName;
    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2027, 2, 5, 12, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task A_yearly_period_is_open_until_the_end_of_the_year()
    {
        await using var service = Start("Periods:Length", "year");
        await service.Contribute(3);
        foreach (var month in new[] { 4, 7, 10 })
        {
            clock.AdjustTime(new(2027, month, 2, 0, 0, 0, TimeSpan.Zero));
            await service.ContributeAndCommit(Some.SelfCheck, [Some.Answers()]);
        }

        Assert.Equal(["2027"], Spans(service));
        Assert.Equal(6, service.Committed());
        clock.AdjustTime(new(2028, 1, 1, 1, 0, 0, TimeSpan.Zero));
        await service.Turn();
        Assert.Equal(["2028"], Spans(service));
        Assert.Equal(["ketamine-self-check-2-2027|2027-01-01|2027-12-31"], Releases(service));
    }

    [Fact]
    public async Task A_change_to_years_lets_the_open_quarter_end_and_counts_in_quarters_until_the_next_year()
    {
        await using (var quarters = Start("Periods:Length", "quarter")) await quarters.Contribute(1);
        await using var service = Start("Periods:Length", "year");
        await service.ContributeAndCommit(Some.SelfCheck, [Some.Answers()]);
        Assert.Equal(["2027q1"], Spans(service));
        Assert.Equal(2, service.Committed());

        // During the grace both quarters are open, and a screening counts in its own.
        clock.AdjustTime(new(2027, 4, 1, 0, 10, 0, TimeSpan.Zero));
        await service.ContributeAndCommit(Some.SelfCheck, [Some.Answers(), Some.Answers(), Some.Answers()]);
        Assert.Equal(["2027q1", "2027q2"], Spans(service));
        var own = service.Counters().Where(counter => counter.Period.EndsWith("2027q2", StringComparison.Ordinal));
        Assert.Equal(3, Totals.Screenings(own));
        foreach (var (month, span) in new[] { (5, "2027q2"), (8, "2027q3"), (11, "2027q4") })
        {
            clock.AdjustTime(new(2027, month, 1, 0, 0, 0, TimeSpan.Zero));
            await service.Turn();
            Assert.Equal([span], Spans(service));
        }

        clock.AdjustTime(new(2028, 1, 2, 0, 0, 0, TimeSpan.Zero));
        await service.Turn();
        Assert.Equal(["2028"], Spans(service));
    }

    [Fact]
    public async Task A_change_to_quarters_lets_the_open_year_end()
    {
        await using (var years = Start("Periods:Length", "year")) await years.Contribute(1);
        await using var service = Start("Periods:Length", "quarter");
        clock.AdjustTime(new(2027, 8, 1, 0, 0, 0, TimeSpan.Zero));
        await service.Turn();
        Assert.Equal(["2027"], Spans(service));

        clock.AdjustTime(new(2028, 1, 2, 0, 0, 0, TimeSpan.Zero));
        await service.Turn();
        Assert.Equal(["2028q1"], Spans(service));
    }

    [Fact]
    public async Task A_changed_budget_holds_from_the_next_period_and_the_open_one_is_released_with_its_own()
    {
        await using (var before = Start("Privacy:Rho", "0.25")) await before.Turn();
        await using var service = Start("Privacy:Rho", "0.5");
        await service.Turn();
        Assert.Equal(["1/4"], Column(service, "rho"));
        clock.AdjustTime(new(2027, 4, 1, 1, 0, 0, TimeSpan.Zero));
        await service.Turn();

        Assert.Equal(["1/2"], Column(service, "rho"));
        Assert.Empty(NoiseOf.Faults(Some.SelfCheck, new Rational(1, 2), [service.State()]));
    }

    [Fact]
    public async Task A_changed_profile_holds_from_the_next_period_and_each_period_counts_its_own_cells()
    {
        var people = Expected.Examples(Some.SelfCheck).Take(20).ToList();
        await using (var before = Start("Privacy:Profile", "full")) await before.Turn();
        await using var service = Start("Privacy:Profile", "small");
        var full = service.State();
        await service.ContributeAndCommit(Some.SelfCheck, people);
        Assert.Equal(Expected.Sum(Some.SelfCheck, people), service.State().Minus(full));

        clock.AdjustTime(new(2027, 4, 1, 1, 0, 0, TimeSpan.Zero));
        await service.Turn();
        var small = service.State();
        Assert.DoesNotContain(small.Keys, cell => cell.StartsWith("moments/sum", StringComparison.Ordinal));
        Assert.Empty(NoiseOf.Faults(Some.SelfCheck, new Rational(1, 4), [small], PrivacyProfile.Small));
        await service.ContributeAndCommit(Some.SelfCheck, people);
        Assert.Equal(Expected.Sum(Some.SelfCheck, people, PrivacyProfile.Small), service.State().Minus(small));
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static List<string> Spans(Service service) => Column(service, "span");

    private static List<string> Column(Service service, string name) => Rows(
        service, $"select {name} from period where questionnaire = 'ketamine-self-check' order by id");

    private static List<string> Releases(Service service) => Rows(
        service, "select id, period_start, period_end from release where questionnaire = 'ketamine-self-check' order by id");

    private static List<string> Rows(Service service, string sql) => [.. service.Query(sql).Select(row => string.Join('|', row))];

    // With noise, unless only the calendar matters.
    private Service Start(string key, string value) => new(
        new Dictionary<string, string> { [key] = value },
        clock,
        folder: folder,
        noise: key.StartsWith("Privacy", StringComparison.Ordinal));
}
