using KetamineScreening.Api.Contributions;
using KetamineScreening.Api.Tests.Store;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace KetamineScreening.Api.Tests.Aggregates;

/// <summary>Contributes screenings, waits until they are committed, and reads the counters from the store.</summary>
public static class Totals
{
    /// <summary>Number of screenings of a questionnaire that are committed, in all open periods.</summary>
    public static long Committed(this Service service, string questionnaire = Some.SelfCheck) =>
        Screenings(service.Counters(questionnaire));

    /// <summary>Number of screenings in counters without noise.</summary>
    public static long Screenings(IEnumerable<(string Period, string Cell, long Value)> counters) => counters
        .Where(counter => counter.Cell.StartsWith("bands/", StringComparison.Ordinal))
        .Sum(counter => counter.Value);

    /// <summary>The counters of all open periods of a questionnaire; none while the store has no table of periods.</summary>
    public static IReadOnlyList<(string Period, string Cell, long Value)> Counters(this Service service, string questionnaire = "") =>
        Counters(service.Folder, service.Keys, questionnaire);

    /// <summary>The same of the store of a folder.</summary>
    public static IReadOnlyList<(string Period, string Cell, long Value)> Counters(
        string folder, string? keys = null, string questionnaire = "")
    {
        if (!TestStore.HasTable(folder, "period")) return [];
        using var connection = TestStore.Open(folder);
        return [.. OpenedStore.Counters(connection, keys ?? TestStore.KeysOf(TestStore.Address(folder)), questionnaire)];
    }

    /// <summary>The counters of the only period of a questionnaire, by cell.</summary>
    public static Dictionary<string, long> State(this Service service, string questionnaire = Some.SelfCheck)
    {
        var counters = service.Counters(questionnaire);
        Assert.True(counters.Select(counter => counter.Period).Distinct().Count() <= 1, "There is more than one period.");
        return counters.ToDictionary(counter => counter.Cell, counter => counter.Value);
    }

    /// <summary>Waits until the writer has taken a whole turn that began after this call.</summary>
    public static async Task Turn(this Service service)
    {
        // A turn that is under way may have begun before this call.
        var writer = service.Services.GetRequiredService<ContributionWriter>();
        var before = writer.Turns;
        await service.Eventually(() => writer.Turns >= before + 2, "the writer takes a turn");
    }

    /// <summary>Takes exactly one turn of a service with a fake clock.</summary>
    public static async Task OneTurn(this Service service)
    {
        var writer = service.Services.GetRequiredService<ContributionWriter>();
        var before = writer.Turns;
        service.PassInterval();
        await Wait.Until(() => writer.Turns > before, "the writer takes a turn", () => $"Log:\n{service.Log}");
    }

    /// <summary>Waits for a result of background work. With a fake clock, each poll advances the clock by one commit interval.</summary>
    public static Task Eventually(this Service service, Func<bool> condition, string what) =>
        service.Eventually(() => Task.FromResult(condition()), what);

    /// <inheritdoc cref="Eventually(Service, Func{bool}, string)" />
    public static Task Eventually(this Service service, Func<Task<bool>> condition, string what) => Wait.Until(
        async () =>
        {
            if (await condition()) return true;
            service.PassInterval();
            return false;
        },
        what,
        () => $"Log:\n{service.Log}");

    /// <summary>Advances a fake clock by one commit interval, so that the writer takes its next turn.</summary>
    public static void PassInterval(this Service service) =>
        service.Clock?.Advance(service.Services.GetRequiredService<ContributionOptions>().CommitInterval);

    /// <summary>Waits until exactly so many screenings are committed.</summary>
    public static async Task WaitForCommitted(this Service service, long expected, string questionnaire = Some.SelfCheck)
    {
        await service.Eventually(() => service.Committed(questionnaire) >= expected, $"{expected} screenings are committed");
        Assert.Equal(expected, service.Committed(questionnaire));
    }

    /// <summary>Locks the store until the result is disposed.</summary>
    public static IDisposable Hold(this Service service)
    {
        var connection = TestStore.Open(service.Folder);
        using var command = connection.CreateCommand();
        command.CommandText = connection is SqliteConnection
            ? "begin immediate"
            : "begin; lock table writer, period in exclusive mode";
        command.ExecuteNonQuery();
        return connection;
    }

    /// <summary>Posts screenings with these answers, one after the other.</summary>
    public static async Task Contribute(
        this Service service, string questionnaire, IEnumerable<IReadOnlyDictionary<string, string>> screenings)
    {
        foreach (var answers in screenings)
        {
            var result = await service.Screen(questionnaire, answers, contribute: true);
            Assert.Equal("received", (string)result["contribution"]!);
        }
    }

    /// <summary>Posts screenings and waits until all of them are committed.</summary>
    public static async Task ContributeAndCommit(
        this Service service, string questionnaire, IEnumerable<IReadOnlyDictionary<string, string>> screenings)
    {
        await service.Contribute(questionnaire, screenings);
        await service.Turn();
    }

    /// <summary>Posts equal screenings, one after the other.</summary>
    public static Task Contribute(this Service service, int screenings, string questionnaire = Some.SelfCheck) => service.Contribute(
        questionnaire, Enumerable.Repeat(questionnaire == Some.ConcernCheck ? [] : Some.Answers(), screenings));
}
