using System.Globalization;
using System.Text;
using KetamineScreening.Api.Help;
using KetamineScreening.Api.Questionnaires;
using KetamineScreening.Domain.Questionnaires;

namespace KetamineScreening.Api.Pages;

/// <summary>Where the questions come from and which versions there are, as HTML.</summary>
internal sealed class SourcesPart(QuestionnaireCatalog catalog, HelpContent help)
{
    /// <summary>The sources of all questionnaires, and each question with the places that it is based on.</summary>
    public string Items(PageWording wording)
    {
        var current = catalog.Questionnaires.Select(questionnaire => questionnaire.Current).ToList();
        var html = new StringBuilder("<ul>");
        foreach (var source in current.SelectMany(version => version.Questionnaire.Definition.Sources).DistinctBy(source => source.Id))
        {
            html.Append(null, $"<li>{Source(source, wording)}</li>");
        }

        html.Append(null, $"</ul><h3>{wording.Text("itemByItem")}</h3>");
        foreach (var version in current) AppendItems(html, version, wording.Language);
        return html.ToString();
    }

    /// <summary>The versions of each questionnaire, the newest first.</summary>
    public string Versions(PageWording wording)
    {
        var html = new StringBuilder("<ul>");
        foreach (var version in catalog.Questionnaires.SelectMany(questionnaire => questionnaire.Versions.Reverse()))
        {
            var title = (version.Wordings.GetValueOrDefault(wording.Language) ?? version.Wordings[Http.Language.Source]).Title;
            var state = version.Retirement is { } retirement
                ? wording.Text("versionRetired", ("day", Date(retirement.Since, wording)))
                : wording.Text("versionCurrent");
            html.Append(null, $"<li>{PageWording.Encode($"{title} {version.Version}")}: {state}</li>");
        }

        return html.Append("</ul>").ToString();
    }

    private static void AppendItems(StringBuilder html, PublishedVersion version, string language)
    {
        var texts = version.Wordings[language];
        html.Append(null, $"<details><summary>{PageWording.Encode(texts.Title)}</summary><dl>");
        foreach (var item in version.Questionnaire.Definition.Sections.SelectMany(section => section.Items))
        {
            html.Append(null, $"<dt>{PageWording.Encode(texts.Items[item.Id].Text)}</dt>");
            foreach (var basis in item.Basis) html.Append(null, $"<dd>{PageWording.Encode($"{basis.Source}: {basis.Heading}")}</dd>");
        }

        html.Append("</dl></details>");
    }

    private string Source(SourceDefinition source, PageWording wording)
    {
        var text = PageWording.Encode($"{source.Id}: {source.Title}");
        if (source.Publisher is { } publisher) text += $"{(text.EndsWith('?') ? "" : ".")} {PageWording.Encode(publisher)}";
        if (source.Reviewed is null) return text;
        var day = DateOnly.ParseExact(source.Reviewed, "O", CultureInfo.InvariantCulture);
        return $"{text}. {wording.Text("sourceReviewed", ("day", Date(day, wording)))}";
    }

    private string Date(DateOnly day, PageWording wording) =>
        (help.Wordings.GetValueOrDefault(wording.Language) ?? help.Wordings[Http.Language.Source]).Date(day);
}
