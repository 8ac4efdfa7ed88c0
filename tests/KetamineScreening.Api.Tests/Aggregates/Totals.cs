using KetamineScreening.Api.Contributions;
using KetamineScreening.Api.Periods;
using KetamineScreening.Api.Tests.Store;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace KetamineScreening.Api.Tests.Aggregates;

/// <summary>Reads the counters from the file, as somebody would who has it.</summary>
public static class Totals
{
    /// <summary>Number of screenings of an instrument that are committed, over all quarters.</summary>
    public static long Committed(this Service service, string questionnaire = Some.SelfCheck) => service.Counters()
        .Where(counter => counter.Period.StartsWith(questionnaire, StringComparison.Ordinal) && counter.Cell.StartsWith("bands/", StringComparison.Ordinal))
        .Sum(counter => counter.Value);

    /// <summary>Every counter there is; none while there is no file.</summary>
    public static IReadOnlyList<(string Period, string Cell, long Value)> Counters(this Service service)
    {
        if (!TestStore.HasTable(service.Folder, "counter")) return [];
        return [.. service.Query("select stratum, cell, value from counter").Select(row => ((string)row[0], (string)row[1], (long)row[2] - CounterStore.Zero))];
    }

    /// <summary>The counters of the only period of an instrument, by cell.</summary>
    public static Dictionary<string, long> State(this Service service, string questionnaire = Some.SelfCheck)
    {
        var counters = service.Counters().Where(counter => counter.Period.StartsWith(questionnaire, StringComparison.Ordinal)).ToList();
        Assert.True(counters.Select(counter => counter.Period).Distinct().Count() <= 1, "There is more than one period.");
        return counters.ToDictionary(counter => counter.Cell, counter => counter.Value);
    }

    /// <summary>Waits until the writer has taken a whole turn since now: whatever it could do, it has done.</summary>
    public static async Task Turn(this Service service)
    {
        // The one that is under way may have begun before.
        var writer = service.Services.GetRequiredService<ContributionWriter>();
        var before = writer.Turns;
        await service.Eventually(() => writer.Turns >= before + 2, "the writer takes a turn");
    }

    /// <summary>Waits for something that happens in the background.</summary>
    public static async Task Eventually(this Service service, Func<bool> condition, string what)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromMinutes(2));
        while (!condition())
        {
            if (limit.IsCancellationRequested) Assert.Fail($"It did not come about that {what}. Log:\n{service.Log}");
            await Task.Delay(50, CancellationToken.None);
        }
    }

    /// <summary>Waits until so many screenings are committed; the writer works in the background.</summary>
    public static async Task WaitForCommitted(this Service service, long expected, string questionnaire = Some.SelfCheck)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromMinutes(2));
        while (service.Committed(questionnaire) < expected)
        {
            if (limit.IsCancellationRequested) Assert.Fail($"{service.Committed(questionnaire)} of {expected} screenings were committed. Log:\n{service.Log}");
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        Assert.Equal(expected, service.Committed(questionnaire));
    }

    /// <summary>
    /// Keeps the store from being written to until it is disposed. What is posted meanwhile is committed to the last one:
    /// otherwise fewer than ten could be left waiting at the end.
    /// </summary>
    public static IDisposable Hold(this Service service)
    {
        var connection = TestStore.Open(service.Folder);
        using var command = connection.CreateCommand();
        command.CommandText = connection is SqliteConnection ? "begin immediate" : "begin; lock table writer, stratum, counter in exclusive mode";
        command.ExecuteNonQuery();
        return connection;
    }

    /// <summary>Posts screenings with these answers that are to be counted, one after the other.</summary>
    public static async Task Contribute(this Service service, string questionnaire, IEnumerable<IReadOnlyDictionary<string, string>> screenings)
    {
        foreach (var answers in screenings)
        {
            var result = await service.Screen(questionnaire, answers, contribute: true);
            Assert.Equal("accepted", (string)result["contribution"]!);
        }
    }

    /// <summary>Posts screenings ten by ten, and waits each time until the ten are committed; so none is left over.</summary>
    public static async Task ContributeInTens(this Service service, string questionnaire, IEnumerable<IReadOnlyDictionary<string, string>> screenings)
    {
        foreach (var ten in screenings.Chunk(10))
        {
            var before = service.Committed(questionnaire);
            await service.Contribute(questionnaire, ten);
            await service.Eventually(() => service.Committed(questionnaire) == before + 10, "ten screenings are committed");
        }
    }

    /// <summary>How many screenings a service dropped when it stopped, by its log.</summary>
    public static int Dropped(this Service service) => Dropped(service.Log.ToString());

    /// <summary>How many screenings were dropped at a stop, by the log.</summary>
    public static int Dropped(string log)
    {
        const string Mark = "the store was away: ";
        var place = log.IndexOf(Mark, StringComparison.Ordinal);
        Assert.True(place >= 0, "The service did not say how many it dropped.");
        return int.Parse(log.AsSpan(place + Mark.Length, log.IndexOf('.', place) - place - Mark.Length), System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>Posts screenings that are to be counted, one after the other.</summary>
    public static async Task Contribute(this Service service, int screenings, string questionnaire = Some.SelfCheck)
    {
        for (var i = 0; i < screenings; i++)
        {
            var answers = questionnaire == Some.ConcernCheck ? [] : Some.Answers();
            var result = await service.Screen(questionnaire, answers, contribute: true);
            Assert.Equal("accepted", (string)result["contribution"]!);
        }
    }
}
