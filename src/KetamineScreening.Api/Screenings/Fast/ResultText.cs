using System.Globalization;

namespace KetamineScreening.Api.Screenings.Fast;

/// <summary>Writes pieces of JSON one after another into a buffer that has room for them.</summary>
internal ref struct ResultText(Span<byte> buffer)
{
    private readonly Span<byte> buffer = buffer;

    /// <summary>How much has been written.</summary>
    public int Length { get; private set; }

    /// <summary>Writes a piece.</summary>
    public void Add(ReadOnlySpan<byte> piece)
    {
        piece.CopyTo(buffer[Length..]);
        Length += piece.Length;
    }

    /// <summary>Writes a number.</summary>
    public void Add(int number)
    {
        number.TryFormat(buffer[Length..], out var written, provider: CultureInfo.InvariantCulture);
        Length += written;
    }

    /// <summary>Ends an array whose elements were written with a comma after each.</summary>
    public void EndArray()
    {
        if (buffer[Length - 1] == ',') Length--;
        Add("]"u8);
    }
}
