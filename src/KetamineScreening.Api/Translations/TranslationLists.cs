using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using KetamineScreening.Api.Configuration;
using KetamineScreening.Api.Http;

namespace KetamineScreening.Api.Translations;

/// <summary>The lists for translators in the folder <c>translation</c> of the content; none of them is served.</summary>
/// <param name="Exceptions">The findings that are right as they are.</param>
/// <param name="Notes">The labels of buttons, and notes for translators.</param>
/// <param name="RuledOut">Words and signs that a language avoids.</param>
/// <param name="Plurals">The plural categories of languages.</param>
internal sealed record TranslationLists(ExceptionList Exceptions, TranslationNotes Notes, RuledOutList RuledOut, PluralList Plurals)
{
    /// <summary>The list of exceptions.</summary>
    public const string ExceptionFile = $"{Folder}/exceptions.json";

    private const string Folder = "translation";
    private const string RuledOutFile = $"{Folder}/ruled-out.json";

    /// <summary>Reads the lists; null, and a fault of <paramref name="files"/>, when that cannot be done.</summary>
    public static TranslationLists? Read(ContentFiles files)
    {
        var exceptions = files.Read(ExceptionFile, TranslationJson.Plain.ExceptionList);
        var notes = files.Read($"{Folder}/notes.json", TranslationJson.Plain.TranslationNotes);
        var ruledOut = files.Read(RuledOutFile, TranslationJson.Plain.RuledOutList);
        var plurals = files.Read($"{Folder}/plurals.json", TranslationJson.Plain.PluralList);
        if (exceptions is null || notes is null || ruledOut is null || plurals is null) return null;
        foreach (var (index, rule) in ruledOut.RuledOut.Index())
        {
            CheckPattern(files, $"ruledOut[{index}].pattern", rule.Pattern);
            CheckPattern(files, $"ruledOut[{index}].unlessEnglish", rule.UnlessEnglish ?? "");
        }

        return files.Faults.Count > 0 ? null : new TranslationLists(exceptions, notes, ruledOut, plurals);
    }

    private static void CheckPattern(ContentFiles files, string place, string pattern)
    {
        try
        {
            _ = new Regex(pattern, RegexOptions.None, TimeSpan.FromSeconds(1));
        }
        catch (ArgumentException exception)
        {
            files.Fault(RuledOutFile, $"{place}: {exception.Message}");
        }
    }
}

/// <summary>The content of <c>exceptions.json</c>.</summary>
/// <param name="Exceptions">The exceptions.</param>
internal sealed record ExceptionList(IReadOnlyList<AllowedFinding> Exceptions);

/// <summary>Findings of a check that are right as they are.</summary>
/// <param name="Check">Name of the check.</param>
/// <param name="Reason">Why they are right.</param>
/// <param name="Languages">The languages; null for all.</param>
/// <param name="Texts">English texts, wherever they stand.</param>
/// <param name="Keys">Places such as <c>interface: leave.button</c>.</param>
internal sealed record AllowedFinding(
    string Check,
    string Reason,
    IReadOnlyList<string>? Languages = null,
    IReadOnlyList<string>? Texts = null,
    IReadOnlyList<string>? Keys = null)
{
    /// <summary>Whether it concerns a language.</summary>
    public bool IsFor(string language) => Languages?.Contains(language) ?? true;

    /// <summary>The texts and keys for which no finding exists.</summary>
    public IEnumerable<string> Unused(IReadOnlyList<TranslationFinding> findings)
    {
        var own = findings.Where(finding => finding.Check == Check).ToList();
        return (Texts ?? []).Where(text => own.TrueForAll(finding => finding.English != text))
            .Concat((Keys ?? []).Where(key => own.TrueForAll(finding => PlaceOf(finding) != key)));
    }

    /// <summary>Whether it allows a finding.</summary>
    public bool Allows(TranslationFinding finding) => finding.Check == Check
        && ((finding.English is { } english && Texts?.Contains(english) == true) || Keys?.Contains(PlaceOf(finding)) == true);

    private static string PlaceOf(TranslationFinding finding) => $"{finding.Folder}: {finding.Key}";
}

/// <summary>The content of <c>notes.json</c>.</summary>
/// <param name="Labels">Places of the labels of buttons, such as <c>interface: leave.button</c>; they have little room.</param>
/// <param name="Notes">What a translator has to know of a text, by its place.</param>
internal sealed record TranslationNotes(IReadOnlyList<string> Labels, IReadOnlyDictionary<string, string> Notes);

/// <summary>The content of <c>ruled-out.json</c>.</summary>
/// <param name="RuledOut">The rules.</param>
internal sealed record RuledOutList(IReadOnlyList<RuledOut> RuledOut);

/// <summary>Words or signs that texts of a language do not contain.</summary>
/// <param name="Language">The language.</param>
/// <param name="Pattern">A regular expression for the words or signs.</param>
/// <param name="Reason">Why they are ruled out, and the right form.</param>
/// <param name="UnlessEnglish">A regular expression; the rule does not hold where the English text matches it.</param>
internal sealed record RuledOut(string Language, string Pattern, string Reason, string? UnlessEnglish = null)
{
    /// <summary>The part of a text that is ruled out; null if there is none.</summary>
    public string? In(TranslatedText text)
    {
        var found = Regex.Match(text.Text, Pattern, RegexOptions.None, TimeSpan.FromSeconds(1));
        var isAllowed = UnlessEnglish is not null && Regex.IsMatch(text.English, UnlessEnglish, RegexOptions.None, TimeSpan.FromSeconds(1));
        return found.Success && !isAllowed ? found.Value : null;
    }
}

/// <summary>The content of <c>plurals.json</c>.</summary>
/// <param name="Source">Where the categories are from.</param>
/// <param name="Rules">Languages by their plural categories.</param>
internal sealed record PluralList(string Source, IReadOnlyList<PluralCategories> Rules)
{
    /// <summary>The plural categories of a language; null if they are not known.</summary>
    public IReadOnlyList<string>? Of(string language)
    {
        var primary = language.Split('-')[0];
        return Rules.FirstOrDefault(rule => rule.Languages.Contains(primary))?.Categories;
    }
}

/// <summary>Languages that have the same plural categories.</summary>
/// <param name="Categories">The categories, such as <c>one</c>.</param>
/// <param name="Languages">Primary language subtags.</param>
internal sealed record PluralCategories(IReadOnlyList<string> Categories, IReadOnlyList<string> Languages);

/// <summary>Serializer context for the JSON of the lists for translators.</summary>
[JsonSerializable(typeof(ExceptionList))]
[JsonSerializable(typeof(TranslationNotes))]
[JsonSerializable(typeof(RuledOutList))]
[JsonSerializable(typeof(PluralList))]
internal sealed partial class TranslationJson : JsonSerializerContext
{
    /// <summary>The context with the options of <see cref="JsonFormat"/>.</summary>
    public static TranslationJson Plain { get; } = new(JsonFormat.Options());
}
