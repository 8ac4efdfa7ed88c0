using System.Net;
using KetamineScreening.Attacks.Knowledge;
using KetamineScreening.Domain.Aggregates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace KetamineScreening.Attacks.Targets;

/// <summary>A naive implementation: exact counters, a live export, responses that tell whether a screening was counted.</summary>
/// <remarks>It stores no names, no addresses and no single screenings either. The attacks must succeed here to prove anything.</remarks>
internal sealed class NaiveTarget : ITarget
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("ketamine-screening-attacks-");
    private readonly Calendar calendar = new();
    private readonly NaiveScreenings screenings;
    private readonly NaiveCounters counters;
    private readonly WebApplication app;

    private NaiveTarget(Setup setup)
    {
        counters = new NaiveCounters(Path.Combine(folder.FullName, StoredCopy.Database), setup.Postgres);
        screenings = new NaiveScreenings(
            setup.Allowance, (questionnaire, vector) => counters.Add(PeriodOf(questionnaire), questionnaire, vector));
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, endpoint =>
        {
            if (setup.HasTls) endpoint.UseHttps(RealHost.Certificate);
        }));
        app = builder.Build();
        app.MapPost("/v1/questionnaires/{id}/screenings", (string id, HttpContext context) => screenings.ScoreAsync(Find(id), context));
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

    public HttpClient Http { get; private set; } = new();

    public DateTimeOffset Now
    {
        get => calendar.Now;
        set => calendar.Now = value;
    }

    public (int Messages, int Characters) Log => (screenings.Counted, 0);

    public Task<IReadOnlyList<string>> ReadableUrls() => Task.FromResult<IReadOnlyList<string>>(
        ["/v1/releases", .. KnownQuestionnaire.All.Select(questionnaire => $"/v1/export/{questionnaire.Id}")]);

    public Task TurnAsync() => Task.CompletedTask;

    public Task RestartAsync() => Task.CompletedTask;

    public Task RestoreAsync(Func<Task> meanwhile) => meanwhile();

    public StoredCopy Copy() => new(folder.FullName);

    public KeyCopy CopyKeys() => new(Path.Combine(folder.FullName, "keys"));

    public Task<bool> WithdrawAsync(string release) => Task.FromResult(false);

    public void FillRetryMemory(int room) => screenings.Room = room;

    public Task<string> MetricsAsync() => Task.FromResult($"contributions_total {screenings.Counted}\n");

    public HttpClient Client(IPAddress? source = null, Action<ReadOnlyMemory<byte>>? tap = null) =>
        Taps.Client(new Uri(app.Urls.Single()), source, tap);

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await app.DisposeAsync();
        await counters.DisposeAsync();
        folder.Delete(recursive: true);
    }

    private static KnownQuestionnaire Find(string id) => KnownQuestionnaire.All.Single(candidate => candidate.Id == id);

    private string PeriodOf(KnownQuestionnaire questionnaire) =>
        $"{questionnaire.Id}-1-{CalendarPeriod.Of(Now, PeriodLength.Quarter)}";

    private IEnumerable<object> Releases() => counters.Periods()
        .Where(period => CalendarPeriod.Parse(period[^6..]).End <= Now)
        .Select(period => new { id = period, questionnaire = period[..^9] });
}
