using System.Text;

namespace KetamineScreening.Api.Http.Limits;

/// <summary>Latin-1 that makes everything but digits invalid as a number. Kestrel uses it to read <c>Content-Length</c>.</summary>
/// <remarks>
/// Kestrel accepts a sign, as in <c>+51</c>, which other servers may read differently. With an encoding of the framework it also resets the
/// connection when the value is longer than its buffer. With this one both get the status 400.
/// </remarks>
internal sealed class ContentLengthEncoding : Encoding
{
    private const char NoDigit = 'x';

    /// <inheritdoc />
    public override int GetChars(ReadOnlySpan<byte> bytes, Span<char> chars)
    {
        var count = Latin1.GetChars(bytes[..Math.Min(bytes.Length, chars.Length)], chars);
        if (chars[..count].ContainsAnyExceptInRange('0', '9')) chars[..count].Fill(NoDigit);
        return count;
    }

    /// <inheritdoc />
    public override int GetByteCount(char[] chars, int index, int count) => Latin1.GetByteCount(chars, index, count);

    /// <inheritdoc />
    public override int GetBytes(char[] chars, int charIndex, int charCount, byte[] bytes, int byteIndex) =>
        Latin1.GetBytes(chars, charIndex, charCount, bytes, byteIndex);

    /// <inheritdoc />
    public override int GetCharCount(byte[] bytes, int index, int count) => Latin1.GetCharCount(bytes, index, count);

    /// <inheritdoc />
    public override int GetChars(byte[] bytes, int byteIndex, int byteCount, char[] chars, int charIndex) =>
        Latin1.GetChars(bytes, byteIndex, byteCount, chars, charIndex);

    /// <inheritdoc />
    public override int GetMaxByteCount(int charCount) => Latin1.GetMaxByteCount(charCount);

    /// <inheritdoc />
    public override int GetMaxCharCount(int byteCount) => Latin1.GetMaxCharCount(byteCount);
}
