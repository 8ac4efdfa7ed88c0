using System.Globalization;
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
    /// <summary>The lines of the head that make a copy of the page, so that it works without a network.</summary>
    public static string Offline(PageWording wording) =>
        $"<link rel=\"manifest\" href=\"./app.webmanifest{wording.Address.Query}\">"
        + "<script type=\"module\" src=\"./site/keep-copy.js\"></script>";

    /// <summary>
    /// The data that the widget asks for first. A preload has the languages of the browser, so there is none for a language that was
    /// chosen by address.
    /// </summary>
    public static string Preload(PageWording wording) => wording.Address.Query.Length > 0 ? "" : """
        <link rel="preload" as="fetch" href="./v1/texts" crossorigin>
          <link rel="preload" as="fetch" href="./v1/questionnaires" crossorigin>
        """;

    /// <summary>The attribute that gives the widget the language that was chosen by address.</summary>
    public static string WidgetLanguage(PageWording wording) =>
        wording.Address.Query.Length > 0 ? $" lang=\"{wording.Language}\"" : "";

    /// <summary>The questionnaires to choose from, in the order that the widget uses.</summary>
    /// <remarks>
    /// A link leads to a note below it that the questions are loading. Its address has the place of the questionnaire and never its name,
    /// which would stay in the history of the browser. The questionnaire opens once the widget is ready (<c>site/early-choice.js</c>).
    /// </remarks>
    public static string Choices(PageWording wording, InterfaceTexts texts, QuestionnaireCatalog catalog)
    {
        var language = wording.Language;
        var entries = catalog.Questionnaires.Select(questionnaire => QuestionnaireEntry.From(questionnaire.Current, language)).ToList();
        var (html, place) = (new StringBuilder(), 0);
        foreach (var (perspective, key) in new[] { ("self", "welcome.aboutYourself"), ("other", "welcome.aboutAnother") })
        {
            var group = entries.Where(entry => entry.Perspective == perspective).OrderBy(entry => entry.EstimatedMinutes).ToList();
            if (group.Count == 0) continue;
            html.Append(null, $"<h4>{HtmlEncoder.Default.Encode(texts.Text(language, key))}</h4><ul>");
            foreach (var entry in group)
            {
                var id = (++place).ToString(CultureInfo.InvariantCulture);
                var effort = texts.Text(
                    language, "welcome.effort", ("minutes", entry.EstimatedMinutes), ("questions", entry.Questions));
                var title = HtmlEncoder.Default.Encode(entry.Title);
                html.Append(null, $"<li class=\"choice\"><a href=\"#choice-{id}\" data-questionnaire=\"{entry.Id}\">{title}</a>");
                html.Append(null, $"<p>{HtmlEncoder.Default.Encode(entry.Purpose)}</p>");
                html.Append(null, $"<p class=\"muted\">{HtmlEncoder.Default.Encode(effort)}</p>");
                html.Append(null, $"<div class=\"loading\" id=\"choice-{id}\">{wording.Text("choiceLoading")}</div></li>");
            }

            html.Append("</ul>");
        }

        return html.ToString();
    }
}
