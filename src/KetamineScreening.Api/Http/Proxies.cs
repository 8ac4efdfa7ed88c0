using System.Net;
using KetamineScreening.Api.Configuration;
using Microsoft.AspNetCore.HttpOverrides;
using IPNetwork = System.Net.IPNetwork;

namespace KetamineScreening.Api.Http;

/// <summary>Takes the address of the client from the headers of known proxies, and from no other sender.</summary>
internal static class Proxies
{
    /// <summary>Adds the middleware. It must come before everything that uses the address of the client.</summary>
    public static void Use(WebApplication app, Settings settings)
    {
        if (settings.Proxies.Count == 0) return;

        // Without a forward limit, the client is the first address from the right that is not a known proxy.
        var options = new ForwardedHeadersOptions
        {
            ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto,
            ForwardLimit = null,
        };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var network in settings.Proxies) options.KnownIPNetworks.Add(network);
        app.UseForwardedHeaders(options);
    }

    /// <summary>Reads networks such as <c>10.0.0.0/8, 192.0.2.7</c>.</summary>
    /// <param name="text">Networks or single addresses, separated by commas.</param>
    /// <param name="wrong">The parts that are neither.</param>
    public static IReadOnlyList<IPNetwork> Read(string? text, out IReadOnlyList<string> wrong)
    {
        var (networks, others) = (new List<IPNetwork>(), new List<string>());
        foreach (var part in (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (IPNetwork.TryParse(part, out var network)) networks.Add(network);
            else if (IPAddress.TryParse(part, out var address)) networks.Add(new IPNetwork(address, address.GetAddressBytes().Length * 8));
            else others.Add(part);
        }

        wrong = others;
        return networks;
    }
}
