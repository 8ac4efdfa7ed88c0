using System.Text;
using System.Text.Encodings.Web;
using System.Text.RegularExpressions;
using KetamineScreening.Api.Http;
using KetamineScreening.Api.Questionnaires;

namespace KetamineScreening.Api.Pages;

/// <summary>
/// The page at <c>/</c> in every language there is. The first step stands in it, so that a slow phone shows it before any
/// script has come; the widget draws the same in its place.
/// </summary>
internal sealed partial class StartPage(string template, WidgetTexts texts, QuestionnaireCatalog catalog)
{
    /// <summary>The file with the places for the texts.</summary>
    public const string File = "index.html";

    private static readonly string[] WrittenFromTheRight = ["ar", "fa", "he", "ur"];

    private readonly Dictionary<string, WebFile> files = texts.Languages.ToDictionary(
        language => language,
        language => new WebFile(Encoding.UTF8.GetBytes(Write(template, language, texts, catalog)), "text/html; charset=utf-8", language));

    /// <summary>The page in the best language for <c>Accept-Language</c>.</summary>
    public IResult Serve(HttpContext context) => files[Language.Negotiate(context.Request.Headers.AcceptLanguage, texts.Languages)].Serve(context);

    private static string Write(string template, string language, WidgetTexts texts, QuestionnaireCatalog catalog) => Place().Replace(template, place => place.Groups["key"].Value switch
    {
        "language" => language,
        "direction" => WrittenFromTheRight.Contains(language.Split('-')[0]) ? "rtl" : "ltr",
        "choices" => Choices(language, texts, catalog),
        var key => HtmlEncoder.Default.Encode(texts.Text(language, key)),
    });

    // As the widget orders them. Whoever follows a link before the widget is there is taken on by it.
    private static string Choices(string language, WidgetTexts texts, QuestionnaireCatalog catalog)
    {
        var entries = catalog.Questionnaires.Select(instrument => QuestionnaireEntry.From(instrument.Current, language)).ToList();
        var html = new StringBuilder();
        foreach (var perspective in new[] { "self", "other" })
        {
            var group = entries.Where(entry => entry.Perspective == perspective).OrderBy(entry => entry.EstimatedMinutes).ToList();
            if (group.Count == 0) continue;
            html.Append(null, $"<h4>{HtmlEncoder.Default.Encode(texts.Text(language, "welcome." + perspective))}</h4><ul>");
            foreach (var entry in group)
            {
                var effort = $"{texts.Text(language, "welcome.minutes", ("minutes", entry.EstimatedMinutes))} \u00b7 {texts.Text(language, "welcome.questions", ("questions", entry.Questions))}";
                html.Append(null, $"<li class=\"choice\"><a href=\"#{entry.Id}\">{HtmlEncoder.Default.Encode(entry.Title)}</a>");
                html.Append(null, $"<p>{HtmlEncoder.Default.Encode(entry.Purpose)}</p><p class=\"muted\">{HtmlEncoder.Default.Encode(effort)}</p></li>");
            }

            html.Append("</ul>");
        }

        return html.ToString();
    }

    [GeneratedRegex(@"\{\{(?<key>[\w.]+)\}\}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Place();
}
