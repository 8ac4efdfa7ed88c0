using System.Text;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Net.Http.Headers;

namespace KetamineScreening.Api.Http.Limits;

/// <summary>What the web server accepts.</summary>
internal static class KestrelLimits
{
    /// <summary>Largest body of a screening that is read, in bytes.</summary>
    public const int MaxScreeningBody = 16 * 1024;

    // Larger than any body that is read. The server receives and discards the rest, so that the client gets the response (413)
    // instead of a broken connection. A body beyond this limit is not received at all.
    private const long MaxReceivedBody = 64L * MaxScreeningBody;

    private static readonly TimeSpan HeadersTimeout = TimeSpan.FromSeconds(10);

    // Also the time in which the first byte has to arrive. A proxy that keeps connections open has to close them earlier.
    private static readonly TimeSpan IdleTimeout = TimeSpan.FromSeconds(20);

    /// <summary>Configures the web server.</summary>
    public static void Configure(KestrelServerOptions kestrel, LimitOptions options, ProxyOptions proxies)
    {
        var connections = new ConnectionLimit(options.ConnectionsPerNetwork, proxies.Known);
        kestrel.ConfigureEndpointDefaults(listen =>
            listen.Use(next => connection => connections.Serve(connection, next)));
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = MaxReceivedBody;
        kestrel.Limits.MaxConcurrentConnections = options.MaximumConnections;
        kestrel.Limits.KeepAliveTimeout = IdleTimeout;
        kestrel.Limits.RequestHeadersTimeout = HeadersTimeout;
        // Browsers send header values as single bytes. Decoded as UTF-8, a letter such as é would end the request with an empty 400
        // without CORS headers.
        var contentLength = new ContentLengthEncoding();
        kestrel.RequestHeaderEncodingSelector = name => name == HeaderNames.ContentLength ? contentLength : Encoding.Latin1;
    }
}
