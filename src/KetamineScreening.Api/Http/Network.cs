using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace KetamineScreening.Api.Http;

/// <summary>The network a request comes from: the first 24 bits of an IPv4 address, or 56 of an IPv6 one. Never stored or logged.</summary>
/// <param name="Prefix">The bits, with a mark of the family.</param>
internal readonly record struct Network(ulong Prefix)
{
    /// <summary>The network of a request.</summary>
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
}
