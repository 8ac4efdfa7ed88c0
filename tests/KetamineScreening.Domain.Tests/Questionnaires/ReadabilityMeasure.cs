using System.Text.RegularExpressions;

namespace KetamineScreening.Domain.Tests.Questionnaires;

/// <summary>A measure of how easy texts of one language are to read.</summary>
/// <param name="Language">Tag of the language.</param>
/// <param name="Name">Name of the measure.</param>
/// <param name="IsEaseScore">Whether a higher value is easier; else it is a school grade or a length, and a lower value is easier.</param>
/// <param name="MeanLimit">The hardest mean of the texts of one kind.</param>
/// <param name="TextLimit">The hardest single text. It allows more than the mean, because a short text varies more.</param>
/// <param name="Of">The value of a text.</param>
internal sealed partial record ReadabilityMeasure(
    string Language, string Name, bool IsEaseScore, double MeanLimit, double TextLimit, Func<string, double> Of)
{
    /// <summary>The measures by language. Sources and bands of their values are in docs/translate.md.</summary>
    public static IReadOnlyDictionary<string, ReadabilityMeasure> All { get; } = new ReadabilityMeasure[]
    {
        new("en", "Flesch-Kincaid grade", false, 6, 8, Readability.Grade),
        new("de", "Wiener Sachtextformel 1", false, 6, 12, Wiener),
        new("nl", "Flesch-Douma", true, 70, 45, text => Flesch(text, DutchVowels(), 206.84, 77, 0.93)),
        new("es", "Fernández Huerta", true, 75, 55, text => Flesch(text, SpanishVowels(), 206.84, 60, 1.02)),
        new("fr", "Kandel-Moles", true, 75, 50, text => Flesch(text, FrenchVowels(), 207, 73.6, 1.015)),
        new("it", "Gulpease", true, 65, 50, Gulpease),
        // No measure of Chinese is in common use, so only the length of the sentences is compared.
        new("zh-Hant", "characters a sentence", false, 25, 45, text => (double)text.Count(char.IsLetterOrDigit) / Sentences(text)),
    }.ToDictionary(measure => measure.Language);

    /// <summary>Number of sentences of a text in any of the languages.</summary>
    public static int Sentences(string text) => Math.Max(1, SentenceEnd().Split(text).Count(part => part.Any(char.IsLetterOrDigit)));

    /// <summary>Number of syllables of a word: its groups of vowels that are spoken as one, at least one.</summary>
    /// <param name="language">Language with a measure that needs syllables.</param>
    /// <param name="word">The word.</param>
    public static int Syllables(string language, string word) => Syllables(word, language switch
    {
        "de" => GermanVowels(),
        "nl" => DutchVowels(),
        "es" => SpanishVowels(),
        _ => FrenchVowels(),
    });

    private static int Syllables(string word, Regex vowels) => Math.Max(1, vowels.Count(word.ToLowerInvariant()));

    // The measures of Dutch, Spanish and French are the one of Flesch with weights that were fitted to the language.
    private static double Flesch(string text, Regex vowels, double easiest, double syllables, double words) =>
        easiest - (syllables * Words(text).Average(word => Syllables(word, vowels))) - (words * WordsASentence(text));

    private static double WordsASentence(string text) => (double)Words(text).Count / Sentences(text);

    private static double Wiener(string text)
    {
        var syllables = Words(text).ConvertAll(word => Syllables(word, GermanVowels()));
        var words = (double)syllables.Count;
        return (19.35 * syllables.Count(count => count >= 3) / words) + (0.1672 * WordsASentence(text))
            + (12.97 * Words(text).Count(word => word.Length > 6) / words) - (3.27 * syllables.Count(count => count == 1) / words) - 0.875;
    }

    private static double Gulpease(string text)
    {
        var words = Words(text);
        return 89 + (((300.0 * Sentences(text)) - (10.0 * words.Sum(word => word.Count(char.IsLetterOrDigit)))) / words.Count);
    }

    private static List<string> Words(string text) => [.. Word().Matches(text).Select(match => match.Value)];

    [GeneratedRegex(@"(?<=[.!?])[”“""»)’]*\s+|(?<=[。！？])[」）]*", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SentenceEnd();

    [GeneratedRegex(@"[\p{L}\p{Nd}][\p{L}\p{Nd}-]*", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Word();

    [GeneratedRegex("aa|ee|oo|ie|ei|ai|au|eu|äu|[aeiouyäöü]", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex GermanVowels();

    [GeneratedRegex(
        "aai|ooi|oei|eeu|ieu|aa|ee|oo|uu|ie|oe|eu|ui|ei|ij|ou|au|[aeiouyéèëïöü]", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex DutchVowels();

    // A weak vowel beside another one is part of the same syllable; the u of "que" and "gui" is silent.
    [GeneratedRegex(
        "(?:(?<![qg])[iuü]|(?<=[qg])u(?=[ao])|y)?[aeoáéó](?:[iu](?![aeoáéó])|y\\b)?|(?<![qg](?=u[eiéí]))[iuü]+|[íú]",
        RegexOptions.None,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex SpanishVowels();

    // An e at the end is silent, also before s, unless it is the only vowel.
    [GeneratedRegex(
        "(?!(?<=[aeiouyàâäéèêëîïôöùûüœ].*)es?\\b)(?:é|[aeiouyàâäèêëîïôöùûüœ]+)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex FrenchVowels();
}
