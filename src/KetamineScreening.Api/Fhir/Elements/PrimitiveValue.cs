using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using KetamineScreening.Api.Configuration;

namespace KetamineScreening.Api.Fhir.Elements;

/// <summary>Validates the values of primitive types by the patterns of FHIR R4.</summary>
internal static partial class PrimitiveValue
{
    /// <summary>
    /// The most characters of a date or time: nine digits of a second and a time zone. The pattern of FHIR allows any number of digits.
    /// </summary>
    public const int LongestMoment = 35;

    private static readonly SearchValues<byte> Whitespace = SearchValues.Create(" \t\n\v\f\r"u8);
    private static readonly SearchValues<byte> IdCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-."u8);

    /// <summary>Whether the value at the reader is one of a type.</summary>
    public static bool IsValid(ref Utf8JsonReader reader, PrimitiveType type) => reader.TokenType switch
    {
        JsonTokenType.True or JsonTokenType.False => type == PrimitiveType.Boolean,
        JsonTokenType.Number => IsNumber(ref reader, type),
        JsonTokenType.String => IsText(Utf8(ref reader), type) && !(reader.ValueIsEscaped && HasControl(Utf8(ref reader))),
        _ => false,
    };

    /// <summary>The name or string at the reader as UTF-8, without escapes.</summary>
    /// <exception cref="InvalidOperationException">An escape is half of a surrogate pair.</exception>
    public static ReadOnlySpan<byte> Utf8(scoped ref Utf8JsonReader reader)
    {
        if (!reader.ValueIsEscaped) return reader.ValueSpan;
        var unescaped = new byte[reader.ValueSpan.Length];
        return unescaped.AsSpan(0, reader.CopyString(unescaped));
    }

    private static bool IsNumber(ref Utf8JsonReader reader, PrimitiveType type) => type switch
    {
        PrimitiveType.Decimal => reader.TryGetDecimal(out _),
        PrimitiveType.Integer => reader.TryGetInt32(out _),
        PrimitiveType.UnsignedInt => reader.TryGetInt32(out var number) && number >= 0,
        PrimitiveType.PositiveInt => reader.TryGetInt32(out var number) && number > 0,
        _ => false,
    };

    private static bool IsText(ReadOnlySpan<byte> text, PrimitiveType type)
    {
        if (text.IsEmpty) return false;
        return type switch
        {
            PrimitiveType.String or PrimitiveType.Markdown => true,
            PrimitiveType.Uri or PrimitiveType.Url or PrimitiveType.Canonical => !text.ContainsAny(Whitespace),
            PrimitiveType.Code => IsCode(text),
            PrimitiveType.Id => text.Length <= 64 && !text.ContainsAnyExcept(IdCharacters),
            PrimitiveType.Xhtml => text.StartsWith("<div"u8) && text.EndsWith(">"u8),
            PrimitiveType.Base64Binary => Base64.IsValid(text),
            PrimitiveType.Oid or PrimitiveType.Uuid => UriOfObject.IsMatch(Encoding.UTF8.GetString(text)),
            PrimitiveType.Date or PrimitiveType.DateTime or PrimitiveType.Instant or PrimitiveType.Time =>
                text.Length <= LongestMoment && IsMoment(Encoding.UTF8.GetString(text), type),
            _ => false,
        };
    }

    // Single whitespace characters between other characters.
    private static bool IsCode(ReadOnlySpan<byte> text)
    {
        while (text.IndexOfAny(Whitespace) is >= 0 and var space)
        {
            if (space == 0) return false;
            text = text[(space + 1)..];
        }

        return !text.IsEmpty;
    }

    private static bool IsMoment(string text, PrimitiveType type)
    {
        var pattern = type switch
        {
            PrimitiveType.Date => Date,
            PrimitiveType.DateTime => DateTime,
            PrimitiveType.Instant => Instant,
            _ => Time,
        };
        if (!pattern.IsMatch(text)) return false;
        // The patterns allow the 31st of every month.
        return text.Length < 10 || text[4] != '-'
            || DateOnly.TryParseExact(text.AsSpan(0, 10), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);
    }

    private static bool HasControl(ReadOnlySpan<byte> text)
    {
        foreach (var character in text)
        {
            if (character < ' ' && character is not ((byte)'\t' or (byte)'\n' or (byte)'\r')) return true;
        }

        return false;
    }

    private const string Year = "(?!0000)[0-9]{4}";
    private const string Day = Year + @"-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])";
    private const string Clock = @"([01][0-9]|2[0-3]):[0-5][0-9]:([0-5][0-9]|60)(\.[0-9]+)?";
    private const string Zone = @"(Z|[+-]((0[0-9]|1[0-3]):[0-5][0-9]|14:00))";

    [GeneratedRegex($@"^{Year}(-(0[1-9]|1[0-2]))?\z|^{Day}\z", RegexOptions.ExplicitCapture, PatternTimeout.Milliseconds)]
    private static partial Regex Date { get; }

    [GeneratedRegex($@"^{Year}(-(0[1-9]|1[0-2]))?\z|^{Day}(T{Clock}{Zone})?\z", RegexOptions.ExplicitCapture, PatternTimeout.Milliseconds)]
    private static partial Regex DateTime { get; }

    [GeneratedRegex($@"^{Day}T{Clock}{Zone}\z", RegexOptions.ExplicitCapture, PatternTimeout.Milliseconds)]
    private static partial Regex Instant { get; }

    [GeneratedRegex($@"^{Clock}\z", RegexOptions.ExplicitCapture, PatternTimeout.Milliseconds)]
    private static partial Regex Time { get; }

    [GeneratedRegex(
        @"^urn:(oid:[0-2](\.(0|[1-9][0-9]*))+|uuid:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\z",
        RegexOptions.ExplicitCapture, PatternTimeout.Milliseconds)]
    private static partial Regex UriOfObject { get; }
}
