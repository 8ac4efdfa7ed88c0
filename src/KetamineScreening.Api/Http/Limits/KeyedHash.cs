using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace KetamineScreening.Api.Http.Limits;

/// <summary>HMAC-SHA-256 with a random key that never leaves the process, so that a remembered hash is useless elsewhere.</summary>
internal sealed class KeyedHash
{
    private readonly byte[] secret = RandomNumberGenerator.GetBytes(32);

    /// <summary>The first 128 bits of the hash of bytes.</summary>
    public UInt128 Of(ReadOnlySpan<byte> bytes)
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(secret, bytes, hash);
        return BinaryPrimitives.ReadUInt128BigEndian(hash);
    }

    /// <summary>The hash of a text.</summary>
    public UInt128 Of(ReadOnlySpan<char> text) => Of(MemoryMarshal.AsBytes(text));

    /// <summary>The hash of a network.</summary>
    public UInt128 Of(Network network)
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, network.Prefix);
        return Of(bytes);
    }
}
