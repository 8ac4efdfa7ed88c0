namespace KetamineScreening.Api.Tests.Aggregates;

/// <summary>Reads the counters from the file, as somebody would who has it.</summary>
public static class Totals
{
    /// <summary>Number of screenings of an instrument that are committed, over all quarters.</summary>
    public static long Committed(this Service service, string questionnaire = Some.SelfCheck) => service.Counters()
        .Where(counter => counter.Stratum.StartsWith(questionnaire, StringComparison.Ordinal) && counter.Cell.StartsWith("bands/", StringComparison.Ordinal))
        .Sum(counter => counter.Value);

    /// <summary>Every counter there is; none while there is no file.</summary>
    public static IReadOnlyList<(string Stratum, string Cell, long Value)> Counters(this Service service)
    {
        if (!File.Exists(service.StoreFile)) return [];
        if (service.Query("select 1 from sqlite_master where name = 'counter'").Count == 0) return [];
        return [.. service.Query("select stratum, cell, value from counter").Select(row => ((string)row[0], (string)row[1], (long)row[2]))];
    }

    /// <summary>Waits until so many screenings are committed; the writer works in the background.</summary>
    public static async Task WaitForCommitted(this Service service, long expected, string questionnaire = Some.SelfCheck)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(40));
        while (service.Committed(questionnaire) < expected)
        {
            if (limit.IsCancellationRequested) Assert.Fail($"{service.Committed(questionnaire)} of {expected} screenings were committed. Log:\n{service.Log}");
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        Assert.Equal(expected, service.Committed(questionnaire));
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
