using System.Globalization;

namespace KetamineScreening.Api.Help;

/// <summary>The texts of the help directory in one language.</summary>
/// <param name="Language">BCP 47 tag.</param>
/// <param name="Review"><c>source</c>, <c>unreviewed</c> or <c>reviewed</c>.</param>
/// <param name="Emergency">Texts of the blocks of emergency advice by code.</param>
/// <param name="Names">Names of the entries that have no proper name, by text key.</param>
/// <param name="WhatItIsNot">What a service does not do, by text key.</param>
/// <param name="Hours">Templates for opening hours.</param>
/// <param name="Days">Names of days, and templates for several days.</param>
/// <param name="Months">Names of months by number, as they stand in a date.</param>
/// <param name="Lists">List patterns as in CLDR: <c>two</c>, <c>start</c>, <c>middle</c> and <c>end</c>.</param>
/// <param name="Punctuation">Templates that end a sentence, put two sentences together, and put a label before a value.</param>
/// <param name="Ages">Templates for the ages served.</param>
/// <param name="Checked">Templates for the day on which an entry was verified.</param>
/// <param name="Regions">Names of regions by ISO 3166-2 code, and the template that names those served.</param>
/// <param name="Cost">Words for costs.</param>
/// <param name="Purposes">Words for purposes.</param>
internal sealed record HelpWording(
    string Language,
    string Review,
    IReadOnlyDictionary<string, EmergencyBlockWording> Emergency,
    IReadOnlyDictionary<string, string> Names,
    IReadOnlyDictionary<string, string> WhatItIsNot,
    IReadOnlyDictionary<string, string> Hours,
    IReadOnlyDictionary<string, string> Days,
    IReadOnlyDictionary<string, string> Months,
    IReadOnlyDictionary<string, string> Lists,
    IReadOnlyDictionary<string, string> Punctuation,
    IReadOnlyDictionary<string, string> Ages,
    IReadOnlyDictionary<string, string> Checked,
    IReadOnlyDictionary<string, string> Regions,
    IReadOnlyDictionary<string, string> Cost,
    IReadOnlyDictionary<string, string> Purposes)
{
    /// <summary>Key of the template for the first day of a month, for languages that need one (<c>1er juin 2025</c>).</summary>
    internal const string FirstOfMonth = "date-first";

    // Characters that end a sentence, in any script.
    private const string Ends = ".?!…。？！؟।։።";

    /// <summary>The ages served, in words; null when every age is served.</summary>
    public string? AgesText(int? min, int? max) => (min, max) switch
    {
        (null, null) => null,
        (null, { } last) => Fill(Ages["up-to"], ("max", Number(last))),
        ({ } first, null) => Fill(Ages["from"], ("min", Number(first))),
        ({ } first, { } last) => Fill(Ages["range"], ("min", Number(first)), ("max", Number(last))),
    };

    /// <summary>The regions served, in words; null for the whole country.</summary>
    public string? RegionsText(IReadOnlyList<string>? regions) =>
        regions is null ? null : Fill(Regions["only"], ("regions", List([.. regions.Select(code => Regions[code])])));

    /// <summary>The sentence that tells when an entry was verified.</summary>
    public string CheckedText(DateOnly day) => Fill(Checked["sentence"], ("date", Date(day)));

    /// <summary>A day in words, such as "9 June 2025".</summary>
    public string Date(DateOnly day)
    {
        var template = day.Day == 1 && Checked.TryGetValue(FirstOfMonth, out var first) ? first : Checked["date"];
        return Fill(template, ("day", Number(day.Day)), ("month", Months[Number(day.Month)]), ("year", Number(day.Year)));
    }

    /// <summary>Joins words into a list, such as "Monday, Wednesday and Friday".</summary>
    public string List(IReadOnlyList<string> words)
    {
        if (words.Count == 1) return words[0];
        if (words.Count == 2) return Join("two", words[0], words[1]);
        var list = Join("end", words[^2], words[^1]);
        for (var i = words.Count - 3; i > 0; i--) list = Join("middle", words[i], list);
        return Join("start", words[0], list);

        string Join(string pattern, string first, string second) => Fill(Lists[pattern], ("0", first), ("1", second));
    }

    /// <summary>A text that ends like a sentence.</summary>
    public string Sentence(string text) =>
        text.Length > 0 && Ends.Contains(text[^1]) ? text : Fill(Punctuation["sentence"], ("text", text));

    /// <summary>Texts as sentences one after another; a text that is null is left out.</summary>
    public string Sentences(params IEnumerable<string?> texts)
    {
        var sentences = texts.OfType<string>().Select(Sentence).ToList();
        return sentences.Count == 0
            ? ""
            : sentences.Aggregate((first, second) => Fill(Punctuation["next"], ("0", first), ("1", second)));
    }

    /// <summary>The space between two sentences, which Chinese does not have.</summary>
    public string SentenceSpace => Fill(Punctuation["next"], ("0", ""), ("1", ""));

    /// <summary>A label with its value, such as "Phone: 112".</summary>
    public string Labelled(string label, string value) => Fill(Punctuation["label"], ("label", label), ("value", value));

    /// <summary>Replaces the placeholders of a template.</summary>
    public static string Fill(string template, params ReadOnlySpan<(string Name, string Value)> values)
    {
        foreach (var (name, value) in values) template = template.Replace($"{{{name}}}", value, StringComparison.Ordinal);
        return template;
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>Texts of one block of emergency advice.</summary>
/// <param name="Title">For whom the block is.</param>
/// <param name="Text">What to do.</param>
internal sealed record EmergencyBlockWording(string Title, string Text);
