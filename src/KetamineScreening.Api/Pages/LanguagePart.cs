using System.Text;
using KetamineScreening.Api.Help;
using KetamineScreening.Api.Http;
using KetamineScreening.Api.Interface;

namespace KetamineScreening.Api.Pages;

/// <summary>The languages of a page as HTML: links to the others, and what is known about the translation.</summary>
/// <remarks>With one language there is nothing to choose, and all parts but the list of languages are empty.</remarks>
/// <param name="texts">The texts of the interface, which every language has.</param>
/// <param name="shared">The texts that every page has; each language names itself there.</param>
/// <param name="help">The texts of help contacts, which have the form of lists.</param>
/// <param name="unreviewed">The languages in which some text was not reviewed.</param>
internal sealed class LanguagePart(InterfaceTexts texts, PageTexts shared, HelpContent help, IReadOnlySet<string> unreviewed)
{
    /// <summary>Links for search engines; a page without an address of its own has none.</summary>
    public string Alternates(PageWording wording)
    {
        if (texts.Languages.Count == 1 || wording.Address.Path is null) return "";
        var html = new StringBuilder();
        foreach (var language in texts.Languages)
        {
            html.Append(null, $"\n  <link rel=\"alternate\" hreflang=\"{language}\" href=\"{wording.Address.In(language)}\">");
        }

        return html.Append(null, $"\n  <link rel=\"alternate\" hreflang=\"x-default\" href=\"{wording.Address.Plain}\">").ToString();
    }

    /// <summary>Links to the page in every language, each with the language's own name.</summary>
    public string Switch(PageWording wording)
    {
        if (texts.Languages.Count == 1) return "";
        var links = new StringBuilder();
        foreach (var language in texts.Languages)
        {
            var current = language == wording.Language ? " aria-current=\"true\"" : "";
            links.Append(null, $"<li><a href=\"{wording.Address.In(language)}\" hreflang=\"{language}\"{Attributes(language)}{current}>");
            links.Append(null, $"{NameOf(language)}</a></li>");
        }

        return $"<nav class=\"languages\" aria-label=\"{wording.Text("contact.languages")}\"><ul>{links}</ul></nav>";
    }

    /// <summary>Says that nobody has reviewed the translation yet, and how to help.</summary>
    public string Review(PageWording wording)
    {
        if (!unreviewed.Contains(wording.Language)) return "";
        var (root, query) = (wording.Address.Root, wording.Address.Query);
        var link = $"<a href=\"{root}contact{query}\">{wording.Text("translationHelp")}</a>";
        return $"<p class=\"review\">{wording.Text("translationUnreviewed")}{SpaceOf(wording)}{link}</p>";
    }

    /// <summary>What is said about a translation beside who has written and reviewed the English texts.</summary>
    public string Translation(PageWording wording)
    {
        if (wording.Language == Language.Source) return "";
        var state = wording.Text(unreviewed.Contains(wording.Language) ? "translationUnreviewed" : "translationReviewed");
        return $"<p>{wording.Text("translated")}{SpaceOf(wording)}<span>{state}</span></p>";
    }

    /// <summary>A sentence that lists all languages.</summary>
    public string Known(PageWording wording)
    {
        var names = texts.Languages.Select(language => language == wording.Language
            ? NameOf(language)
            : $"<span{Attributes(language)}>{NameOf(language)}</span>");
        var list = help.Wordings[wording.Language].List([.. names]);
        return wording.Text("knownLanguages").Replace("{languages}", list, StringComparison.Ordinal);
    }

    /// <summary>An entry of a list: most tests read one language.</summary>
    public string NotTested(PageWording wording) =>
        texts.Languages.Count == 1 ? "" : $"<li>{wording.Text("notTestedLanguages")}</li>";

    private string SpaceOf(PageWording wording) => help.Wordings[wording.Language].SentenceSpace;

    private string NameOf(string language) => PageWording.Encode(shared.Find(language, "languageName"));

    private string Attributes(string language) => $" lang=\"{language}\" dir=\"{texts[language].Direction}\"";
}
