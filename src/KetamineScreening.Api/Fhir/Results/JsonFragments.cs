using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;

namespace KetamineScreening.Api.Fhir.Results;

/// <summary>Assembles JSON from fragments of UTF-8 that are kept. Its length is known before the first byte is copied.</summary>
internal sealed class JsonFragments
{
    /// <summary>The most bytes of a number.</summary>
    public const int MaxNumberLength = 11;

    private static readonly byte[][] Numbers =
        [.. Enumerable.Range(0, 1000).Select(number => Utf8(number.ToString(CultureInfo.InvariantCulture)))];

    private byte[][] fragments = new byte[256][];
    private int count;

    /// <summary>Number of bytes.</summary>
    public int Length { get; private set; }

    /// <summary>Appends a fragment.</summary>
    public void Add(byte[] fragment)
    {
        if (count == fragments.Length) Array.Resize(ref fragments, 2 * count);
        fragments[count++] = fragment;
        Length += fragment.Length;
    }

    /// <summary>Appends a number.</summary>
    public void Add(int number) =>
        Add((uint)number < Numbers.Length ? Numbers[number] : Utf8(number.ToString(CultureInfo.InvariantCulture)));

    /// <summary>Copies all fragments to a buffer.</summary>
    public void CopyTo(Span<byte> buffer)
    {
        for (var index = 0; index < count; index++)
        {
            fragments[index].CopyTo(buffer);
            buffer = buffer[fragments[index].Length..];
        }
    }

    /// <summary>A text as UTF-8.</summary>
    public static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    /// <summary>A text as a JSON string, with the escapes of <c>FhirJson</c>.</summary>
    public static string Quoted(string text) => $"\"{JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(text)}\"";

    /// <summary>A Coding as JSON.</summary>
    public static string Coding(string system, string code, string display) =>
        $$"""{"system":{{Quoted(system)}},"code":{{Quoted(code)}},"display":{{Quoted(display)}}}""";
}
