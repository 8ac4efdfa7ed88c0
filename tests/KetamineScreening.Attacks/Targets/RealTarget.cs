using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using KetamineScreening.Api.Contributions;
using KetamineScreening.Api.Periods;
using KetamineScreening.Api.Releases;
using KetamineScreening.Attacks.Knowledge;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace KetamineScreening.Attacks.Targets;

/// <summary>The real service with its noise, on Kestrel and an SQLite file; only the calendar is controlled by the attacks.</summary>
public sealed class RealTarget : ITarget
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("ketamine-screening-attacks-");
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);
    private readonly Stopwatch running = Stopwatch.StartNew();
    private readonly Calendar calendar = new();
    private readonly Factory factory;
    private readonly ContributionWriter writer;

    /// <summary>Starts the service on a free port.</summary>
    /// <param name="limits">Whether the default limits apply; without them, the attacker acts like one with unlimited networks.</param>
    public RealTarget(bool limits = false)
    {
        factory = new Factory(Path.Combine(folder.FullName, StolenCopy.Database), calendar, limits);
        factory.UseKestrel(0);
        factory.StartServer();
        factory.ClientOptions.AllowAutoRedirect = false;
        Http = factory.CreateClient();
        writer = factory.Services.GetRequiredService<ContributionWriter>();
    }

    public string Name => "the real server";

    public HttpClient Http { get; }

    public int Threshold => PeriodLifecycle.Threshold;

    /// <summary>The URL of every endpoint with GET, once for each value of its route parameters.</summary>
    public async Task<IReadOnlyList<string>> ReadableUrls()
    {
        var patterns = factory.Services.GetServices<EndpointDataSource>()
            .SelectMany(source => source.Endpoints)
            .OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods.Contains(HttpMethods.Get) ?? true)
            .Select(endpoint => "/" + endpoint.RoutePattern.RawText!.TrimStart('/'))
            .Distinct()
            .ToList();
        if (patterns.Count < 10) throw new InvalidOperationException("Fewer than 10 endpoints were found.");
        var releases = (await Release.List(Http)).Select(release => release.Id).ToList();

        // The ids that open periods will have once they are published are tried as well.
        var quarter = Domain.Aggregates.Quarter.Of(calendar.GetUtcNow());
        var open = KnownQuestionnaire.All
            .Select(questionnaire => Period.IdOf(questionnaire.Id, questionnaire.Major, quarter, synthetic: false))
            .ToList();
        var versions = KnownQuestionnaire.All.Select(questionnaire => $"{questionnaire.Newest.Version}").Distinct().ToList();
        return [
            .. patterns
                .SelectMany(pattern => Fill(pattern, "{id}", KnownQuestionnaire.All.Select(questionnaire => questionnaire.Id)))
                .SelectMany(pattern => Fill(pattern, "{version}", versions))
                .SelectMany(pattern => pattern.Contains("{file}", StringComparison.Ordinal)
                    ? releases.SelectMany(release => FillRelease(pattern, release, Files(release)))
                        .Concat(open.SelectMany(release => FillRelease(pattern, release, ["item_options.csv"])))
                    : Fill(pattern, "{release}", releases.Concat(open))),
            "/docs/index.html",
            "/metrics",
            "/v1/help?country=GB",
            .. KnownQuestionnaire.All.Select(questionnaire => $"/v1/releases/latest?questionnaire={questionnaire.Id}")];
    }

    public string Quarter => Domain.Aggregates.Quarter.Of(calendar.GetUtcNow()).ToString();

    public int PendingCount(KnownQuestionnaire questionnaire) =>
        Tallies.Where(tally => tally.Questionnaire == questionnaire.Id).Sum(tally => tally.Pending);

    public async Task Settle()
    {
        // Waits for a complete turn of the writer after the last post, so that every attempt starts from the same state.
        var before = writer.Turns;
        for (var wait = 0; writer.Turns < before + 2; wait++)
        {
            if (wait > 6000) throw new TimeoutException("The contribution writer made no progress.");
            await Task.Delay(5);
        }
    }

    public double ScheduledCommits => running.Elapsed / Interval;

    public bool IsWriting => File.Exists(Journal) && new FileInfo(Journal).Length > 0;

    public StolenCopy Copy() => StolenCopy.Of(folder.FullName);

    public async Task CloseQuarter()
    {
        calendar.NextQuarter();
        await Settle();
    }

    public async Task<bool> Withdraw(string release)
    {
        var store = factory.Services.GetRequiredService<ReleaseStore>();
        var isWithdrawn = await store.WithdrawAsync(release, "Withdrawn by a test.", CancellationToken.None);
        await Settle();
        return isWithdrawn;
    }

    /// <summary>A client that connects from a given loopback address.</summary>
    public HttpClient From(IPAddress source) => new(new SocketsHttpHandler
    {
        ConnectCallback = async (context, cancellation) =>
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            socket.Bind(new IPEndPoint(source, 0));
            await socket.ConnectAsync(IPAddress.Loopback, context.DnsEndPoint.Port, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        },
    })
    { BaseAddress = Http.BaseAddress };

    public async ValueTask DisposeAsync()
    {
        await factory.DisposeAsync();
        folder.Delete(recursive: true);
    }

    private string Journal => Path.Combine(folder.FullName, StolenCopy.Database + "-journal");

    private IEnumerable<(string Questionnaire, int Pending)> Tallies =>
        KnownQuestionnaire.All.Select(questionnaire => questionnaire.Id)
        .Zip(factory.Services.GetRequiredService<ContributionIntake>().Tallies, (id, tally) => (id, tally.Pending));

    private static IEnumerable<string> FillRelease(string pattern, string release, IEnumerable<string> files) =>
        Fill(pattern.Replace("{release}", release, StringComparison.Ordinal), "{file}", files);

    private static IEnumerable<string> Fill(string pattern, string placeholder, IEnumerable<string> values) =>
        pattern.Contains(placeholder, StringComparison.Ordinal)
            ? values.Select(value => pattern.Replace(placeholder, value, StringComparison.Ordinal))
            : [pattern];

    private static string[] Files(string release) =>
    [
        "datapackage.json", "item_options.csv", "score_histogram.csv", "bands.csv", "moments.csv", "psychometrics.csv", "codebook.csv",
        "item_options_sdc.csv", "score_histogram_sdc.csv", "README.md", "SHA256SUMS", $"{release}.zip",
    ];

    private sealed class Factory(string store, Calendar calendar, bool limits) : WebApplicationFactory<Program>
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            builder.UseEnvironment("Production");
            builder.UseSetting("Store:ConnectionString", $"Data Source={store}");
            builder.UseSetting("Contributions:CommitMilliseconds", $"{Interval.TotalMilliseconds}");
            if (!limits)
            {
                builder.UseSetting("Contributions:PerNetworkPerDay", "0");
                builder.UseSetting("RateLimits:RequestsPerMinute", "0");
            }

            builder.ConfigureLogging(logging => logging.ClearProviders());
            builder.ConfigureServices(services => services.Replace(ServiceDescriptor.Singleton<TimeProvider>(calendar)));
        }
    }
}

/// <summary>A clock that the attacks advance by quarters; timers run in real time.</summary>
public sealed class Calendar : TimeProvider
{
    private DateTimeOffset now = new(2026, 10, 15, 12, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => now;

    /// <summary>Advances to the middle of the next quarter.</summary>
    public void NextQuarter() => now = now.AddMonths(3);
}
