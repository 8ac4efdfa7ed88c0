using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace KetamineScreening.Domain.Tests.Questionnaires;

/// <summary>Style rules for English texts, applied to every string of a JSON file.</summary>
internal static class TextFaults
{
    private const double GradeLimit = 8;

    private static readonly string[] OpeningsRuledOut = ["You told us", "If any advice"];

    private static readonly string[] PhrasesRuledOut =
    [
        "leave it out", "take it along", "book a talk", "a talk", "regular talks", "your life around it", "their life around it",
        "places where help is", "also for people who have tried before", "until it stops", "nobody has the right to blame you",
        "medically managed withdrawal", "left a mark", "weigh on you", "weighs on you", "goes without",
        // Weak readers miss a short "n't".
        "can't", "don't",
    ];

    /// <summary>The faults of one file, each with its place.</summary>
    public static IEnumerable<string> Of(JsonNode file)
    {
        var texts = Texts(file).ToLookup(text => IsOptionLabel(text.Place));
        string[] labels = [.. texts[true].Select(label => label.Value).Where(label => label.Contains(' ', StringComparison.Ordinal))];

        return texts[false].SelectMany(text => Of(text.Place, text.Value, labels)).Concat(OfParagraphs(file));
    }

    private static IEnumerable<string> Of(string place, string text, string[] labels)
    {
        if (Readability.Sentences(text) >= 2 && Readability.Grade(text) is >= GradeLimit and var grade)
            yield return $"{place}: grade {grade:F1}: {text}";

        foreach (var opening in OpeningsRuledOut.Where(opening => text.StartsWith(opening, StringComparison.OrdinalIgnoreCase)))
            yield return $"{place}: begins with \"{opening}\"";

        foreach (var phrase in PhrasesRuledOut.Where(phrase => Contains(text, $@"\b{Regex.Escape(phrase)}\b")))
            yield return $"{place}: says \"{phrase}\"";

        if (Contains(text, @"\bplease\b.*\bplease\b")) yield return $"{place}: says please twice";

        foreach (var label in labels.Where(label => Contains(text, $@"(""|\b(choose|pick|tick|select|answer)\s){Regex.Escape(label)}\b")))
            yield return $"{place}: quotes the option \"{label}\"";

        if (Count(text) > WordLimit(place)) yield return $"{place}: {Count(text)} words, limit {WordLimit(place)}";
    }

    private static IEnumerable<string> OfParagraphs(JsonNode file)
    {
        if (file["paragraphs"] is not JsonArray paragraphs) yield break;

        var words = paragraphs.Sum(paragraph => Count(paragraph!.GetValue<string>()));
        if (words is < 60 or > 150) yield return $"paragraphs: {words} words, not 60 to 150";
    }

    private static bool IsOptionLabel(string place) => place.Split('/') is ["", "scales", _, _] or ["", "items", _, "options", _];

    private static int? WordLimit(string place) => place.Split('/') switch
    {
        ["", "flags" or "actions" or "nextSteps", _, "title"] => 8,
        ["", "flags" or "nextSteps", _, "text"] => 60,
        ["", "actions", _, "text"] => 40,
        _ => null,
    };

    private static IEnumerable<(string Place, string Value)> Texts(JsonNode? node, string place = "") => node switch
    {
        JsonObject members => members.SelectMany(member => Texts(member.Value, $"{place}/{member.Key}")),
        JsonArray elements => elements.SelectMany((element, index) => Texts(element, $"{place}/{index}")),
        JsonValue value when value.TryGetValue<string>(out var text) => [(place, text)],
        _ => [],
    };

    private static int Count(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length;

    private static bool Contains(string text, string pattern) =>
        Regex.IsMatch(text, pattern, RegexOptions.IgnoreCase, TimeSpan.FromMinutes(1));
}
