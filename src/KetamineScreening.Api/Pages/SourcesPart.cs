using System.Globalization;
using System.Text;
using KetamineScreening.Api.Help;
using KetamineScreening.Api.Http;
using KetamineScreening.Api.Questionnaires;
using KetamineScreening.Domain.Questionnaires;

namespace KetamineScreening.Api.Pages;

/// <summary>Where the questions come from and which versions there are, as HTML.</summary>
internal sealed class SourcesPart(QuestionnaireCatalog catalog, HelpContent help)
{
    // The titles and headings of the sources are in English.
    private const string LanguageOfSources = "en";

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
        foreach (var version in current) AppendItems(html, version, wording);
        return html.ToString();
    }

    /// <summary>The versions of each questionnaire, the newest first.</summary>
    public string Versions(PageWording wording)
    {
        var (html, forms) = (new StringBuilder("<ul>"), FormsOf(wording));
        foreach (var version in catalog.Questionnaires.SelectMany(questionnaire => questionnaire.Versions.Reverse()))
        {
            // A retired version may lack languages that were added later.
            var texts = version.Wordings.GetValueOrDefault(wording.Language) ?? version.Wordings[Language.Source];
            var title = wording.In(texts.Language, $"{texts.Title} {version.Version}");
            var state = version.Retirement is { } retirement
                ? wording.Text("versionRetired", ("day", forms.Date(retirement.Since)))
                : wording.Text("versionCurrent");
            html.Append(null, $"<li>{forms.Labelled(title, state)}</li>");
        }

        return html.Append("</ul>").ToString();
    }

    private void AppendItems(StringBuilder html, PublishedVersion version, PageWording wording)
    {
        var (texts, forms) = (version.Wordings[wording.Language], FormsOf(wording));
        html.Append(null, $"<details><summary>{PageWording.Encode(texts.Title)}</summary><dl>");
        foreach (var item in version.Questionnaire.Definition.Sections.SelectMany(section => section.Items))
        {
            html.Append(null, $"<dt>{PageWording.Encode(texts.Items[item.Id].Text)}</dt>");
            foreach (var basis in item.Basis)
            {
                html.Append(null, $"<dd>{forms.Labelled(basis.Source, wording.In(LanguageOfSources, basis.Heading))}</dd>");
            }
        }

        html.Append("</dl></details>");
    }

    private string Source(SourceDefinition source, PageWording wording)
    {
        var forms = FormsOf(wording);
        // Title and publisher stay in English in every language.
        var text = source.Publisher is { } publisher ? help.Wordings[LanguageOfSources].Sentences(source.Title, publisher) : source.Title;
        var labelled = forms.Labelled(source.Id, wording.In(LanguageOfSources, text));
        if (source.Reviewed is null) return labelled;
        var day = DateOnly.ParseExact(source.Reviewed, "O", CultureInfo.InvariantCulture);
        return $"{labelled}{forms.SentenceSpace}<span>{wording.Text("sourceReviewed", ("day", forms.Date(day)))}</span>";
    }

    private HelpWording FormsOf(PageWording wording) => help.Wordings[wording.Language];
}
