using System.Text;

namespace KetamineScreening.Benchmarks;

/// <summary>Measures the start of the service, and its database after the end.</summary>
internal static class Lifetime
{
    /// <summary>
    /// Measures the time from the start of the process to the first response, of the service and of an empty FastEndpoints application that
    /// was published in the same way, and writes a table.
    /// </summary>
    /// <returns>The ratio of the two times, of the service with a new database.</returns>
    public static async Task<Spread> Start(Servers servers, PublishedPair pair, int rounds)
    {
        Console.WriteLine("\n### From start to ready\n");
        Console.WriteLine("| | seconds | of the empty application | processor seconds | methods compiled | assemblies | MB at most |");
        Console.WriteLine("| --- | --- | --- | --- | --- | --- | --- |");
        var english = GrowthContent.WithLanguages(servers.Folder("content-english"), 1);
        var used = servers.Folder("start-used");
        StartRow[] rows =
        [
            new("empty FastEndpoints application", _ => ServiceProcess.StartEmpty(pair.Empty)),
            new("service, new database", folder => Service(folder)),
            new("service, existing database", _ => Service(used)),
            new("service, new database, English only", folder => Service(folder, english)),
        ];
        var targets = rows.ToDictionary(row => row.Name, _ => new List<StartSample>());
        var counters = new Dictionary<string, IReadOnlyDictionary<string, double>>();
        // The first round brings the files into memory and is not counted.
        for (var round = 0; round <= rounds; round++)
        {
            foreach (var row in rows)
            {
                using var target = await row.Start(servers.Folder($"start-{Guid.NewGuid():N}"));
                var sample = new StartSample(target.StartTime.TotalSeconds, target.ProcessorTime.TotalSeconds, target.PeakResident);
                if (round > 0) targets[row.Name].Add(sample);
                if (round == rounds) counters[row.Name] = await RuntimeCounters.During(target, () => Task.CompletedTask);
                await target.Stop();
            }
        }

        foreach (var row in rows)
        {
            var samples = targets[row.Name];
            var seconds = Spread.Of(samples.Select(sample => sample.Seconds));
            var processor = Spread.Of(samples.Select(sample => sample.ProcessorSeconds));
            var (methods, assemblies) = (Counter(row, RuntimeCounters.CompiledMethods), Counter(row, RuntimeCounters.Assemblies));
            var megabytes = samples.Max(sample => sample.Megabytes);
            Console.WriteLine(FormattableString.Invariant(
                $"| {row.Name} | {seconds} | {Ratio(row)} | {processor} | {methods:N0} | {assemblies:N0} | {megabytes:0} |"));
        }

        return Ratio(rows[1]);

        Task<Target> Service(string folder, string? content = null)
        {
            var settings = ServiceProcess.SettingsIn(folder);
            if (content is not null) settings["Content__Path"] = content;
            return ServiceProcess.Start("service", pair.Service, settings);
        }

        double Counter(StartRow row, string name) => counters[row.Name][name];

        Spread Ratio(StartRow row) =>
            Spread.Of(targets[row.Name].Zip(targets[rows[0].Name], (one, empty) => one.Seconds / empty.Seconds));
    }

    /// <summary>Bytes of the SQLite database of a stopped service, after ten screenings and after all screenings under load.</summary>
    public static async Task<(long AfterTen, long AfterAll, long All)> StoreSize(Servers servers, Comparison comparison)
    {
        const int Ten = 10;
        var selfCheck = Parts.Questionnaires.Where(questionnaire => questionnaire.Id == Parts.SelfCheck);
        var message = Requests.Screenings(selfCheck, contribute: true).Messages[0];
        const string Name = "ours, ten screenings";
        var service = await servers.Variant(Name, []);
        using (var http = new HttpClient { BaseAddress = service.Address })
        {
            for (var screening = 0; screening < Ten; screening++)
            {
                using var content = new StringContent(message.Body!, Encoding.UTF8, "application/json");
                using var response = await http.PostAsync(message.Path, content);
                response.EnsureSuccessStatusCode();
            }
        }

        // What waits is committed when the service ends.
        await service.Stop();

        // This measurement needs load even when no other scenario was selected.
        var screenings = Requests.Screenings(Parts.Questionnaires, contribute: true);
        Row[] rows = [new(Scenarios.Sqlite, servers.Sqlite, screenings, ExpectedText: Scenarios.Received)];
        await comparison.Run(new Scenario("store", "POST screenings before the database is measured", 64, rows, Scenarios.Sqlite));
        await (await servers.Sqlite()).Stop();
        return (Bytes(ServiceProcess.StoreFolder(servers.Folder(Name))), Bytes(servers.StoreFolder), comparison.Counted);
    }

    private static long Bytes(string folder) => Directory.EnumerateFiles(folder).Sum(file => new FileInfo(file).Length);

    private sealed record StartRow(string Name, Func<string, Task<Target>> Start);

    private sealed record StartSample(double Seconds, double ProcessorSeconds, double Megabytes);
}
