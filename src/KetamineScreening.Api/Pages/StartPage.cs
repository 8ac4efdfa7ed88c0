using System.Text;
using System.Text.Encodings.Web;
using KetamineScreening.Api.Interface;
using KetamineScreening.Api.Questionnaires;

namespace KetamineScreening.Api.Pages;

/// <summary>
/// The page at <c>/</c>. It contains the first step of the widget as HTML, so that a slow device shows the step before the scripts
/// have loaded. The widget then replaces it with the same content.
/// </summary>
internal static class StartPage
{
    /// <summary>Name of the template.</summary>
    public const string File = "index.html";

    /// <summary>The questionnaires to choose from, in the order that the widget uses.</summary>
    /// <remarks>A link only sets the fragment of the address; the widget reads the fragment when it starts.</remarks>
    public static string Choices(string language, InterfaceTexts texts, QuestionnaireCatalog catalog)
    {
        var entries = catalog.Questionnaires.Select(questionnaire => QuestionnaireEntry.From(questionnaire.Current, language)).ToList();
        var html = new StringBuilder();
        foreach (var (perspective, key) in new[] { ("self", "welcome.aboutYourself"), ("other", "welcome.aboutAnother") })
        {
            var group = entries.Where(entry => entry.Perspective == perspective).OrderBy(entry => entry.EstimatedMinutes).ToList();
            if (group.Count == 0) continue;
            html.Append(null, $"<h4>{HtmlEncoder.Default.Encode(texts.Text(language, key))}</h4><ul>");
            foreach (var entry in group)
            {
                var effort = texts.Text(
                    language, "welcome.effort", ("minutes", entry.EstimatedMinutes), ("questions", entry.Questions));
                html.Append(null, $"<li class=\"choice\"><a href=\"#{entry.Id}\">{HtmlEncoder.Default.Encode(entry.Title)}</a>");
                html.Append(null, $"<p>{HtmlEncoder.Default.Encode(entry.Purpose)}</p>");
                html.Append(null, $"<p class=\"muted\">{HtmlEncoder.Default.Encode(effort)}</p></li>");
            }

            html.Append("</ul>");
        }

        return html.ToString();
    }
}
