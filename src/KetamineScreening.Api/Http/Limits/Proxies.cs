using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using IPNetwork = System.Net.IPNetwork;

namespace KetamineScreening.Api.Http.Limits;

/// <summary>
/// Takes the address of the client and the public address of the service from the headers of known proxies, and from no other sender.
/// </summary>
internal static class Proxies
{
    /// <summary>Adds the middleware. It must come before everything that uses the address of the client.</summary>
    public static void Use(WebApplication app, ProxyOptions proxies)
    {
        if (proxies.Networks.Count == 0) return;

        // Without a forward limit, the client is the first address from the right that is not a known proxy.
        var options = new ForwardedHeadersOptions
        {
            ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost
                | ForwardedHeaders.XForwardedPrefix,
            ForwardLimit = null,
        };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var network in proxies.Known) options.KnownIPNetworks.Add(network);
        // The filter of the framework has checked the header Host, and a proxy may pass on a host that the client sent.
        options.AllowedHosts = [.. app.Configuration["AllowedHosts"]?.Split(';', StringSplitOptions.RemoveEmptyEntries) ?? []];
        app.UseForwardedHeaders(options);
        // A proxy may pass on a scheme that the client sent, and addresses in responses begin with it.
        app.Use((context, next) =>
        {
            var isSecure = string.Equals(context.Request.Scheme, Uri.UriSchemeHttps, StringComparison.OrdinalIgnoreCase);
            context.Request.Scheme = isSecure ? Uri.UriSchemeHttps : Uri.UriSchemeHttp;
            return next(context);
        });
    }

    /// <summary>Parses a network such as <c>10.0.0.0/8</c> or a single address; null when the text is neither.</summary>
    public static IPNetwork? TryParse(string text)
    {
        if (IPNetwork.TryParse(text, out var network)) return network;
        return IPAddress.TryParse(text, out var address) ? new IPNetwork(address, address.GetAddressBytes().Length * 8) : null;
    }
}
