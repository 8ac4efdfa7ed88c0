using System.Globalization;

namespace KetamineScreening.Api.Screenings.Fast;

/// <summary>Appends fragments of JSON to a buffer. The caller guarantees that the buffer is large enough.</summary>
internal ref struct ResultWriter(Span<byte> buffer)
{
    private readonly Span<byte> buffer = buffer;

    /// <summary>Number of bytes written.</summary>
    public int Length { get; private set; }

    /// <summary>Appends a fragment.</summary>
    public void Add(ReadOnlySpan<byte> fragment)
    {
        fragment.CopyTo(buffer[Length..]);
        Length += fragment.Length;
    }

    /// <summary>Appends a number.</summary>
    public void Add(int number)
    {
        number.TryFormat(buffer[Length..], out var written, provider: CultureInfo.InvariantCulture);
        Length += written;
    }

    /// <summary>Ends an array. Each element was written with a trailing comma; the last comma is removed.</summary>
    public void EndArray()
    {
        if (buffer[Length - 1] == ',') Length--;
        Add("]"u8);
    }
}
