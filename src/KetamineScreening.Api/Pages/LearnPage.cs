using System.Text;
using System.Text.Encodings.Web;
using KetamineScreening.Api.Learn;

namespace KetamineScreening.Api.Pages;

/// <summary>The page at <c>/learn</c>: all learning texts one after another, each at an anchor with its id.</summary>
internal static class LearnPage
{
    /// <summary>The contents of the page as links to the articles, then the articles.</summary>
    public static string Articles(string language, LearningTexts texts)
    {
        var (contents, articles) = (new StringBuilder(), new StringBuilder());
        foreach (var text in texts.Texts)
        {
            var title = HtmlEncoder.Default.Encode(text.Wordings[language].Title);
            contents.Append(null, $"<li><a href=\"#{text.Id}\">{title}</a></li>");
            articles.Append(null, $"<article id=\"{text.Id}\"><h2>{title}</h2>");
            foreach (var paragraph in text.Wordings[language].Paragraphs)
            {
                articles.Append(null, $"<p>{HtmlEncoder.Default.Encode(paragraph)}</p>");
            }

            articles.Append("</article>");
        }

        return $"<ul>{contents}</ul>{articles}";
    }
}
