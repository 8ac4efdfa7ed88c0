using System.Globalization;
using System.Text.Encodings.Web;
using KetamineScreening.Api.Help;
using KetamineScreening.Api.Http;
using KetamineScreening.Api.Questionnaires;
using KetamineScreening.Api.Releases;

namespace KetamineScreening.Api.Pages;

/// <summary>The texts of the data page in one language, and the titles of releases, as HTML.</summary>
/// <param name="texts">The texts.</param>
/// <param name="language">BCP 47 tag of the language.</param>
/// <param name="catalog">The questionnaires, for their titles.</param>
/// <param name="forms">The forms of dates and labels.</param>
internal sealed class DataPageWording(
    IReadOnlyDictionary<string, string> texts, string language, QuestionnaireCatalog catalog, HelpWording forms)
{
    /// <inheritdoc cref="HelpWording.SentenceSpace" />
    public string Space => forms.SentenceSpace;

    /// <summary>A text with values in place of its placeholders.</summary>
    public string Text(string key, params ReadOnlySpan<(string Placeholder, string Value)> values)
    {
        var text = Encode(texts[key]);
        foreach (var (placeholder, value) in values)
        {
            text = text.Replace($"{{{placeholder}}}", Encode(value), StringComparison.Ordinal);
        }

        return text;
    }

    /// <summary>The questionnaire and the period of a release. Scripts write the days as the language of the browser does.</summary>
    public string TitleOf(PublishedRelease release)
    {
        var (from, to) = (release.Row.PeriodStart, release.Row.PeriodEnd);
        var period = Text("totals.period")
            .Replace("{from}", $"<time datetime=\"{from}\">{Encode(Day(from))}</time>", StringComparison.Ordinal)
            .Replace("{to}", $"<time datetime=\"{to}\">{Encode(Day(to))}</time>", StringComparison.Ordinal);
        return forms.Labelled(Encode(NameOf(release)), period);
    }

    /// <summary>A day of a release in words.</summary>
    public string Day(string day) => forms.Date(DateOnly.ParseExact(day, "O", CultureInfo.InvariantCulture));

    /// <summary>Title of the questionnaire of a release, not encoded; its id when the questionnaire is no longer there.</summary>
    public string NameOf(PublishedRelease release) => VersionOf(release) is { } version
        ? (version.Wordings.GetValueOrDefault(language) ?? version.Wordings[Language.Source]).Title
        : release.Row.Questionnaire;

    /// <summary>The newest version that has the counters of a release; null when the questionnaire is no longer there.</summary>
    public PublishedVersion? VersionOf(PublishedRelease release) =>
        catalog.Find(release.Row.Questionnaire)?.OfMajor(release.Row.Major).LastOrDefault();

    /// <summary>A text as HTML.</summary>
    public static string Encode(string text) => HtmlEncoder.Default.Encode(text);
}
