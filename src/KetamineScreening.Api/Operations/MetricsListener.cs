using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace KetamineScreening.Api.Operations;

/// <summary>Serves <c>/metrics</c>, and 404 for everything else, on a Kestrel server of its own.</summary>
/// <remarks>
/// Another endpoint of the main server would override the addresses that <c>ASPNETCORE_HTTP_PORTS</c> sets, or be overridden by
/// <c>Kestrel:Endpoints</c>. A second host would handle signals as well, and scrapes would be counted as requests.
/// </remarks>
internal sealed partial class MetricsListener : IHostedService, IHttpApplication<HttpContext>, IDisposable
{
    private const string Path = "/metrics";

    private readonly KestrelServer server;
    private readonly ICollection<string> addresses;
    private readonly RequestDelegate pipeline;
    private readonly IHttpContextFactory contexts;
    private readonly ILogger logger;

    public MetricsListener(
        MetricsOptions options,
        IServiceProvider services,
        IConnectionListenerFactory transport,
        IHttpContextFactory contexts,
        ILoggerFactory loggers)
    {
        server = new KestrelServer(Options.Create(new KestrelServerOptions { AddServerHeader = false }), transport, loggers);
        addresses = server.Features.GetRequiredFeature<IServerAddressesFeature>().Addresses;
        addresses.Add(new Uri(options.Url).ToString());
        pipeline = new ApplicationBuilder(services).UseOpenTelemetryPrometheusScrapingEndpoint(IsScrape).Build();
        this.contexts = contexts;
        logger = loggers.CreateLogger<MetricsListener>();
    }

    /// <inheritdoc />
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await server.StartAsync(this, cancellationToken);
        // Port 0 has been replaced by the port that was bound.
        foreach (var address in addresses) LogListening(address.TrimEnd('/') + Path);
    }

    /// <inheritdoc />
    public Task StopAsync(CancellationToken cancellationToken) => server.StopAsync(cancellationToken);

    /// <inheritdoc />
    public HttpContext CreateContext(IFeatureCollection contextFeatures) => contexts.Create(contextFeatures);

    /// <inheritdoc />
    public Task ProcessRequestAsync(HttpContext context) => pipeline(context);

    /// <inheritdoc />
    public void DisposeContext(HttpContext context, Exception? exception) => contexts.Dispose(context);

    /// <inheritdoc />
    public void Dispose() => server.Dispose();

    private static bool IsScrape(HttpContext context) =>
        context.Request.Path == Path && (HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method));

    [LoggerMessage(Level = LogLevel.Information, Message = "Metrics are served at {Address}")]
    private partial void LogListening(string address);
}
