using System.Text.RegularExpressions;
using KetamineScreening.Api.Configuration;

namespace KetamineScreening.Api.Translations;

/// <summary>Checks that a text quotes the label of a button, or another label, as it reads in the same language.</summary>
internal sealed partial class QuotedLabels
{
    // Longer quotations are words that a person can say.
    private const int LongestLabel = 40;

    // The translations of every text by its English, so that a quoted label is found wherever it is defined.
    private readonly ILookup<string, string> translations;
    private readonly HashSet<string> labels;

    public QuotedLabels(IEnumerable<TranslatedText> texts)
    {
        translations = texts.ToLookup(text => text.English, text => text.Text);
        labels = [.. texts.Select(text => text.Text)];
    }

    /// <summary>Lists the findings of a text.</summary>
    public IEnumerable<TranslationFinding> Findings(TranslatedText text)
    {
        var (english, translated) = (QuotesOf(text.English), QuotesOf(text.Text));
        foreach (var label in english.Where(translations.Contains))
        {
            if (translations[label].Any(translated.Contains)) continue;
            yield return text.Finding("quoted label", $"\"{label}\" is \"{translations[label].First()}\" in this language: {text.Text}");
        }

        var strange = translated.Where(quote => IsLabel(quote) && !labels.Contains(quote)).ToList();
        if (strange.Count <= english.Count(quote => !translations.Contains(quote))) yield break;
        yield return text.Finding("quoted label", $"\"{strange[0]}\" is no label of this language: {text.Text}");
    }

    private static bool IsLabel(string quote) =>
        quote.Length <= LongestLabel && !quote.StartsWith('{') && quote.IndexOfAny(['.', '?', '!', '。', '，', '？', '！']) < 0;

    private static List<string> QuotesOf(string text) =>
        [.. Quote().Matches(text).Select(match => match.Groups["text"].Value.Trim(' ', '\u00a0', '\u202f', '.', ',', '，', '。'))];

    [GeneratedRegex(
        @"„(?<text>[^“”]+)[“”]|«(?<text>[^»]+)»|「(?<text>[^」]+)」|『(?<text>[^』]+)』|“(?<text>[^”]+)”|""(?<text>[^""]+)""",
        RegexOptions.ExplicitCapture,
        PatternTimeout.Milliseconds)]
    private static partial Regex Quote();
}
