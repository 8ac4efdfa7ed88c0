using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using KetamineScreening.Attacks.Knowledge;
using KetamineScreening.Domain.Aggregates;
using KetamineScreening.Domain.Answers;
using KetamineScreening.Domain.Scoring;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace KetamineScreening.Attacks.Targets;

/// <summary>A naive implementation: exact counters, a live export, responses that tell whether a screening was counted.</summary>
/// <remarks>It stores no names, no addresses and no single screenings either. The attacks must succeed here to prove anything.</remarks>
public sealed class NaiveTarget : ITarget
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("ketamine-screening-attacks-");
    private readonly ConcurrentDictionary<string, string> resultsByKey = new();
    private readonly ConcurrentDictionary<string, int> countedByNetwork = new();
    private readonly Calendar calendar = new();
    private readonly Setup setup;
    private readonly NaiveCounters counters;
    private readonly WebApplication app;
    private int counted;
    private int room = int.MaxValue;

    private NaiveTarget(Setup setup)
    {
        this.setup = setup;
        counters = new NaiveCounters(Path.Combine(folder.FullName, StoredCopy.Database), setup.Postgres);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, endpoint =>
        {
            if (setup.HasTls) endpoint.UseHttps(RealHost.Certificate);
        }));
        app = builder.Build();
        app.MapPost("/v1/questionnaires/{id}/screenings", Screen);
        app.MapGet("/v1/export/{id}", (string id) => Results.Text(counters.Export(PeriodOf(Find(id)), Find(id)), "text/csv"));
        app.MapGet("/v1/releases", () => Results.Json(new { releases = Releases() }));
        app.MapGet("/v1/releases/{release}/{file}", (string release, string file) =>
            counters.Table(release, Find(release[..release.LastIndexOf("-1-", StringComparison.Ordinal)]), file) is { } table
                ? Results.Text(table, "text/csv")
                : Results.NotFound());
    }

    /// <summary>Starts the service on a free port.</summary>
    public static async Task<NaiveTarget> StartAsync(Setup setup)
    {
        var target = new NaiveTarget(setup);
        await target.app.StartAsync();
        target.Http = target.Client();
        return target;
    }

    /// <inheritdoc />
    public HttpClient Http { get; private set; } = new();

    /// <inheritdoc />
    public DateTimeOffset Now
    {
        get => calendar.Now;
        set => calendar.Now = value;
    }

    /// <inheritdoc />
    public (int Messages, int Characters) Log => (counted, 0);

    /// <inheritdoc />
    public Task<IReadOnlyList<string>> ReadableUrls() => Task.FromResult<IReadOnlyList<string>>(
        ["/v1/releases", .. KnownQuestionnaire.All.Select(questionnaire => $"/v1/export/{questionnaire.Id}")]);

    /// <inheritdoc />
    public Task TurnAsync() => Task.CompletedTask;

    /// <inheritdoc />
    public Task RestartAsync() => Task.CompletedTask;

    /// <inheritdoc />
    public Task RestoreAsync(Func<Task> meanwhile) => meanwhile();

    /// <inheritdoc />
    public StoredCopy Copy() => new(folder.FullName);

    /// <inheritdoc />
    public KeyCopy CopyKeys() => new(Path.Combine(folder.FullName, "keys"));

    /// <inheritdoc />
    public Task<bool> WithdrawAsync(string release) => Task.FromResult(false);

    /// <inheritdoc />
    public void FillRetryMemory(int room) => this.room = room;

    /// <inheritdoc />
    public Task<string> MetricsAsync() => Task.FromResult($"contributions_total {counted}\n");

    /// <inheritdoc />
    public HttpClient Client(IPAddress? source = null, Action<ReadOnlyMemory<byte>>? tap = null) =>
        Taps.Client(new Uri(app.Urls.Single()), source, tap);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await app.DisposeAsync();
        await counters.DisposeAsync();
        folder.Delete(recursive: true);
    }

    private static KnownQuestionnaire Find(string id) => KnownQuestionnaire.All.Single(candidate => candidate.Id == id);

    private static int Index(JsonElement about, string name, IReadOnlyList<string> codes) =>
        about.TryGetProperty(name, out var code) ? codes.ToList().IndexOf(code.GetString()!) : -1;

    private string PeriodOf(KnownQuestionnaire questionnaire) =>
        $"{questionnaire.Id}-1-{CalendarPeriod.Of(Now, PeriodLength.Quarter)}";

    private IEnumerable<object> Releases() => counters.Periods()
        .Where(period => CalendarPeriod.Parse(period[^6..]).End <= Now)
        .Select(period => new { id = period, questionnaire = period[..^9] });

    private async Task<IResult> Screen(string id, HttpContext context)
    {
        // Common idempotency: the first response is stored under the key and returned again.
        string? key = context.Request.Headers["Idempotency-Key"];
        if (key is not null && resultsByKey.TryGetValue(key, out var known)) return Results.Text(known, "application/json");

        var questionnaire = Find(id);
        using var body = await JsonDocument.ParseAsync(context.Request.Body);
        var answers = body.RootElement.GetProperty("answers").EnumerateObject()
            .ToDictionary(answer => answer.Name, answer => answer.Value.GetString()!);
        if (AnswerSheet.Check(questionnaire.Newest, answers, out var sheet).Count > 0) return Results.UnprocessableEntity();
        var about = body.RootElement.TryGetProperty("about", out var said)
            ? new AboutPerson(Index(said, "ageBand", AboutPerson.AgeBands), Index(said, "gender", AboutPerson.Genders))
            : AboutPerson.NotGiven;
        var result = Scorer.Score(sheet!);
        var contribution = !body.RootElement.GetProperty("contribute").GetBoolean() ? "declined"
            : IsAllowed(context) && (key is null || room-- > 0) ? "accepted" : "not-counted";
        if (contribution == "accepted") Count(questionnaire, result, about);
        var text = JsonSerializer.Serialize(new
        {
            score = new { value = result.Score },
            breakdown = answers.Select(answer => new { item = answer.Key, option = answer.Value }),
            advice = Enumerable.Range(0, result.Band.Index + 1).Select(_ => new string('.', 2000)),
            contribution,
        });
        if (key is not null) resultsByKey[key] = text;
        return Results.Text(text, "application/json");
    }

    private bool IsAllowed(HttpContext context)
    {
        var network = $"{context.Connection.RemoteIpAddress}"[..^2];
        return setup.Allowance == 0 || countedByNetwork.AddOrUpdate(network, 1, (_, before) => before + 1) <= setup.Allowance;
    }

    private void Count(KnownQuestionnaire questionnaire, ScreeningResult result, AboutPerson about)
    {
        var vector = new long[questionnaire.Vocabulary.Cells.Length];
        questionnaire.Vocabulary.Add(result, about, vector);
        counters.Add(PeriodOf(questionnaire), questionnaire, vector);
        Interlocked.Increment(ref counted);
    }
}
