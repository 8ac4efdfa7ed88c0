using System.Text.RegularExpressions;
using KetamineScreening.Api.Configuration;

namespace KetamineScreening.Api.Translations;

/// <summary>Checks of one translated text against its English text.</summary>
internal static partial class TextCheck
{
    // A label of this length fits on a screen that is 320 pixels wide, however short the English label is.
    private const int ShortLabel = 15;
    private const int LongestLabel = 30;
    // Each mark in half and in full width.
    private const string EndMarks = ".。?？!！:：";
    private const string ClosingMarks = "”“\"»」’)） \u00a0\u202f";
    private static readonly string[] NumberWords =
        ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
    private static readonly string[] Tens = ["", "ten", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
    private static readonly string[] Months =
    [
        "", "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
    ];

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

        if (translation == english && HasLetters(english)) yield return text.Finding("untranslated", english);
        if (Difference(PlaceholdersOf(english), PlaceholdersOf(translation)) is { } placeholders && !MayLeaveOut(text))
        {
            yield return text.Finding("placeholders", $"{placeholders}: {translation}");
        }

        if (NumberDifference(english, translation) is { } numbers) yield return text.Finding("numbers", $"{numbers}: {translation}");
        if (LengthLimit(english, isLabel) is var limit && WidthOf(translation) > limit)
        {
            var check = isLabel ? "long label" : "long";
            yield return text.Finding(check, $"{WidthOf(translation)} characters, at most {limit}: {translation}");
        }

        if (EndOf(english) != EndOf(translation)) yield return text.Finding("end", $"'{EndOf(english)}' in English: {translation}");
    }

    private static bool HasLetters(string text) => Placeholder().Replace(text, "").Any(char.IsLetter);

    // A plural form such as "one" can say the number in words.
    private static bool MayLeaveOut(TranslatedText text) =>
        (text.Key.EndsWith(".one", StringComparison.Ordinal) || text.Key.EndsWith(".two", StringComparison.Ordinal))
        && PlaceholdersOf(text.Text).All(placeholder => text.English.Contains(placeholder, StringComparison.Ordinal));

    // A sentence wraps, and some languages need more words for it; a title or an option has less room.
    private static int LengthLimit(string english, bool isLabel)
    {
        var width = WidthOf(english);
        if (isLabel && width <= LongestLabel) return Math.Max(ShortLabel, width * 3 / 2);
        return EndOf(english).Length > 0 ? (width * 3 / 2) + 20 : Math.Max(width + 20, width * 3 / 2);
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

    // A number or a month can be a word in English and digits in the translation, but a number in digits stays in digits.
    private static string? NumberDifference(string english, string translation)
    {
        var (expected, actual) = (NumbersOf(english), NumbersOf(translation));
        var inWords = Word().Matches(english).SelectMany(match => ValuesOf(match.Value.ToLowerInvariant())).ToHashSet();
        return Difference(expected, [.. actual.Where(number => expected.Contains(number) || !inWords.Contains(number))]);
    }

    private static IEnumerable<string> ValuesOf(string word) =>
        new[] { Array.IndexOf(NumberWords, word), 10 * Array.IndexOf(Tens, word), Array.IndexOf(Months, word) }
            .Where(number => number > 0)
            .Select(number => $"{number}");

    // 8:30 and 08:30, and 22:00 and 22, are the same time.
    private static List<string> NumbersOf(string text)
    {
        var bare = FullHour().Replace(Separator().Replace(Placeholder().Replace(text, ""), ""), "");
        return [.. Number().Matches(bare).Select(match => match.Value.Length == 2 ? match.Value.TrimStart('0') : match.Value).Distinct()];
    }

    private static List<string> Without(List<string> all, List<string> others)
    {
        var rest = new List<string>(all);
        foreach (var other in others) rest.Remove(other);
        return rest;
    }

    // The last sentence can end inside or outside quotation marks or brackets.
    private static string EndOf(string text)
    {
        var end = text[text.TrimEnd([.. EndMarks, .. ClosingMarks]).Length..];
        var mark = end.FirstOrDefault(EndMarks.Contains);
        return mark == default ? "" : $"{EndMarks[EndMarks.IndexOf(mark) / 2 * 2]}";
    }

    [GeneratedRegex(@"\{\w+\}", RegexOptions.None, PatternTimeout.Milliseconds)]
    private static partial Regex Placeholder();

    [GeneratedRegex("(?<=[0-9]):00(?![0-9])", RegexOptions.None, PatternTimeout.Milliseconds)]
    private static partial Regex FullHour();

    [GeneratedRegex("[0-9]+", RegexOptions.None, PatternTimeout.Milliseconds)]
    private static partial Regex Number();

    [GeneratedRegex("[A-Za-z]+", RegexOptions.None, PatternTimeout.Milliseconds)]
    private static partial Regex Word();

    // The separator of thousands, which differs between languages.
    [GeneratedRegex(@"(?<=[0-9])[.,'’ \u00a0\u202f](?=[0-9]{3}(?![0-9]))", RegexOptions.None, PatternTimeout.Milliseconds)]
    private static partial Regex Separator();
}
