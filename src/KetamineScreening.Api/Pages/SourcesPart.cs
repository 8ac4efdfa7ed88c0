using System.Text;
using KetamineScreening.Api.Questionnaires;
using KetamineScreening.Domain.Questionnaires;

namespace KetamineScreening.Api.Pages;

/// <summary>Where the questions come from and which versions there are, as HTML.</summary>
internal sealed class SourcesPart(QuestionnaireCatalog catalog)
{
    /// <summary>For each questionnaire, its sources, and each question with the places that it is based on.</summary>
    public string Items(PageWording wording)
    {
        var html = new StringBuilder();
        foreach (var version in catalog.Questionnaires.Select(questionnaire => questionnaire.Current))
        {
            var (texts, definition) = (version.Wordings[wording.Language], version.Questionnaire.Definition);
            html.Append(null, $"<h3>{PageWording.Encode(texts.Title)}</h3><ul>");
            foreach (var source in definition.Sources) html.Append(null, $"<li>{Source(source, wording)}</li>");
            html.Append(null, $"</ul><details><summary>{wording.Text("itemByItem")}</summary><dl>");
            foreach (var item in definition.Sections.SelectMany(section => section.Items))
            {
                html.Append(null, $"<dt>{PageWording.Encode(texts.Items[item.Id].Text)}</dt>");
                foreach (var basis in item.Basis)
                {
                    html.Append(null, $"<dd>{PageWording.Encode($"{basis.Source}: {basis.Heading}")}</dd>");
                }
            }

            html.Append("</dl></details>");
        }

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
                ? wording.Text("versionRetired", ("day", $"{retirement.Since:yyyy-MM-dd}"))
                : wording.Text("versionCurrent");
            html.Append(null, $"<li>{PageWording.Encode($"{title} {version.Version}")}: {state}</li>");
        }

        return html.Append("</ul>").ToString();
    }

    private static string Source(SourceDefinition source, PageWording wording)
    {
        var text = PageWording.Encode($"{source.Id}: {source.Title}");
        if (source.Publisher is { } publisher) text += $". {PageWording.Encode(publisher)}";
        return source.Reviewed is { } day ? $"{text}. {wording.Text("sourceReviewed", ("day", day))}" : text;
    }
}
