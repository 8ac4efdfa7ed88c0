using System.Buffers.Binary;

namespace KetamineScreening.Domain.Tests.Aggregates.Noise;

/// <summary>Deterministic pseudo-random bytes (SplitMix64), so that a statistical test cannot fail by chance.</summary>
public sealed class SeededBytes(ulong seed)
{
    private ulong state = seed;

    /// <summary>Number of calls of <see cref="Fill"/>.</summary>
    public int Calls { get; private set; }

    public void Fill(Span<byte> bytes)
    {
        Calls++;
        Span<byte> word = stackalloc byte[8];
        while (bytes.Length > 0)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(word, Next());
            var length = Math.Min(8, bytes.Length);
            word[..length].CopyTo(bytes);
            bytes = bytes[length..];
        }
    }

    /// <summary>A uniform floating-point number between 0 and 1, both exclusive.</summary>
    public double Uniform() => ((Next() >> 12) + 0.5) / (1UL << 52);

    private ulong Next()
    {
        state += 0x9E3779B97F4A7C15;
        var z = state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
