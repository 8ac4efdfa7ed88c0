using KetamineScreening.Api.Periods;
using KetamineScreening.Api.Questionnaires;
using KetamineScreening.Domain.Aggregates;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace KetamineScreening.Api.Tests.Aggregates;

/// <summary>A period that was open when its version was retired is released like any other, and no period follows it.</summary>
[Trait("store", "both")]
public sealed class RetiredPeriodTests : IDisposable
{
    private const string Id = "ketamine-self-check-1-2026q4";
    private readonly string folder = Directory.CreateTempSubdirectory("ketamine-screening-").FullName;
    private readonly FakeTimeProvider clock = new(new(2026, 11, 5, 12, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task It_is_rewritten_to_its_end_and_released_with_the_texts_of_its_version()
    {
        await using var service = new Service(time: clock, folder: folder);
        await Begin(service);
        await service.Contribute(3);
        await service.Turn();
        Assert.Equal(0, Totals.Screenings(service.Counters().Where(counter => counter.Period == Id)));
        var commits = Commits(service);
        await service.Turn();
        Assert.True(Commits(service) > commits);

        clock.AdjustTime(new(2027, 1, 1, 1, 0, 0, TimeSpan.Zero));
        await service.Eventually(() => service.Query($"select id from release where id = '{Id}'").Count == 1, "it is released");
        await service.Turn();
        var codebook = await service.Http.GetStringAsync($"/v1/releases/{Id}/codebook.csv", TestContext.Current.CancellationToken);
        Assert.Contains("once-or-twice", codebook, StringComparison.Ordinal);
        Assert.DoesNotContain("less-than-monthly", codebook, StringComparison.Ordinal);
        Assert.All(service.Query("select major from period"), row => Assert.Equal((long)Some.Major, row[0]));
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static long Commits(Service service) => (long)service.Query($"select commits from period where id = '{Id}'").Single()[0];

    // Begins a period as a service did before version 1.0.0 was retired.
    private static Task<Period?> Begin(Service service) => service.Services.GetRequiredService<PeriodLifecycle>().BeginAsync(
        service.Services.GetRequiredService<QuestionnaireCatalog>().Find(Some.SelfCheck)!,
        1,
        new CalendarPeriod(2026, 4),
        synthetic: false,
        TestContext.Current.CancellationToken);
}
