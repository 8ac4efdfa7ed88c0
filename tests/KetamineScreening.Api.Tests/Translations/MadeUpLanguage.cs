using System.Text.RegularExpressions;

namespace KetamineScreening.Api.Tests.Translations;

/// <summary>
/// A made-up language: English with an accent on every vowel, so that an English word in it can only come from somewhere else.
/// </summary>
internal static partial class MadeUpLanguage
{
    /// <summary>A tag for private use.</summary>
    public const string Tag = "qaa";

    // Not words: the format of a time, the name of a file and a unit.
    private static readonly string[] Unchanged = ["HH:mm", "series.csv", "{size} kB"];

    /// <summary>Translates a text. Placeholders stay.</summary>
    public static string Translate(string text)
    {
        if (Unchanged.Contains(text)) return text;
        var translated = PlaceholderOrVowel().Replace(text, match => match.Value switch
        {
            ['{', ..] => match.Value,
            var vowel => $"{"áéíóúýÁÉÍÓÚÝ"["aeiouyAEIOUY".IndexOf(vowel, StringComparison.Ordinal)]}",
        });
        // A text without a vowel, such as "Q{quarter}".
        return translated == text && PlaceholderOrVowel().Replace(text, "").Any(char.IsLetter) ? $"{text}ó" : translated;
    }

    /// <summary>Adds the language to the content: a file beside each English file.</summary>
    public static void AddTo(ContentFolder content)
    {
        foreach (var file in content.EnglishFiles)
        {
            var texts = content.Read(file);
            foreach (var text in ContentFolder.TextsOf(texts).ToList()) text.ReplaceWith(Translate((string)text!));
            (texts["language"], texts["review"]) = (Tag, "unreviewed");
            content.Write(FileBeside(file), texts);
        }
    }

    /// <summary>The file of this language beside an English file.</summary>
    public static string FileBeside(string english) => english.Replace("en.json", $"{Tag}.json", StringComparison.Ordinal);

    [GeneratedRegex(@"\{\w+\}|[aeiouyAEIOUY]", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PlaceholderOrVowel();
}
