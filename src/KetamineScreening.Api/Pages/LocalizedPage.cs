using System.Collections.Concurrent;
using System.Text;
using KetamineScreening.Api.Http;

namespace KetamineScreening.Api.Pages;

/// <summary>A page in every language: a template filled in with the texts of the page and with parts made from other content.</summary>
internal sealed class LocalizedPage
{
    // The page at the root.
    private const string First = "index";

    private readonly Template template;
    private readonly string name;
    private readonly SiteContent site;
    private Copies copies;

    /// <summary>
    /// Fills in the template in the source language, so that a missing text stops the start and not a request: the content is checked to
    /// have the same texts in every language.
    /// </summary>
    /// <param name="template">HTML with placeholders such as <c>{{title}}</c> for a text and <c>{{part.countries}}</c> for a part.</param>
    /// <param name="name">Name of the page, and of its texts.</param>
    /// <param name="site">The content of all pages.</param>
    public LocalizedPage(Template template, string name, SiteContent site)
    {
        (this.template, this.name, this.site) = (template, name, site);
        Content(Language.Source);
        copies = new Copies(site.Day, []);
    }

    /// <summary>The page in the language of its address, or the best one for <c>Accept-Language</c>.</summary>
    public IResult Serve(HttpContext context)
    {
        // Two concurrent requests at midnight may both begin anew. Their copies are equal, so no lock is needed.
        if (copies.Day != site.Day) copies = new Copies(site.Day, []);
        return copies.Files.GetOrAdd(Language.OfPage(context.Request, site.Languages), File).Serve(context);
    }

    /// <summary>The page in a language that the browser asks for, in UTF-8.</summary>
    public byte[] Content(string language) => Content(language, isChosen: false);

    private byte[] Content(string language, bool isChosen)
    {
        var address = new PageAddress(name == First ? "" : name, "./", PageAddress.QueryOf(language, isChosen));
        var wording = site.WordingOf(name, language, address);
        return Encoding.UTF8.GetBytes(template.Fill(key => site.ValueOf(key, wording)));
    }

    private WebFile File((string Language, bool IsChosen) choice) =>
        new(() => Content(choice.Language, choice.IsChosen), "text/html; charset=utf-8", choice.Language);

    // Help contacts depend on the day.
    private sealed record Copies(object Day, ConcurrentDictionary<(string Language, bool IsChosen), WebFile> Files);
}
