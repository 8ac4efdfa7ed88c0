using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace KetamineScreening.Api.Http.Limits;

/// <summary>
/// The network of a client: the first 24 bits of its IPv4 address, or 56 bits of its IPv6 address. It is never stored or logged.
/// </summary>
/// <param name="Prefix">The bits; bit 56 is set for IPv6, bit 57 for a site.</param>
internal readonly record struct Network(ulong Prefix)
{
    /// <summary>The network that a request comes from.</summary>
    public static Network Of(HttpContext context) => Of(context.Connection.RemoteIpAddress ?? IPAddress.Loopback);

    /// <summary>The network of an address.</summary>
    public static Network Of(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out _);
        return address.AddressFamily == AddressFamily.InterNetwork
            ? new Network(BinaryPrimitives.ReadUInt32BigEndian(bytes) >> 8)
            : new Network(1UL << 56 | BinaryPrimitives.ReadUInt64BigEndian(bytes) >> 8);
    }

    /// <summary>The networks of one site: the first 48 bits of an IPv6 address, or the network of an IPv4 address.</summary>
    public static Network SiteOf(IPAddress address)
    {
        var network = Of(address);
        var isIPv6 = network.Prefix >> 56 == 1;
        return new Network(1UL << 57 | (isIPv6 ? network.Prefix >> 8 << 8 : network.Prefix));
    }
}
