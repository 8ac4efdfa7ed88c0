using System.Buffers;
using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace KetamineScreening.Api.Tests.Fuzzing;

/// <summary>A request body with some bytes changed, most of them near structural characters of JSON.</summary>
/// <param name="Bytes">The changed body.</param>
public sealed record Mutation(byte[] Bytes)
{
    /// <summary>A marker that is inserted into bodies and must appear neither in a response nor in the log.</summary>
    public const string Canary = "canary-7f3a";

    // Values, names and fragments that have caused defects in JSON parsers.
    private static readonly byte[][] Fragments =
    [
        .. new[]
        {
            $"\"{Canary}\"", $"\"{Canary}\":\"{Canary}\",", $",\"{Canary}\":1", $"{{\"{Canary}\":[\"{Canary}\"]}}", Canary,
            $"/*{Canary}*/", $"//{Canary}\n", "null", "true", "false", "{}", "[]", "\"\"", "0", "-0", "1e999", "-1E-999", "1.",
            ".5", "+1", "01", "NaN", "Infinity", "0x1", new('9', 400),
            "1" + new string('0', 4000),
            "\\ud800", "\\udc00\\ud800", "\\u0000", "\\u00e9", "\\x41", "\\", "\\\\", "\\\"", "\"", "'", ",", ":", "{", "}", "[",
            "]", ",,", " ", "\t", "\n", "\r\n", "\v", "\"answers\":{},", "\"contribute\":true,", "\"version\":\"2.0.0\",",
            "\"\\u0061nswers\":{},", "\"last-used\":\"never\",", "\"__proto__\":{},", "\"$type\":\"x\",",
            "\"resourceType\":\"Parameters\",", "\"item\":[],", "\"linkId\":\"last-used\",", "\"extension\":[{\"url\":\"x\"}],",
            "\"_status\":{},", "\"contained\":[],", new('[', 70), new('[', 7000), string.Concat(Enumerable.Repeat("{\"a\":", 70)),
            string.Concat(Enumerable.Repeat("{\"item\":[", 2000)), new(' ', 3000), "\u00e9", "\u2028", "\U0001f600", "\ufeff",
        }.Select(Encoding.UTF8.GetBytes),
        [0], [0xFF], [0xFE, 0xFF], [0x80], [0xC0, 0xAF], [0xED, 0xA0, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xE2, 0x82],
    ];

    private static readonly SearchValues<byte> StructuralCharacters = SearchValues.Create("{}[]:,\""u8);

    private delegate IEnumerable<byte> Edit(byte[] body, int place, int other, int fragment);

    // All kinds of edits; the first ones leave most bodies parseable.
    private static readonly Edit[] Edits =
    [
        (body, place, _, fragment) => Replaced(body, place, place, Fragments[fragment % Fragments.Length]),
        (body, place, _, fragment) => Replaced(
            body, NextStructural(body, place), NextStructural(body, place), Fragments[fragment % Fragments.Length]),
        (body, place, _, fragment) => Replaced(
            body, NextStructural(body, place), NextStructural(body, place) + 1, Fragments[fragment % Fragments.Length]),
        (body, _, _, fragment) => Replaced(body, 0, 0, Fragments[fragment % Fragments.Length]),
        (body, place, other, _) => [.. body[..Math.Max(place, other)], .. body[Math.Min(place, other)..]],
        (body, place, other, _) => Replaced(body, Math.Min(place, other), Math.Max(place, other), []),
        (body, place, other, _) =>
            [.. body[..NextStructural(body, Math.Max(place, other))], .. body[NextStructural(body, Math.Min(place, other))..]],
        (body, place, _, _) => body[..place],
        (body, place, _, fragment) => body.Select((value, at) => at == place ? (byte)(value ^ (1 << fragment % 8)) : value),
        (body, place, _, fragment) => body.Select((value, at) => at == place ? (byte)fragment : value),
        (body, place, other, _) => Reversed(body, Math.Min(place, other), Math.Max(place, other)),
    ];

    /// <summary>Bodies with up to four edits; one in six is unchanged.</summary>
    public static Gen<Mutation> Of(Gen<string> bodies) =>
        from body in bodies
        from count in Gen.Elements(0, 1, 1, 1, 2, 4)
        from edits in Gen.Choose(0, Edits.Length - 1).ArrayOf(count)
        from dice in Gen.Choose(0, int.MaxValue).ArrayOf(3 * count)
        select new Mutation(edits.Index().Aggregate(
            Encoding.UTF8.GetBytes(body),
            (bytes, edit) => Apply(edit.Item, bytes, dice[(3 * edit.Index)..])));

    /// <summary>The bytes as Latin-1, for the failure message.</summary>
    public override string ToString() => Encoding.Latin1.GetString(Bytes);

    private static byte[] Apply(int edit, byte[] bytes, int[] dice) =>
        [.. Edits[edit](bytes, dice[0] % (bytes.Length + 1), dice[1] % (bytes.Length + 1), dice[2])];

    private static IEnumerable<byte> Replaced(byte[] body, int from, int to, byte[] fragment) =>
        [.. body[..from], .. fragment, .. body[Math.Min(body.Length, to)..]];

    private static IEnumerable<byte> Reversed(byte[] body, int from, int to) =>
        [.. body[..from], .. body[from..to].Reverse(), .. body[to..]];

    // Position of the next structural character, or the given position if there is none.
    private static int NextStructural(byte[] body, int place)
    {
        var next = body.AsSpan(place).IndexOfAny(StructuralCharacters);
        return next < 0 ? place : place + next;
    }
}
