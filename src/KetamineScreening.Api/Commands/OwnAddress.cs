using System.Net;
using System.Net.Sockets;
using KetamineScreening.Api.Configuration;

namespace KetamineScreening.Api.Commands;

/// <summary>How a process on the same machine reaches the service.</summary>
/// <param name="EndPoint">What to connect to.</param>
/// <param name="Root">Scheme and port of the service, with a host that stands for this machine.</param>
/// <param name="Host">A host name that <c>AllowedHosts</c> accepts.</param>
internal sealed record OwnAddress(EndPoint EndPoint, Uri Root, string Host)
{
    /// <summary>The first address without TLS that the service listens at by its settings, else the first one with TLS.</summary>
    /// <returns>The address; null if the system chooses the port at each start.</returns>
    public static OwnAddress? Of(IConfiguration configuration)
    {
        var address = ListeningAddresses.Of(configuration).Select(BindingAddress.Parse).OrderBy(address => address.Scheme.Length).First();
        if (address is { IsUnixPipe: false, Port: 0 }) return null;
        var root = new UriBuilder(address.Scheme, "localhost", address.IsUnixPipe ? -1 : address.Port).Uri;
        return new OwnAddress(EndPointOf(address), root, HostOf(configuration["AllowedHosts"]));
    }

    // Kestrel listens on all addresses for any host that is no address, such as '*'.
    private static EndPoint EndPointOf(BindingAddress address)
    {
        if (address.IsUnixPipe) return new UnixDomainSocketEndPoint(address.UnixPipePath);
        var isOne = IPAddress.TryParse(address.Host, out var ip) && !ip.Equals(IPAddress.Any) && !ip.Equals(IPAddress.IPv6Any);
        return new IPEndPoint(isOne ? ip! : IPAddress.Loopback, address.Port);
    }

    private static string HostOf(string? allowed)
    {
        var first = allowed?.Split(';', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault();
        return first is null or "*" ? "localhost" : first.Replace("*.", "health.", StringComparison.Ordinal);
    }
}
