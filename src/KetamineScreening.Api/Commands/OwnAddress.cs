using System.Net;
using System.Net.Sockets;

namespace KetamineScreening.Api.Commands;

/// <summary>How a process on the same machine reaches the service.</summary>
/// <param name="EndPoint">What to connect to.</param>
/// <param name="Root">Scheme and port of the service, with a host that stands for this machine.</param>
/// <param name="Host">A host name that <c>AllowedHosts</c> accepts.</param>
internal sealed record OwnAddress(EndPoint EndPoint, Uri Root, string Host)
{
    private const string Default = "http://localhost:5000";

    /// <summary>The first address without TLS that the service listens at by its settings, else the first one with TLS.</summary>
    /// <returns>The address; null if the system chooses the port at each start.</returns>
    public static OwnAddress? Of(IConfiguration configuration)
    {
        var address = Listening(configuration).Select(BindingAddress.Parse).OrderBy(address => address.Scheme.Length).First();
        if (address is { IsUnixPipe: false, Port: 0 }) return null;
        var root = new UriBuilder(address.Scheme, "localhost", address.IsUnixPipe ? -1 : address.Port).Uri;
        return new OwnAddress(EndPointOf(address), root, HostOf(configuration["AllowedHosts"]));
    }

    // The order in which Kestrel prefers them.
    private static List<string> Listening(IConfiguration configuration)
    {
        var endpoints = configuration.GetSection("Kestrel:Endpoints").GetChildren();
        List<string> listed = [.. endpoints.Select(endpoint => endpoint["Url"]).OfType<string>()];
        if (listed.Count == 0) listed.AddRange(Split(configuration[WebHostDefaults.ServerUrlsKey]));
        if (listed.Count > 0) return listed;
        listed.AddRange(Split(configuration[WebHostDefaults.HttpPortsKey]).Select(port => $"http://*:{port}"));
        listed.AddRange(Split(configuration[WebHostDefaults.HttpsPortsKey]).Select(port => $"https://*:{port}"));
        return listed.Count > 0 ? listed : [Default];
    }

    private static string[] Split(string? list) =>
        list?.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];

    // Kestrel listens on all addresses for any host that is no address, such as '*'.
    private static EndPoint EndPointOf(BindingAddress address)
    {
        if (address.IsUnixPipe) return new UnixDomainSocketEndPoint(address.UnixPipePath);
        var isOne = IPAddress.TryParse(address.Host, out var ip) && !ip.Equals(IPAddress.Any) && !ip.Equals(IPAddress.IPv6Any);
        return new IPEndPoint(isOne ? ip! : IPAddress.Loopback, address.Port);
    }

    private static string HostOf(string? allowed) => Split(allowed).FirstOrDefault() is { } first && first != "*"
        ? first.Replace("*.", "health.", StringComparison.Ordinal)
        : "localhost";
}
