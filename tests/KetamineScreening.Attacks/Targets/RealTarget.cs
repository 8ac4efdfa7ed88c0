using System.Diagnostics;
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

/// <summary>The service as it is, with its noise, on Kestrel and an SQLite file; only the calendar is in the attackers' hands.</summary>
public sealed class RealTarget : ITarget
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("ketamine-screening-attacks-");
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);
    private readonly Stopwatch running = Stopwatch.StartNew();
    private readonly Calendar calendar = new();
    private readonly Factory factory;
    private readonly ContributionWriter writer;

    /// <summary>Starts it.</summary>
    /// <param name="limits">Whether clients are limited as they come out of the box; else the attackers have as many networks as they like.</param>
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

    /// <summary>Every address that routing knows and that answers GET, with everything that can stand in it.</summary>
    public async Task<IReadOnlyList<string>> Addresses()
    {
        var addresses = factory.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods.Contains(HttpMethods.Get) ?? true)
            .Select(endpoint => "/" + endpoint.RoutePattern.RawText!.TrimStart('/'))
            .Distinct()
            .ToList();
        if (addresses.Count < 10) throw new InvalidOperationException("Hardly any address was found.");
        var releases = (await Release.List(Http)).Select(release => release.Id).ToList();

        // Also the names that open periods would have if they were published.
        var open = Instrument.All.Select(instrument => Period.IdOf(instrument.Id, instrument.Major, Domain.Aggregates.Quarter.Of(calendar.GetUtcNow()), synthetic: false)).ToList();
        return [.. addresses
            .SelectMany(address => Fill(address, "{id}", Instrument.All.Select(instrument => instrument.Id)))
            .SelectMany(address => Fill(address, "{version}", ["1.0.0"]))
            .SelectMany(address => address.Contains("{file}", StringComparison.Ordinal)
                ? releases.SelectMany(release => Fill(address.Replace("{release}", release, StringComparison.Ordinal), "{file}", Files(release)))
                    .Concat(open.Select(release => address.Replace("{release}", release, StringComparison.Ordinal).Replace("{file}", "item_options.csv", StringComparison.Ordinal)))
                : Fill(address, "{release}", releases.Concat(open))),
            "/docs/index.html", "/metrics", "/v1/help?country=GB", .. Instrument.All.Select(instrument => $"/v1/releases/latest?questionnaire={instrument.Id}")];
    }

    public string Quarter => Domain.Aggregates.Quarter.Of(calendar.GetUtcNow()).ToString();

    public int Waiting(Instrument instrument) => Tallies.Where(tally => tally.Questionnaire == instrument.Id).Sum(tally => tally.Waiting);

    public async Task Settle()
    {
        // A whole turn of the writer after what was posted last. Nothing that an attacker needs: the ground must be level.
        var before = writer.Turns;
        for (var wait = 0; writer.Turns < before + 2; wait++)
        {
            if (wait > 6000) throw new TimeoutException("The writer takes no turn.");
            await Task.Delay(5);
        }
    }

    public double Scheduled => running.Elapsed / Interval;

    public bool IsWriting => File.Exists(Journal) && new FileInfo(Journal).Length > 0;

    public StolenCopy Copy() => StolenCopy.Of(folder.FullName);

    public async Task CloseQuarter()
    {
        calendar.NextQuarter();
        await Settle();
    }

    public async Task<bool> Withdraw(string release)
    {
        var isDone = await factory.Services.GetRequiredService<ReleaseStore>().WithdrawAsync(release, "Withdrawn by a test.", CancellationToken.None);
        await Settle();
        return isDone;
    }

    /// <summary>A client with a source address of its choice, one of this machine.</summary>
    public HttpClient From(System.Net.IPAddress source) => new(new SocketsHttpHandler
    {
        ConnectCallback = async (context, cancellation) =>
        {
            var socket = new System.Net.Sockets.Socket(System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Tcp) { NoDelay = true };
            socket.Bind(new System.Net.IPEndPoint(source, 0));
            await socket.ConnectAsync(System.Net.IPAddress.Loopback, context.DnsEndPoint.Port, cancellation);
            return new System.Net.Sockets.NetworkStream(socket, ownsSocket: true);
        },
    })
    { BaseAddress = Http.BaseAddress };

    public async ValueTask DisposeAsync()
    {
        await factory.DisposeAsync();
        folder.Delete(recursive: true);
    }

    private string Journal => Path.Combine(folder.FullName, StolenCopy.Database + "-journal");

    private IEnumerable<(string Questionnaire, int Waiting)> Tallies =>
        Instrument.All.Select(instrument => instrument.Id)
        .Zip(factory.Services.GetRequiredService<ContributionIntake>().Tallies, (id, tally) => (id, tally.Pending));

    private static IEnumerable<string> Fill(string address, string placeholder, IEnumerable<string> values) =>
        address.Contains(placeholder, StringComparison.Ordinal) ? values.Select(value => address.Replace(placeholder, value, StringComparison.Ordinal)) : [address];

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

/// <summary>A calendar that is turned by hand; timers run as they always do.</summary>
public sealed class Calendar : TimeProvider
{
    private DateTimeOffset now = new(2026, 10, 15, 12, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => now;

    /// <summary>Turns to the middle of the next quarter.</summary>
    public void NextQuarter() => now = now.AddMonths(3);
}
