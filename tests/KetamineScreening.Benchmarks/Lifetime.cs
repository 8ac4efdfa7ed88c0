using System.Text;

namespace KetamineScreening.Benchmarks;

/// <summary>Measurements of the start of the service and of its database after the end.</summary>
internal static class Lifetime
{
    /// <summary>Seconds from the start of the process to the first response: of the service with a new database, and of the echo.</summary>
    public static async Task<(Spread Ours, Spread Echo)> Start(Servers servers, int rounds)
    {
        var (ours, echo, others) = (new List<double>(), new List<double>(), new List<double>());
        for (var round = 0; round < rounds; round++)
        {
            using (var service = await servers.Service("ours", servers.Folder($"start-{round}"))) ours.Add(service.StartTime.TotalSeconds);
            using (var reference = await Servers.NewEcho()) echo.Add(reference.StartTime.TotalSeconds);
            if (!servers.HasOther) continue;
            using var other = await servers.NewOther("other build");
            others.Add(other.StartTime.TotalSeconds);
        }

        if (others.Count > 0) Console.WriteLine($"\nFrom start to ready, in seconds: other build {Spread.Of(others)}");

        return (Spread.Of(ours), Spread.Of(echo));
    }

    /// <summary>Bytes of the SQLite database of a stopped service, after ten screenings and after all screenings under load.</summary>
    public static async Task<(long AfterTen, long AfterAll, long All)> StoreSize(Servers servers, Comparison comparison)
    {
        const int Ten = 10;
        var small = servers.Folder("ten");
        var selfCheck = Parts.Questionnaires.Where(questionnaire => questionnaire.Id == Parts.SelfCheck);
        var message = Requests.Screenings(selfCheck, contribute: true).Messages[0];
        using (var service = await servers.Service("ours, ten screenings", small))
        using (var http = new HttpClient { BaseAddress = service.Address })
        {
            for (var screening = 0; screening < Ten; screening++)
            {
                using var content = new StringContent(message.Body!, Encoding.UTF8, "application/json");
                using var response = await http.PostAsync(message.Path, content);
                response.EnsureSuccessStatusCode();
            }

            // What waits is committed when the service ends.
            await service.Stop();
        }

        // This measurement needs load even when no other scenario was selected.
        var screenings = Requests.Screenings(Parts.Questionnaires, contribute: true);
        Row[] rows = [new(Scenario.Sqlite, servers.Sqlite, screenings, ExpectedText: Scenario.Received)];
        await comparison.Run(new Scenario("store", "POST screenings before the database is measured", 64, rows, Scenario.Sqlite));
        await (await servers.Sqlite()).Stop();
        return (Bytes(small), Bytes(servers.StoreFolder), comparison.Counted);
    }

    private static long Bytes(string folder) => Directory.EnumerateFiles(folder).Sum(file => new FileInfo(file).Length);
}
