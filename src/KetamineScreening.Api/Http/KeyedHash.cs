using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace KetamineScreening.Api.Http;

/// <summary>Hashes under a random secret that lives in this process only, so that what is remembered means nothing elsewhere.</summary>
internal sealed class KeyedHash
{
    private readonly byte[] secret = RandomNumberGenerator.GetBytes(32);

    /// <summary>Hash of bytes: HMAC-SHA-256, its first 128 bits.</summary>
    public UInt128 Of(ReadOnlySpan<byte> bytes)
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(secret, bytes, hash);
        return BinaryPrimitives.ReadUInt128BigEndian(hash);
    }

    /// <summary>Hash of a text.</summary>
    public UInt128 Of(ReadOnlySpan<char> text) => Of(MemoryMarshal.AsBytes(text));

    /// <summary>Hash of a network.</summary>
    public UInt128 Of(Network network)
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, network.Prefix);
        return Of(bytes);
    }
}
