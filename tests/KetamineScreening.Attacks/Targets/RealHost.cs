using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Hosting;
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

    /// <inheritdoc />
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

    private static X509Certificate2 NewCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        using var made = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }
}

/// <summary>Counts the messages of a log.</summary>
internal sealed class RecordedLog : ILoggerProvider, ILogger
{
    private readonly Lock gate = new();
    private (int Messages, int Characters) size;

    /// <summary>Number of messages, and their total length.</summary>
    public (int Messages, int Characters) Size
    {
        get
        {
            lock (gate) return size;
        }
    }

    /// <summary>Where the metrics are served.</summary>
    public string MetricsAddress { get; private set; } = "";

    /// <inheritdoc />
    public ILogger CreateLogger(string categoryName) => this;

    /// <inheritdoc />
    public void Dispose()
    {
    }

    /// <inheritdoc />
    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    /// <inheritdoc />
    public bool IsEnabled(LogLevel logLevel) => true;

    /// <inheritdoc />
    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        var message = formatter(state, exception);
        lock (gate) size = (size.Messages + 1, size.Characters + message.Length);
        const string Metrics = "Metrics are served at ";
        if (message.StartsWith(Metrics, StringComparison.Ordinal)) MetricsAddress = message[Metrics.Length..];
    }
}
