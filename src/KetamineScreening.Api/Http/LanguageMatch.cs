using System.Collections.Concurrent;

namespace KetamineScreening.Api.Http;

/// <summary>Compares BCP 47 language tags the way people expect, by one table of scripts and of names for the same language.</summary>
internal static class LanguageMatch
{
    private const int ScriptLength = 4;
    private const int OtherScript = 1;
    private const int OtherRegion = 2;

    // Names for the same language: a macrolanguage for its usual form, codes that were withdrawn and that old clients still send, and
    // spoken forms of Chinese, which share the written language.
    private static readonly Dictionary<string, string> SameLanguage = new(StringComparer.OrdinalIgnoreCase)
    {
        ["no"] = "nb",
        ["iw"] = "he",
        ["in"] = "id",
        ["ji"] = "yi",
        ["cmn"] = "zh",
        ["yue"] = "zh",
    };

    // The script that a tag without one means, for languages that are written in several (likely subtags of Unicode CLDR).
    private static readonly Dictionary<string, string> LikelyScript = new(StringComparer.OrdinalIgnoreCase)
    {
        ["zh"] = "Hans",
        ["cmn"] = "Hans",
        ["cmn-TW"] = "Hant",
        ["zh-TW"] = "Hant",
        ["zh-HK"] = "Hant",
        ["zh-MO"] = "Hant",
        ["yue"] = "Hant",
        ["sr"] = "Cyrl",
        ["sr-ME"] = "Latn",
    };

    // Languages whose readers read each other's texts, by the name of the group.
    private static readonly Dictionary<string, string> ReadAlike = new(StringComparer.OrdinalIgnoreCase) { ["nn"] = "nb" };

    // The tags of the content; tags of requests are never kept.
    private static readonly ConcurrentDictionary<string, Tag> OfContent = new(StringComparer.Ordinal);

    /// <summary>Finds the available language that is closest to a range.</summary>
    /// <param name="range">A range of a request, such as <c>zh-TW</c>, <c>pt_BR</c> or any other text.</param>
    /// <param name="available">Tags of the available languages.</param>
    /// <returns>The language, and whether it only shares the language and not the script; null when none is close.</returns>
    public static (string? Match, bool IsOtherScript) Closest(string range, IReadOnlyList<string> available)
    {
        var wanted = Read(range);
        var (best, rank) = ((string?)null, 0);
        foreach (var language in available)
        {
            var tag = OfContent.GetOrAdd(language, Read);
            var closeness = Closeness(wanted, tag);
            if (closeness > rank) (best, rank) = (language, closeness);
        }

        return (best, rank == OtherScript);
    }

    /// <summary>The languages that no range excludes. "zh" excludes every script, though it means one.</summary>
    public static IReadOnlyList<string> Without(IReadOnlyList<string> ranges, IReadOnlyList<string> languages)
    {
        var remaining = languages.ToList();
        foreach (var range in ranges)
        {
            var canonical = Read(range).Canonical;
            remaining.RemoveAll(language => Contains(range, language) || Contains(canonical, OfContent.GetOrAdd(language, Read).Canonical));
        }

        return remaining;
    }

    // 0 for another language, and more than OtherRegion for the range itself or a shortened form of it.
    private static int Closeness(Tag wanted, Tag tag)
    {
        if (Contains(tag.Canonical, wanted.Canonical)) return OtherRegion + tag.Canonical.Length;
        if (!wanted.Group.Equals(tag.Group, StringComparison.OrdinalIgnoreCase)) return 0;
        if (wanted.Script is null || tag.Script is null) return OtherRegion;
        return wanted.Script.Equals(tag.Script, StringComparison.OrdinalIgnoreCase) ? OtherRegion : OtherScript;
    }

    // "de" contains "de" and "de-AT".
    private static bool Contains(string tag, string other) =>
        other.StartsWith(tag, StringComparison.OrdinalIgnoreCase) && (other.Length == tag.Length || other[tag.Length] == '-');

    private static Tag Read(string text)
    {
        var parts = text.Replace('_', '-').Split('-', 3);
        var second = parts.Length > 1 ? parts[1] : "";
        var written = second.Length == ScriptLength ? second : null;
        var likely = written is not null
            ? null
            : LikelyScript.GetValueOrDefault($"{parts[0]}-{second}") ?? LikelyScript.GetValueOrDefault(parts[0]);
        var language = SameLanguage.GetValueOrDefault(parts[0], parts[0]);
        IEnumerable<string> canonical = likely is null ? [language, .. parts[1..]] : [language, likely, .. parts[1..]];
        return new(string.Join('-', canonical), ReadAlike.GetValueOrDefault(language, language), written ?? likely);
    }

    // Canonical has the usual name of the language, hyphens, and the script if the language has several.
    private readonly record struct Tag(string Canonical, string Group, string? Script);
}
