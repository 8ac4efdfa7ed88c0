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

/// <summary>What one would write first: exact counters in a write-ahead log, a transaction for each screening, a live export, a hard threshold.</summary>
/// <remarks>It has no names, no addresses and no rows of single screenings either. Attackers who fail here would prove nothing.</remarks>
public sealed class NaiveTarget : ITarget
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("ketamine-screening-attacks-");
    private readonly ConcurrentDictionary<string, string> resultsByKey = new();
    private readonly Calendar calendar = new();
    private readonly Lock gate = new();
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
        app.MapGet("/v1/releases/{release}/{file}", (string release, string file) => Table(release, file) is { } table ? Results.Text(table, "text/csv") : Results.NotFound());
        app.MapGet("/health/live", () => Results.Text("live"));
    }

    /// <summary>Starts it.</summary>
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

    public Task<IReadOnlyList<string>> Addresses() => Task.FromResult<IReadOnlyList<string>>(
        ["/health/live", "/v1/releases", .. Instrument.All.Select(instrument => $"/v1/export/{instrument.Id}")]);

    public int Waiting(Instrument instrument) => 0;

    public Task Settle() => Task.CompletedTask;

    public double Scheduled => 0;

    public bool IsWriting => false;

    public StolenCopy Copy() => StolenCopy.Of(folder.FullName);

    public Task CloseQuarter()
    {
        calendar.NextQuarter();
        lock (gate) Execute("pragma wal_checkpoint(truncate)");
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
        // Idempotent as many are: the first answer is kept under the key and given again.
        string? key = request.Headers["Idempotency-Key"];
        if (key is not null && resultsByKey.TryGetValue(key, out var known)) return Results.Text(known, "application/json");

        var instrument = Instrument.All.Single(candidate => candidate.Id == id);
        using var body = await JsonDocument.ParseAsync(request.Body);
        var answers = body.RootElement.GetProperty("answers").EnumerateObject().ToDictionary(answer => answer.Name, answer => answer.Value.GetString()!);
        if (AnswerSheet.Check(instrument.Questionnaire, answers, out var sheet).Count > 0) return Results.UnprocessableEntity();
        var result = Scorer.Score(sheet!);
        var contribute = body.RootElement.GetProperty("contribute").GetBoolean();
        if (contribute) Count(instrument, result);
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

    private void Count(Instrument instrument, ScreeningResult result)
    {
        var vector = new long[instrument.Vocabulary.Cells.Length];
        instrument.Vocabulary.Add(result, vector);
        var stratum = $"{instrument.Id}-1-{Quarter}";
        lock (gate)
        {
            using var transaction = connection.BeginTransaction();
            Execute("insert into stratum values (@stratum, @questionnaire, '0') on conflict do nothing", ("@stratum", stratum), ("@questionnaire", instrument.Id));
            foreach (var (cell, change) in instrument.Vocabulary.Cells.Zip(vector).Where(entry => entry.Second != 0))
            {
                Execute(
                    "insert into counter values (@stratum, @cell, @change) on conflict do update set value = value + @change",
                    ("@stratum", stratum), ("@cell", cell.Key), ("@change", change));
            }

            transaction.Commit();
        }
    }

    private string Export(string questionnaire, string quarter)
    {
        var counters = Counters($"{questionnaire}-1-{quarter}");
        var instrument = Instrument.All.Single(candidate => candidate.Id == questionnaire);
        return "cell,count\n" + string.Concat(instrument.Vocabulary.Cells.Select(cell =>
            string.Create(CultureInfo.InvariantCulture, $"{cell.Key},{counters.GetValueOrDefault(cell.Key)}\n")));
    }

    // Every quarter with enough people, and everything so far: two tables that overlap.
    private IEnumerable<object> ListReleases()
    {
        foreach (var stratum in Strata())
        {
            var (questionnaire, quarter) = (stratum[..stratum.LastIndexOf("-1-", StringComparison.Ordinal)], stratum[^6..]);
            if (People(Counters(stratum)) >= Threshold) yield return Entry(stratum, questionnaire, quarter, quarter);
        }

        foreach (var questionnaire in Strata().Select(stratum => stratum[..stratum.LastIndexOf("-1-", StringComparison.Ordinal)]).Distinct())
        {
            if (People(Counters($"{questionnaire}-1-%")) >= Threshold) yield return Entry($"{questionnaire}-1-all", questionnaire, "2000q1", Quarter);
        }

        static object Entry(string id, string questionnaire, string first, string last) =>
            new { id, questionnaire, firstQuarter = first, lastQuarter = last, state = "published" };
    }

    private string? Table(string release, string file)
    {
        var counters = Counters(release.EndsWith("-all", StringComparison.Ordinal) ? release[..^3] + "%" : release);
        var instrument = Instrument.All.SingleOrDefault(candidate => release.StartsWith(candidate.Id, StringComparison.Ordinal));
        if (instrument is null || People(counters) < Threshold) return null;
        var text = new StringBuilder("header\n");
        foreach (var cell in instrument.Vocabulary.Cells)
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

    private List<string> Strata()
    {
        lock (gate)
        {
            using var command = connection.CreateCommand();
            command.CommandText = "select id from stratum order by id";
            using var reader = command.ExecuteReader();
            var strata = new List<string>();
            while (reader.Read()) strata.Add(reader.GetString(0));
            return strata;
        }
    }

    private Dictionary<string, long> Counters(string pattern)
    {
        lock (gate)
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
