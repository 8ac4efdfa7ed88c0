using System.Diagnostics;
using System.Globalization;
using KetamineScreening.Api.Screenings;
using KetamineScreening.Domain.Questionnaires;

namespace KetamineScreening.Benchmarks;

/// <summary>The service and the references under the same load, one after the other and again, so that what else the machine does meets all of them.</summary>
internal sealed class Comparison(int rounds, int seconds, bool isShort)
{
    private const string SelfCheck = "/v1/questionnaires/ketamine-self-check";
    private readonly IReadOnlyList<Questionnaire> questionnaires = Parts.Questionnaires;
    private readonly string folder = Directory.CreateTempSubdirectory("benchmark-").FullName;

    /// <summary>Measures everything and writes the tables.</summary>
    public async Task Run()
    {
        try
        {
            using var service = await Service();
            using var http = new HttpClient { BaseAddress = service.Address };
            using var document = await http.GetAsync(SelfCheck);
            var documentSize = (int)document.Content.Headers.ContentLength!;
            using var echo = await Reference("echo", PaddedResult.Block);
            // As long as results are without their blanks.
            using var shortEcho = await Reference("echo", Parts.MeanResult, "echo, short");
            using var raw = await Reference("echoraw", PaddedResult.Block);
            using var plain = await Reference("plaintext", documentSize);
            using var node = await Node();

            var empty = StoreSize();
            var counted = Requests.Screenings(questionnaires, contribute: true);
            var declined = Requests.Screenings(questionnaires, contribute: false);
            await Table("POST screenings, 64 connections", 64, [("ours, counted", service, counted), ("ours, declined", service, declined), ("echo", echo, counted), ("echo, short", shortEcho, counted), ("echoraw", raw, counted), ("node echo", node, counted)], "echo");
            if (!isShort)
            {
                await Table("POST screenings, 1 connection", 1, [("ours, counted", service, counted), ("echo", echo, counted)], "echo");
                await Table("POST screenings, 256 connections", 256, [("ours, counted", service, counted), ("echo", echo, counted)], "echo");
                await Table("POST with errors (422), 64 connections", 64, [("ours, refused", service, Requests.Screenings(questionnaires, contribute: true, refused: true)), ("echo", echo, counted)], "echo");
            }

            var size = StoreSize();
            await Table("GET questionnaire, 64 connections", 64, [("ours", service, Requests.Get(SelfCheck)), ("stored bytes, as long", plain, Requests.Get("/large"))], "stored bytes, as long");
            await Table("GET questionnaire, not modified (304), 64 connections", 64, [("ours", service, Requests.Get(SelfCheck, document.Headers.ETag!.Tag)), ("plaintext", plain, Requests.Get("/"))], "plaintext");
            Console.WriteLine($"\nStore: {empty} bytes before the load, {size} after it.");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        await Starts();
    }

    private async Task Starts()
    {
        var ours = new List<double>();
        var echo = new List<double>();
        for (var round = 0; round < rounds; round++)
        {
            Directory.CreateDirectory(folder);
            using (var service = await Service()) ours.Add(service.Ready.TotalSeconds);
            using (var reference = await Reference("echo", PaddedResult.Block)) echo.Add(reference.Ready.TotalSeconds);
        }

        Directory.Delete(folder, recursive: true);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Ready: ours {Median(ours):0.00} s, echo {Median(echo):0.00} s from start to first answer."));
    }

    private async Task Table(string title, int connections, IReadOnlyList<(string Name, Target Target, Requests Requests)> rows, string reference)
    {
        foreach (var row in rows) await Load.Run(row.Target, row.Requests, connections, seconds: 1 + (seconds / 2));
        var samples = rows.ToDictionary(row => row.Name, _ => new List<Sample>());
        for (var round = 0; round < rounds; round++)
        {
            // There and back, so that nobody always comes after the same neighbour.
            foreach (var row in round % 2 == 0 ? rows : rows.Reverse()) samples[row.Name].Add(await Load.Run(row.Target, row.Requests, connections, seconds));
        }

        Console.WriteLine($"\n### {title}\n\n| | requests/s | of {reference} | CPU us/request | of {reference} | median ms | p99 ms | MiB |\n| --- | --- | --- | --- | --- | --- | --- | --- |");
        foreach (var (name, _, _) in rows)
        {
            var (own, other) = (samples[name], samples[reference]);
            // Neighbours in time are compared with each other, and the median taken of that.
            var faster = Median(own.Zip(other, (a, b) => a.PerSecond / b.PerSecond));
            var cheaper = Median(own.Zip(other, (a, b) => a.ProcessorMicroseconds / b.ProcessorMicroseconds));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {name} | {Median(own.Select(s => s.PerSecond)):0} | {faster:0.00} | {Median(own.Select(s => s.ProcessorMicroseconds)):0.0} | {cheaper:0.00} | {Median(own.Select(s => s.Median)):0.00} | {Median(own.Select(s => s.Slowest)):0.00} | {own[^1].Resident:0} |"));
        }
    }

    private Task<Target> Service()
    {
        // As it comes, without limits, and every commit written through to the disk, which it sees to itself.
        var settings = new Dictionary<string, string>
        {
            ["ASPNETCORE_URLS"] = "http://127.0.0.1:0",
            ["Store__ConnectionString"] = $"Data Source={folder}/store.db",
            ["Contributions__PerNetworkPerDay"] = "0",
            ["RateLimits__RequestsPerMinute"] = "0",
        };
        return Target.Start("ours", "dotnet", [typeof(PaddedResult).Assembly.Location], settings, "/health/ready");
    }

    private static Task<Target> Reference(string kind, int size, string? name = null) =>
        Target.Start(name ?? kind, "dotnet", [typeof(Comparison).Assembly.Location, "serve", kind, size.ToString(CultureInfo.InvariantCulture)]);

    private static Task<Target> Node() =>
        Target.Start("node echo", "node", [Path.Combine(AppContext.BaseDirectory, "References/echo.mjs"), PaddedResult.Block.ToString(CultureInfo.InvariantCulture)]);

    private long StoreSize() => new FileInfo(Path.Combine(folder, "store.db")).Length;

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        Debug.Assert(sorted.Count > 0);
        return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }
}
