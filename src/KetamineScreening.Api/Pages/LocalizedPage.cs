using System.Text;
using System.Text.Encodings.Web;
using KetamineScreening.Api.Http;
using KetamineScreening.Api.Interface;

namespace KetamineScreening.Api.Pages;

/// <summary>A page in every language: a template with placeholders for texts of the interface and one for other content.</summary>
internal sealed class LocalizedPage
{
    private readonly InterfaceTexts texts;
    private readonly Dictionary<string, WebFile> files;

    /// <summary>Fills in the template for every language, so that a missing text stops the start and not a request.</summary>
    /// <param name="template">HTML with placeholders such as <c>{{page.title}}</c>.</param>
    /// <param name="texts">The texts of the interface.</param>
    /// <param name="part">Makes the HTML for the placeholder <c>{{part}}</c> in a language.</param>
    public LocalizedPage(Template template, InterfaceTexts texts, Func<string, string> part)
    {
        this.texts = texts;
        files = texts.Languages.ToDictionary(
            language => language,
            language =>
            {
                var page = Encoding.UTF8.GetBytes(template.Fill(key => Value(key, language, part)));
                return new WebFile(() => page, "text/html; charset=utf-8", language);
            });
    }

    /// <summary>The page in the best language for <c>Accept-Language</c>.</summary>
    public IResult Serve(HttpContext context)
    {
        var language = Language.Negotiate(context.Request.Headers.AcceptLanguage, texts.Languages);
        return files[language].Serve(context);
    }

    private string Value(string key, string language, Func<string, string> part) => key switch
    {
        "language" => language,
        "direction" => texts[language].Direction,
        "part" => part(language),
        _ => HtmlEncoder.Default.Encode(texts.Text(language, key)),
    };
}
