using System.Text.RegularExpressions;

namespace KetamineScreening.Domain.Tests.Questionnaires;

/// <summary>Flesch-Kincaid grade of an English text: the school years that a reader needs.</summary>
internal static partial class Readability
{
    public static double Grade(string text)
    {
        var words = Words(text);
        return 0.39 * words.Count / Sentences(text) + 11.8 * words.Sum(Syllables) / words.Count - 15.59;
    }

    public static int Sentences(string text) => SentenceEnd().Split(text).Count(part => Words(part).Count > 0);

    public static IReadOnlyList<string> Words(string text) => [.. Word().Matches(text).Select(match => match.Value)];

    /// <summary>An estimate from groups of vowels. An abbreviation such as GHB is spelt out, so each letter counts.</summary>
    public static int Syllables(string word) => word.Split('-').Sum(part =>
    {
        if (part.Length > 1 && part.All(char.IsUpper)) return part.Length;

        var letters = string.Concat(part.ToLowerInvariant().Where(char.IsAsciiLetterLower));
        return Math.Max(1, VowelGroup().Count(SilentLetters().Replace(letters, "")));
    });

    [GeneratedRegex(@"(?<=[.!?])[""')\]]*\s+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SentenceEnd();

    [GeneratedRegex("[A-Za-z0-9][A-Za-z0-9'-]*", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Word();

    // The first y of "yellow", and the e of "make", "makes", "helped" and "while", but not of "table", "changes" or "wanted".
    [GeneratedRegex(
        "^y|(?<=[^aeiouylscgzxh])es$|(?<=[^aeiouytdl])ed$|(?<=[^aeiouyl])e$|(?<=[aeiouy]l)e[sd]?$",
        RegexOptions.None,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex SilentLetters();

    [GeneratedRegex("[aeiouy]{1,2}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex VowelGroup();
}
