using KetamineScreening.Api.Http;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.RegularExpressions;
using KetamineScreening.Api.Questionnaires;

namespace KetamineScreening.Api.Pages;

/// <summary>
/// The page at <c>/</c> in every language. It contains the first step of the widget as HTML, so that a slow device shows the
/// step before the scripts have loaded. The widget then replaces it with the same content.
/// </summary>
internal sealed partial class StartPage(string template, WidgetTexts texts, QuestionnaireCatalog catalog)
{
    /// <summary>Name of the template with the placeholders for texts.</summary>
    public const string File = "index.html";

    private readonly Dictionary<string, WebFile> files = texts.Languages.ToDictionary(
        language => language,
        language =>
        {
            // Written at the start, so that a missing text stops the start and not a request.
            var page = Write(template, language, texts, catalog);
            return new WebFile(() => page, "text/html; charset=utf-8", language);
        });

    /// <summary>The page in the best language for <c>Accept-Language</c>.</summary>
    public IResult Serve(HttpContext context)
    {
        var language = Language.Negotiate(context.Request.Headers.AcceptLanguage, texts.Languages);
        return files[language].Serve(context);
    }

    private static byte[] Write(string template, string language, WidgetTexts texts, QuestionnaireCatalog catalog) =>
        Encoding.UTF8.GetBytes(Placeholder().Replace(template, placeholder => placeholder.Groups["key"].Value switch
        {
            "language" => language,
            "direction" => texts.Direction(language),
            "choices" => Choices(language, texts, catalog),
            var key => HtmlEncoder.Default.Encode(texts.Text(language, key)),
        }));

    // In the order that the widget uses. A link only sets the fragment of the address; the widget reads the fragment when it starts.
    private static string Choices(string language, WidgetTexts texts, QuestionnaireCatalog catalog)
    {
        var entries = catalog.Questionnaires.Select(questionnaire => QuestionnaireEntry.From(questionnaire.Current, language)).ToList();
        var html = new StringBuilder();
        foreach (var perspective in new[] { "self", "other" })
        {
            var group = entries.Where(entry => entry.Perspective == perspective).OrderBy(entry => entry.EstimatedMinutes).ToList();
            if (group.Count == 0) continue;
            html.Append(null, $"<h4>{HtmlEncoder.Default.Encode(texts.Text(language, "welcome." + perspective))}</h4><ul>");
            foreach (var entry in group)
            {
                var minutes = texts.Text(language, "welcome.minutes", ("minutes", entry.EstimatedMinutes));
                var questions = texts.Text(language, "welcome.questions", ("questions", entry.Questions));
                var effort = HtmlEncoder.Default.Encode($"{minutes} \u00b7 {questions}");
                html.Append(null, $"<li class=\"choice\"><a href=\"#{entry.Id}\">{HtmlEncoder.Default.Encode(entry.Title)}</a>");
                html.Append(null, $"<p>{HtmlEncoder.Default.Encode(entry.Purpose)}</p><p class=\"muted\">{effort}</p></li>");
            }

            html.Append("</ul>");
        }

        return html.ToString();
    }

    [GeneratedRegex(@"\{\{(?<key>[\w.]+)\}\}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Placeholder();
}
