using System.Buffers;
using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace KetamineScreening.Api.Tests.Fuzzing;

/// <summary>A body with some of its bytes changed, most of them where JSON is sensitive.</summary>
/// <param name="Bytes">The body.</param>
public sealed record Mutation(byte[] Bytes)
{
    /// <summary>What is put into bodies, and must be found neither in an answer nor in a log.</summary>
    public const string Canary = "canary-7f3a";

    // Values, names and pieces of text that readers of JSON have stumbled over.
    private static readonly byte[][] Pieces =
    [
        .. new[]
        {
            $"\"{Canary}\"", $"\"{Canary}\":\"{Canary}\",", $",\"{Canary}\":1", $"{{\"{Canary}\":[\"{Canary}\"]}}", Canary, $"/*{Canary}*/", $"//{Canary}\n",
            "null", "true", "false", "{}", "[]", "\"\"", "0", "-0", "1e999", "-1E-999", "1.", ".5", "+1", "01", "NaN", "Infinity", "0x1", new('9', 400), "1" + new string('0', 4000),
            "\\ud800", "\\udc00\\ud800", "\\u0000", "\\u00e9", "\\x41", "\\", "\\\\", "\\\"", "\"", "'", ",", ":", "{", "}", "[", "]", ",,", " ", "\t", "\n", "\r\n", "\v",
            "\"answers\":{},", "\"contribute\":true,", "\"version\":\"1.0.0\",", "\"\\u0061nswers\":{},", "\"last-used\":\"never\",", "\"__proto__\":{},", "\"$type\":\"x\",",
            "\"resourceType\":\"Parameters\",", "\"item\":[],", "\"linkId\":\"last-used\",", "\"extension\":[{\"url\":\"x\"}],", "\"_status\":{},", "\"contained\":[],",
            new('[', 70), new('[', 7000), string.Concat(Enumerable.Repeat("{\"a\":", 70)), string.Concat(Enumerable.Repeat("{\"item\":[", 2000)), new(' ', 3000),
            "\u00e9", "\u2028", "\U0001f600", "\ufeff",
        }.Select(Encoding.UTF8.GetBytes),
        [0], [0xFF], [0xFE, 0xFF], [0x80], [0xC0, 0xAF], [0xED, 0xA0, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xE2, 0x82],
    ];

    private static readonly SearchValues<byte> Marks = SearchValues.Create("{}[]:,\""u8);

    private delegate IEnumerable<byte> Edit(byte[] body, int place, int other, int piece);

    // All that is done to a body; the first ones leave most bodies readable.
    private static readonly Edit[] Edits =
    [
        (body, place, _, piece) => [.. body[..place], .. Pieces[piece % Pieces.Length], .. body[place..]],
        (body, place, _, piece) => [.. body[..Sensitive(body, place)], .. Pieces[piece % Pieces.Length], .. body[Sensitive(body, place)..]],
        (body, place, _, piece) => [.. body[..Sensitive(body, place)], .. Pieces[piece % Pieces.Length], .. body[Math.Min(body.Length, Sensitive(body, place) + 1)..]],
        (body, place, _, piece) => [.. Pieces[piece % Pieces.Length], .. body],
        (body, place, other, _) => [.. body[..Math.Max(place, other)], .. body[Math.Min(place, other)..]],
        (body, place, other, _) => [.. body[..Math.Min(place, other)], .. body[Math.Max(place, other)..]],
        (body, place, other, _) => [.. body[..Sensitive(body, Math.Max(place, other))], .. body[Sensitive(body, Math.Min(place, other))..]],
        (body, place, _, _) => body[..place],
        (body, place, _, piece) => body.Select((value, at) => at == place ? (byte)(value ^ (1 << piece % 8)) : value),
        (body, place, _, piece) => body.Select((value, at) => at == place ? (byte)piece : value),
        (body, place, other, _) => [.. body[..Math.Min(place, other)], .. body[Math.Min(place, other)..Math.Max(place, other)].Reverse(), .. body[Math.Max(place, other)..]],
    ];

    /// <summary>Bodies with up to four changes, one in six with none.</summary>
    public static Gen<Mutation> Of(Gen<string> bodies) =>
        from body in bodies
        from count in Gen.Elements(0, 1, 1, 1, 2, 4)
        from edits in Gen.Choose(0, Edits.Length - 1).ArrayOf(count)
        from dice in Gen.Choose(0, int.MaxValue).ArrayOf(3 * count)
        select new Mutation(edits.Index().Aggregate(Encoding.UTF8.GetBytes(body), (bytes, edit) =>
            [.. Edits[edit.Item](bytes, dice[3 * edit.Index] % (bytes.Length + 1), dice[3 * edit.Index + 1] % (bytes.Length + 1), dice[3 * edit.Index + 2])]));

    /// <summary>The bytes, so that a failure can be repeated.</summary>
    public override string ToString() => Encoding.Latin1.GetString(Bytes);

    // The next place at which something may begin or end.
    private static int Sensitive(byte[] body, int place)
    {
        var next = body.AsSpan(place).IndexOfAny(Marks);
        return next < 0 ? place : place + next;
    }
}
