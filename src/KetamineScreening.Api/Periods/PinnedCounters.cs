using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace KetamineScreening.Api.Periods;

/// <summary>Decrypted counters in memory that the garbage collector never copies, and that are cleared when they are disposed.</summary>
internal sealed class PinnedCounters(int count) : IDisposable
{
    private readonly long[] values = GC.AllocateArray<long>(count, pinned: true);

    /// <summary>The counters.</summary>
    public Span<long> Values => values;

    /// <inheritdoc />
    public void Dispose() => CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(values.AsSpan()));
}
