using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json;
using KetamineScreening.Attacks.Knowledge;
using KetamineScreening.Domain.Answers;
using KetamineScreening.Domain.Scoring;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace KetamineScreening.Attacks.Targets;

/// <summary>A naive implementation: exact counters, one transaction per screening, a live export and a hard threshold.</summary>
/// <remarks>It stores no names, no addresses and no single screenings either. The attacks must succeed here to prove anything.</remarks>
public sealed class NaiveTarget : ITarget
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("ketamine-screening-attacks-");
    private readonly ConcurrentDictionary<string, string> resultsByKey = new();
    private readonly Calendar calendar = new();
    private readonly Lock sync = new();
    private readonly SqliteConnection connection;
    private readonly WebApplication app;

    private NaiveTarget()
    {
        connection = new SqliteConnection($"Data Source={Path.Combine(folder.FullName, StolenCopy.Database)};Pooling=False");
        connection.Open();
        Execute("""
            pragma journal_mode = wal; pragma synchronous = normal; pragma wal_autocheckpoint = 10000;
            create table stratum (id text not null primary key, questionnaire text not null, rho text not null);
            create table counter (stratum text not null, cell text not null, value bigint not null, primary key (stratum, cell));
            create table writer (id text not null primary key, batch bigint not null);
            """);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        app = builder.Build();
        app.MapPost("/v1/questionnaires/{id}/screenings", Screen);
        app.MapGet("/v1/export/{id}", (string id) => Results.Text(Export(id, Quarter), "text/csv"));
        app.MapGet("/v1/releases", () => Results.Json(new { releases = ListReleases() }));
        app.MapGet("/v1/releases/{release}/{file}", (string release, string file) =>
            Table(release, file) is { } table ? Results.Text(table, "text/csv") : Results.NotFound());
        app.MapGet("/health/live", () => Results.Text("live"));
    }

    /// <summary>Starts the service on a free port.</summary>
    public static async Task<NaiveTarget> Start()
    {
        var target = new NaiveTarget();
        await target.app.StartAsync();
        target.Http.BaseAddress = new Uri(target.app.Urls.Single());
        return target;
    }

    public string Name => "a naive build";

    public HttpClient Http { get; } = new();

    public int Threshold => 15;

    public string Quarter => Domain.Aggregates.Quarter.Of(calendar.GetUtcNow()).ToString();

    public Task<IReadOnlyList<string>> ReadableUrls() => Task.FromResult<IReadOnlyList<string>>(
        ["/health/live", "/v1/releases", .. KnownQuestionnaire.All.Select(questionnaire => $"/v1/export/{questionnaire.Id}")]);

    public int PendingCount(KnownQuestionnaire questionnaire) => 0;

    public Task Settle() => Task.CompletedTask;

    public double ScheduledCommits => 0;

    public bool IsWriting => false;

    public StolenCopy Copy() => StolenCopy.Of(folder.FullName);

    public Task CloseQuarter()
    {
        calendar.NextQuarter();
        lock (sync) Execute("pragma wal_checkpoint(truncate)");
        return Task.CompletedTask;
    }

    public Task<bool> Withdraw(string release) => Task.FromResult(false);

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await app.DisposeAsync();
        await connection.DisposeAsync();
        folder.Delete(recursive: true);
    }

    private async Task<IResult> Screen(string id, HttpRequest request)
    {
        // Common idempotency: the first response is stored under the key and returned again.
        string? key = request.Headers["Idempotency-Key"];
        if (key is not null && resultsByKey.TryGetValue(key, out var known)) return Results.Text(known, "application/json");

        var questionnaire = KnownQuestionnaire.All.Single(candidate => candidate.Id == id);
        using var body = await JsonDocument.ParseAsync(request.Body);
        var answers = body.RootElement.GetProperty("answers").EnumerateObject()
            .ToDictionary(answer => answer.Name, answer => answer.Value.GetString()!);
        if (AnswerSheet.Check(questionnaire.Newest, answers, out var sheet).Count > 0) return Results.UnprocessableEntity();
        var result = Scorer.Score(sheet!);
        var contribute = body.RootElement.GetProperty("contribute").GetBoolean();
        if (contribute) Count(questionnaire, result);
        var text = JsonSerializer.Serialize(new
        {
            band = new { code = result.Band.Code },
            score = new { value = result.Score },
            breakdown = answers.Select(answer => new { item = answer.Key, option = answer.Value }),
            contribution = contribute ? "accepted" : "declined",
        });
        if (key is not null) resultsByKey[key] = text;
        return Results.Text(text, "application/json");
    }

    private void Count(KnownQuestionnaire questionnaire, ScreeningResult result)
    {
        var vector = new long[questionnaire.Vocabulary.Cells.Length];
        questionnaire.Vocabulary.Add(result, vector);
        var period = $"{questionnaire.Id}-1-{Quarter}";
        lock (sync)
        {
            using var transaction = connection.BeginTransaction();
            Execute(
                "insert into stratum values (@period, @questionnaire, '0') on conflict do nothing",
                ("@period", period), ("@questionnaire", questionnaire.Id));
            foreach (var (cell, change) in questionnaire.Vocabulary.Cells.Zip(vector).Where(entry => entry.Second != 0))
            {
                Execute(
                    "insert into counter values (@period, @cell, @change) on conflict do update set value = value + @change",
                    ("@period", period), ("@cell", cell.Key), ("@change", change));
            }

            transaction.Commit();
        }
    }

    private string Export(string id, string quarter)
    {
        var counters = Counters($"{id}-1-{quarter}");
        var questionnaire = KnownQuestionnaire.All.Single(candidate => candidate.Id == id);
        return "cell,count\n" + string.Concat(questionnaire.Vocabulary.Cells.Select(cell =>
            string.Create(CultureInfo.InvariantCulture, $"{cell.Key},{counters.GetValueOrDefault(cell.Key)}\n")));
    }

    // Overlapping releases: every quarter with enough people, and all quarters together.
    private IEnumerable<object> ListReleases()
    {
        var periods = Periods();
        foreach (var period in periods)
        {
            var quarter = period[^6..];
            if (People(Counters(period)) >= Threshold) yield return Entry(period, QuestionnaireOf(period), quarter, quarter);
        }

        foreach (var questionnaire in periods.Select(QuestionnaireOf).Distinct())
        {
            if (People(Counters($"{questionnaire}-1-%")) < Threshold) continue;
            yield return Entry($"{questionnaire}-1-all", questionnaire, "2000q1", Quarter);
        }

        static string QuestionnaireOf(string period) => period[..period.LastIndexOf("-1-", StringComparison.Ordinal)];

        static object Entry(string id, string questionnaire, string first, string last) =>
            new { id, questionnaire, firstQuarter = first, lastQuarter = last, state = "published" };
    }

    private string? Table(string release, string file)
    {
        var counters = Counters(release.EndsWith("-all", StringComparison.Ordinal) ? release[..^3] + "%" : release);
        var questionnaire = KnownQuestionnaire.All.SingleOrDefault(candidate => release.StartsWith(candidate.Id, StringComparison.Ordinal));
        if (questionnaire is null || People(counters) < Threshold) return null;
        var text = new StringBuilder("header\n");
        foreach (var cell in questionnaire.Vocabulary.Cells)
        {
            string[] parts = [.. cell.Key.Split('/')];
            var row = (file, parts[0]) switch
            {
                ("item_options.csv", "options") => $"{parts[1]},{parts[2]},",
                ("score_histogram.csv", "score") => $"{parts[1]},{parts[2].Replace('-', ',')}",
                ("bands.csv", "bands") => $"band,{parts[1]},{parts[2]},",
                ("bands.csv", "flags") => $"flag,,{parts[1]},{parts[2]}",
                ("moments.csv", "moments") => string.Join(',', parts.Skip(1).Concat(["", ""]).Take(3)),
                _ => null,
            };
            if (row is not null) text.Append(CultureInfo.InvariantCulture, $"{row},{counters.GetValueOrDefault(cell.Key)},0.0000\n");
        }

        return text.Length > "header\n".Length ? text.ToString() : null;
    }

    private static long People(Dictionary<string, long> counters) =>
        counters.Where(counter => counter.Key.StartsWith("bands/", StringComparison.Ordinal)).Sum(counter => counter.Value);

    private List<string> Periods()
    {
        lock (sync)
        {
            using var command = connection.CreateCommand();
            command.CommandText = "select id from stratum order by id";
            using var reader = command.ExecuteReader();
            var periods = new List<string>();
            while (reader.Read()) periods.Add(reader.GetString(0));
            return periods;
        }
    }

    private Dictionary<string, long> Counters(string pattern)
    {
        lock (sync)
        {
            using var command = connection.CreateCommand();
            command.CommandText = "select cell, sum(value) from counter where stratum like @pattern group by cell";
            command.Parameters.AddWithValue("@pattern", pattern);
            using var reader = command.ExecuteReader();
            var counters = new Dictionary<string, long>();
            while (reader.Read()) counters[reader.GetString(0)] = reader.GetInt64(1);
            return counters;
        }
    }

    private void Execute(string sql, params (string Name, object Value)[] parameters)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters) command.Parameters.AddWithValue(name, value);
        command.ExecuteNonQuery();
    }
}
