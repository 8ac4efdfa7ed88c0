using System.Text;
using KetamineScreening.Api.Http;

namespace KetamineScreening.Api.Pages;

/// <summary>A page in every language: a template filled in with the texts of the page and with parts made from other content.</summary>
internal sealed class LocalizedPage
{
    private readonly Template template;
    private readonly string name;
    private readonly SiteContent site;
    private Copies copies;

    /// <summary>Fills in the template for every language, so that a missing text stops the start and not a request.</summary>
    /// <param name="template">HTML with placeholders such as <c>{{title}}</c> for a text and <c>{{part.countries}}</c> for a part.</param>
    /// <param name="name">Name of the page, and of its texts.</param>
    /// <param name="site">The content of all pages.</param>
    public LocalizedPage(Template template, string name, SiteContent site)
    {
        (this.template, this.name, this.site) = (template, name, site);
        copies = Fill();
    }

    /// <summary>The page in the best language for <c>Accept-Language</c>.</summary>
    public IResult Serve(HttpContext context)
    {
        // Two concurrent requests at midnight may both fill in the page. Both copies are equal, so no lock is needed.
        if (copies.Day != site.Day) copies = Fill();
        return copies.Files[Language.Negotiate(context.Request.Headers.AcceptLanguage, site.Languages)].Serve(context);
    }

    /// <summary>The page in a language, in UTF-8.</summary>
    public byte[] Content(string language)
    {
        var wording = site.WordingOf(name, language);
        return Encoding.UTF8.GetBytes(template.Fill(key => site.ValueOf(key, wording)));
    }

    private Copies Fill() => new(site.Day, site.Languages.ToDictionary(
        language => language,
        language =>
        {
            var content = Content(language);
            return new WebFile(() => content, "text/html; charset=utf-8", language);
        }));

    // Help contacts depend on the day.
    private sealed record Copies(object Day, Dictionary<string, WebFile> Files);
}
