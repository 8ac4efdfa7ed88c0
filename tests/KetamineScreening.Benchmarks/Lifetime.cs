using System.Text;

namespace KetamineScreening.Benchmarks;

/// <summary>What shows at the start of the service and at its end.</summary>
internal static class Lifetime
{
    /// <summary>Seconds from start to first answer: of the service on a new store, and of the echo.</summary>
    public static async Task<(Spread Ours, Spread Echo)> Start(Servers servers, int rounds)
    {
        var (ours, echo) = (new List<double>(), new List<double>());
        for (var round = 0; round < rounds; round++)
        {
            using (var service = await servers.Service("ours", servers.Folder($"start-{round}"))) ours.Add(service.Ready.TotalSeconds);
            using (var reference = await Servers.NewEcho()) echo.Add(reference.Ready.TotalSeconds);
        }

        return (Spread.Of(ours), Spread.Of(echo));
    }

    /// <summary>Bytes of the store in SQLite after ten screenings, and after all that were counted under load; each when the service has ended.</summary>
    public static async Task<(long AfterTen, long AfterAll, long All)> StoreSize(Servers servers, Comparison comparison)
    {
        const int Few = 10;
        var small = servers.Folder("ten");
        var one = Requests.Screenings(Parts.Questionnaires.Where(questionnaire => questionnaire.Id == Parts.SelfCheck), contribute: true).Messages[0];
        using (var service = await servers.Service("ours, ten screenings", small))
        using (var http = new HttpClient { BaseAddress = service.Address })
        {
            for (var screening = 0; screening < Few; screening++)
            {
                using var response = await http.PostAsync(one.Path, new StringContent(one.Body!, Encoding.UTF8, "application/json"));
                response.EnsureSuccessStatusCode();
            }

            // A whole batch is committed at the end.
            await service.Stop();
        }

        // Some load in any case, also when nothing else was measured.
        await comparison.Run(new Scenario("store", "POST screenings before the store is measured", 64, [new Row(Scenario.Sqlite, servers.Sqlite, Requests.Screenings(Parts.Questionnaires, contribute: true), Says: Scenario.Accepted)], Scenario.Sqlite));
        await (await servers.Sqlite()).Stop();
        return (Bytes(small), Bytes(servers.StoreFolder), comparison.Counted);
    }

    private static long Bytes(string folder) => Directory.EnumerateFiles(folder).Sum(file => new FileInfo(file).Length);
}
