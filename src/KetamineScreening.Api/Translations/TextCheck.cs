using System.Text.RegularExpressions;

namespace KetamineScreening.Api.Translations;

/// <summary>Checks of one translated text against its English text.</summary>
internal static partial class TextCheck
{
    // A label of this length fits on a screen that is 320 pixels wide, however short the English label is.
    private const int ShortLabel = 15;
    private const int LongestLabel = 30;
    private static readonly string[] NumberWords =
        ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

    /// <summary>Lists the findings of a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="isLabel">Whether it is the label of a button, which has little room.</param>
    public static IEnumerable<TranslationFinding> Findings(TranslatedText text, bool isLabel)
    {
        var (english, translation) = (text.English, text.Text);
        if (string.IsNullOrWhiteSpace(translation))
        {
            yield return text.Finding("empty", english);
            yield break;
        }

        if (translation != translation.Trim() || translation.Contains("  ", StringComparison.Ordinal))
        {
            yield return text.Finding("spaces", $"a space too many: {translation}");
        }

        if (translation == english && Placeholder().Replace(english, "").Any(char.IsLetter)) yield return text.Finding("untranslated", english);
        if (Difference(PlaceholdersOf(english), PlaceholdersOf(translation)) is { } placeholders && !MayLeaveOut(text))
        {
            yield return text.Finding("placeholders", $"{placeholders}: {translation}");
        }

        if (NumberDifference(english, translation) is { } numbers) yield return text.Finding("numbers", $"{numbers}: {translation}");
        if (LengthLimit(english, isLabel) is var limit && WidthOf(translation) > limit)
        {
            yield return text.Finding(isLabel ? "long label" : "long", $"{WidthOf(translation)} characters, at most {limit}: {translation}");
        }

        if (EndOf(english) != EndOf(translation)) yield return text.Finding("end", $"'{EndOf(english)}' in English: {translation}");
    }

    // A plural form such as "one" can say the number in words.
    private static bool MayLeaveOut(TranslatedText text) =>
        (text.Key.EndsWith(".one", StringComparison.Ordinal) || text.Key.EndsWith(".two", StringComparison.Ordinal))
        && PlaceholdersOf(text.Text).All(placeholder => text.English.Contains(placeholder, StringComparison.Ordinal));

    private static int LengthLimit(string english, bool isLabel)
    {
        var width = WidthOf(english);
        return isLabel && width <= LongestLabel ? Math.Max(ShortLabel, width * 3 / 2) : Math.Max(width + 20, width * 3 / 2);
    }

    // Chinese, Japanese and Korean characters are twice as wide as Latin letters.
    private static int WidthOf(string text) => text.Sum(character => character >= '\u2e80' ? 2 : 1);

    private static List<string> PlaceholdersOf(string text) => [.. Placeholder().Matches(text).Select(match => match.Value)];

    private static string? Difference(List<string> expected, List<string> actual)
    {
        var missing = Without(expected, actual);
        var extra = Without(actual, expected);
        return (missing.Count, extra.Count) switch
        {
            (0, 0) => null,
            (_, 0) => $"no {string.Join(", ", missing)}",
            (0, _) => $"{string.Join(", ", extra)} is not in English",
            _ => $"{string.Join(", ", extra)} for {string.Join(", ", missing)}",
        };
    }

    // A number can be a word in English and digits in the translation, but a number in digits stays in digits.
    private static string? NumberDifference(string english, string translation)
    {
        var (expected, actual) = (NumbersOf(english), NumbersOf(translation));
        var inWords = Word().Matches(english).Select(match => Array.IndexOf(NumberWords, match.Value.ToLowerInvariant()))
            .Where(number => number >= 0).Select(number => $"{number}").ToList();
        return Difference(expected, [.. actual.Where(number => expected.Contains(number) || !inWords.Contains(number))]);
    }

    private static List<string> NumbersOf(string text) =>
        [.. Number().Matches(Separator().Replace(Placeholder().Replace(text, ""), "")).Select(match => match.Value)];

    private static List<string> Without(List<string> all, List<string> others)
    {
        var rest = new List<string>(all);
        foreach (var other in others) rest.Remove(other);
        return rest;
    }

    private static string EndOf(string text) => text.TrimEnd('”', '“', '"', '»', '」', '’', ')', '）', ' ', '\u00a0', '\u202f') switch
    {
        [.., '.' or '。'] => ".",
        [.., '?' or '？'] => "?",
        [.., '!' or '！'] => "!",
        [.., ':' or '：'] => ":",
        _ => "",
    };

    [GeneratedRegex(@"\{\w+\}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Placeholder();

    [GeneratedRegex("[0-9]+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Number();

    [GeneratedRegex("[A-Za-z]+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Word();

    // The separator of thousands, which differs between languages.
    [GeneratedRegex(@"(?<=[0-9])[.,'’ \u00a0\u202f](?=[0-9]{3}(?![0-9]))", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Separator();
}
