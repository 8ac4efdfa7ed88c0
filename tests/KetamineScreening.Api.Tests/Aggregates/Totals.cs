using System.Text.Json.Nodes;
using KetamineScreening.Api.Contributions;
using KetamineScreening.Api.Periods;
using KetamineScreening.Api.Tests.Store;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace KetamineScreening.Api.Tests.Aggregates;

/// <summary>Contributes screenings, waits until they are committed, and reads the counters from the store.</summary>
public static class Totals
{
    /// <summary>Number of screenings of a questionnaire that are committed, in all open periods.</summary>
    public static long Committed(this Service service, string questionnaire = Some.SelfCheck) => service.Counters()
        .Where(counter => counter.Period.StartsWith(questionnaire, StringComparison.Ordinal))
        .Where(counter => counter.Cell.StartsWith("bands/", StringComparison.Ordinal))
        .Sum(counter => counter.Value);

    /// <summary>All counters; none while there is no file.</summary>
    public static IReadOnlyList<(string Period, string Cell, long Value)> Counters(this Service service)
    {
        if (!TestStore.HasTable(service.Folder, "counter")) return [];
        var rows = service.Query("select stratum, cell, value from counter");
        return [.. rows.Select(row => ((string)row[0], (string)row[1], (long)row[2] - CounterStore.Zero))];
    }

    /// <summary>The counters of the only period of a questionnaire, by cell.</summary>
    public static Dictionary<string, long> State(this Service service, string questionnaire = Some.SelfCheck)
    {
        var all = service.Counters();
        var counters = all.Where(counter => counter.Period.StartsWith(questionnaire, StringComparison.Ordinal)).ToList();
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

    /// <summary>
    /// Locks the store until the result is disposed. Screenings posted meanwhile are then committed in two batches at most, so it is
    /// unlikely that any of many is left waiting because fewer than ten remain.
    /// </summary>
    public static IDisposable Hold(this Service service)
    {
        var connection = TestStore.Open(service.Folder);
        using var command = connection.CreateCommand();
        command.CommandText = connection is SqliteConnection
            ? "begin immediate"
            : "begin; lock table writer, stratum, counter in exclusive mode";
        command.ExecuteNonQuery();
        return connection;
    }

    /// <summary>Posts screenings with these answers, one after the other, all of which must be accepted for counting.</summary>
    public static async Task Contribute(
        this Service service, string questionnaire, IEnumerable<IReadOnlyDictionary<string, string>> screenings)
    {
        foreach (var answers in screenings)
        {
            var result = await service.Screen(questionnaire, answers, contribute: true);
            Assert.Equal("accepted", (string)result["contribution"]!);
        }
    }

    /// <summary>Posts screenings in groups of ten and waits until each group is committed, so that none is left over.</summary>
    public static async Task ContributeInTens(
        this Service service, string questionnaire, IEnumerable<IReadOnlyDictionary<string, string>> screenings)
    {
        foreach (var ten in screenings.Chunk(10))
        {
            var before = service.Committed(questionnaire);
            await service.Contribute(questionnaire, ten);
            await service.Eventually(() => service.Committed(questionnaire) == before + 10, "ten screenings are committed");
        }
    }

    /// <summary>Number of screenings that a service dropped when it stopped, from the values in its log.</summary>
    public static int Dropped(this Service service) => (int)service.Log.Value("Dropped");

    /// <summary>Number of screenings that an executable dropped when it stopped. Its log has to be in JSON.</summary>
    public static int Dropped(this Executable executable)
    {
        var states = executable.Output.Split('\n').Where(line => line.StartsWith('{')).Select(line => JsonNode.Parse(line)!["State"]);
        return (int)states.Select(state => state?["Dropped"]).OfType<JsonNode>().Single();
    }

    /// <summary>Posts equal screenings, one after the other, all of which must be accepted for counting.</summary>
    public static Task Contribute(this Service service, int screenings, string questionnaire = Some.SelfCheck) => service.Contribute(
        questionnaire, Enumerable.Repeat(questionnaire == Some.ConcernCheck ? [] : Some.Answers(), screenings));
}
