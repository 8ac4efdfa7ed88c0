using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using KetamineScreening.Api.Contributions;
using KetamineScreening.Api.Releases;
using KetamineScreening.Attacks.Knowledge;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace KetamineScreening.Attacks.Targets;

/// <summary>The host of the real service.</summary>
internal sealed class RealHost : WebApplicationFactory<Program>
{
    /// <summary>A certificate of its own, for TLS.</summary>
    public static readonly X509Certificate2 Certificate = NewCertificate();

    private static readonly TimeSpan LongestTurn = TimeSpan.FromMinutes(2);

    private readonly Setup setup;
    private readonly string connection;
    private readonly string keys;
    private readonly Calendar calendar;
    private readonly RecordedLog log;

    private RealHost(Setup setup, string connection, string keys, Calendar calendar, RecordedLog log) =>
        (this.setup, this.connection, this.keys, this.calendar, this.log) = (setup, connection, keys, calendar, log);

    /// <summary>Starts the service on a free port.</summary>
    public static RealHost Start(Setup setup, string connection, string keys, Calendar calendar, RecordedLog log)
    {
        var host = new RealHost(setup, connection, keys, calendar, log);
        host.UseKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, endpoint =>
        {
            if (setup.HasTls) endpoint.UseHttps(Certificate);
        }));
        try
        {
            host.StartServer();
            return host;
        }
        catch
        {
            host.Dispose();
            throw;
        }
    }

    /// <summary>Address of the service.</summary>
    public Uri Address => new(Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    private ContributionWriter Writer => Services.GetRequiredService<ContributionWriter>();

    /// <summary>Waits for the turn that the writer takes at the start.</summary>
    public void WaitForFirstTurn() => SpinWait.SpinUntil(() => Writer.Turns > 0, LongestTurn);

    /// <summary>Lets the next turn take place and waits for its end.</summary>
    public async Task TurnAsync()
    {
        var before = Writer.Turns;
        Tick();
        for (var start = Environment.TickCount64; Writer.Turns == before; await Task.Delay(1))
        {
            if (Environment.TickCount64 - start > LongestTurn.TotalMilliseconds) throw new TimeoutException("The writer made no progress.");
        }
    }

    /// <summary>Starts turns until one succeeds.</summary>
    public async Task RetryAsync()
    {
        for (var before = Writer.Turns; Writer.Turns == before; await Task.Delay(20)) Tick();
    }

    /// <summary>Withdraws a release as the operator does.</summary>
    public Task<bool> WithdrawAsync(string release) => Services.GetRequiredService<ReleaseStore>()
        .WithdrawAsync(release, "Withdrawn by a test.", CancellationToken.None);

    /// <summary>Leaves room for a number of further idempotency keys.</summary>
    /// <remarks>Directly, because requests would fill the memory in the same way and take minutes.</remarks>
    public void FillRetryMemory(int room)
    {
        const int Most = 100_000;
        var memory = Services.GetRequiredService<RetryMemory>();
        for (var i = room; i < Most; i++) memory.IsFirst(KnownQuestionnaire.All[0].Id, $"{i}");
    }

    /// <summary>Lets 100,000 networks, less a number, use the daily limit.</summary>
    /// <remarks>Directly, as <see cref="FillRetryMemory"/>.</remarks>
    public void FillAllowance(int room)
    {
        const int Most = 100_000;
        var allowance = Services.GetRequiredService<NetworkAllowance>();
        for (var i = room; i < Most; i++) allowance.TryTake(new([(byte)(10 + (i >> 16)), (byte)(i >> 8), (byte)i, 1]), calendar.Now);
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Production");
        builder.UseSetting("Store:Provider", setup.Postgres is null ? "sqlite" : "postgresql");
        builder.UseSetting("Store:ConnectionString", connection);
        builder.UseSetting("Keys:Path", keys);
        builder.UseSetting("Contributions:PerNetworkPerDay", $"{setup.Allowance}");
        builder.UseSetting("RateLimits:RequestsPerMinute", "0");
        if (setup.HasMetrics) builder.UseSetting("Metrics:Url", "http://127.0.0.1:0");
        foreach (var (key, value) in setup.Settings) builder.UseSetting(key, value);
        builder.ConfigureLogging(logging => logging.ClearProviders().AddProvider(log));
        builder.ConfigureServices(services => services.Replace(ServiceDescriptor.Singleton<TimeProvider>(calendar)));
    }

    private void Tick() => calendar.Advance(Services.GetRequiredService<ContributionOptions>().CommitInterval);

    private static X509Certificate2 NewCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        using var made = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }
}
