using System.Text.RegularExpressions;
using KetamineScreening.Api.Configuration;

namespace KetamineScreening.Api.Translations;

/// <summary>Compares the texts of a language with the English ones.</summary>
internal static class TranslationCheck
{
    /// <summary>Lists the findings of a language in the order of files and keys, without those that the exceptions allow.</summary>
    /// <param name="files">The content; receives a fault for a file that cannot be read.</param>
    /// <param name="lists">The lists for translators.</param>
    /// <param name="language">Tag of the language.</param>
    public static IReadOnlyList<TranslationFinding> Findings(ContentFiles files, TranslationLists lists, string language)
    {
        var translation = Translation.Read(files, language, lists.Plurals.Of(language));
        var labels = lists.Notes.Labels.ToHashSet(StringComparer.Ordinal);
        var quotes = new QuotedLabels(translation.Texts);
        var ruledOut = lists.RuledOut.RuledOut.Where(rule => rule.Language == language).ToList();
        List<TranslationFinding> all =
        [
            .. translation.Differences,
            .. translation.Texts.SelectMany(text => TextCheck.Findings(text, labels.Contains(text.Place))),
            .. translation.Texts.SelectMany(quotes.Findings),
            .. translation.Texts.SelectMany(text => ruledOut
                .Select(rule => (rule.Reason, Found: rule.In(text)))
                .Where(found => found.Found is not null)
                .Select(found => text.Finding("ruled out", $"\"{found.Found}\": {found.Reason}: {text.Text}"))),
            .. Inconsistent(translation.Texts),
            .. RecallPeriods(translation.Texts),
        ];
        var allowed = lists.Exceptions.Exceptions.Where(exception => exception.IsFor(language)).ToList();
        // An exception for all languages is of no use to some of them.
        var unused = allowed.Where(exception => exception.Languages is not null)
            .SelectMany(exception => exception.Unused(all).Select(text =>
                new TranslationFinding(TranslationLists.ExceptionFile, "", "unused exception", null, $"{exception.Check}: {text}")));
        return
        [
            .. all.Where(finding => !allowed.Exists(exception => exception.Allows(finding)))
                .Select(finding => WithNote(finding, lists.Notes))
                .Concat(unused)
                .OrderBy(finding => finding.Folder, StringComparer.Ordinal)
                .ThenBy(finding => finding.Key, StringComparer.Ordinal)
                .ThenBy(finding => finding.Check, StringComparer.Ordinal)
                .ThenBy(finding => finding.Detail, StringComparer.Ordinal),
        ];
    }

    private static TranslationFinding WithNote(TranslationFinding finding, TranslationNotes notes) =>
        notes.Notes.TryGetValue($"{finding.Folder}: {finding.Key}", out var note)
            ? finding with { Detail = $"{finding.Detail} (note: {note})" }
            : finding;

    // One thing has one name on all pages, and a question that two questionnaires share is the same in both.
    private static IEnumerable<TranslationFinding> Inconsistent(IReadOnlyList<TranslatedText> texts)
    {
        var groups = texts
            .Where(text => KindOf(text.Folder) is not null && !IsPlural(text.Key))
            .GroupBy(text => (KindOf(text.Folder), text.English));
        foreach (var group in groups)
        {
            var first = group.First();
            foreach (var text in group.Where(text => text.Text != first.Text).DistinctBy(text => text.Text))
            {
                yield return text.Finding("two translations", $"{text.Text}; {first.Place}: {first.Text}");
            }
        }
    }

    // The widget says the period once for a section, so it takes the period away from the beginning of each question.
    private static IEnumerable<TranslationFinding> RecallPeriods(IReadOnlyList<TranslatedText> texts)
    {
        foreach (var questionnaire in texts.Where(text => KindOf(text.Folder) == "questionnaires").GroupBy(text => text.Folder))
        {
            if (questionnaire.FirstOrDefault(text => text.Key == "recallPeriod") is not { } period) continue;
            var questions = questionnaire
                .Where(text => text.Key.StartsWith("items.", StringComparison.Ordinal) && BeginsWith(period.English, text.English))
                .ToList();
            var others = questions.Where(text => !BeginsWith(period.Text, text.Text)).ToList();
            // If most questions differ, the fault is in the period.
            if (others.Count > 1 && others.Count > questions.Count / 2)
            {
                yield return period.Finding(
                    "recall period", $"{others.Count} of {questions.Count} questions do not begin with it: {period.Text}");
                continue;
            }

            foreach (var text in others)
            {
                yield return text.Finding("recall period", $"does not begin with \"{period.Text}\": {text.Text}");
            }
        }
    }

    // At most one word can stand before the period, and one mark stands behind it.
    private static bool BeginsWith(string period, string question) =>
        Regex.IsMatch(question, $@"^(?:\p{{L}}+ )?{Regex.Escape(period)}\s?[,:，：]", RegexOptions.None, TimeSpan.FromSeconds(1));

    private static string? KindOf(string folder) => folder.Split('/')[0] switch
    {
        "interface" or "pages" => "interface",
        "questionnaires" => "questionnaires",
        _ => null,
    };

    private static bool IsPlural(string key) =>
        key.EndsWith(".one", StringComparison.Ordinal) || key.EndsWith(".few", StringComparison.Ordinal)
        || key.EndsWith(".many", StringComparison.Ordinal);
}
