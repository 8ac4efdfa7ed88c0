using KetamineScreening.Api.Help;
using KetamineScreening.Api.Http;
using KetamineScreening.Api.Interface;
using KetamineScreening.Api.Learn;
using KetamineScreening.Api.Questionnaires;

namespace KetamineScreening.Api.Pages;

/// <summary>The content of the pages: their texts, and the parts that are made from other content.</summary>
internal sealed class SiteContent(
    PageContent pages,
    InterfaceTexts texts,
    HelpDirectory help,
    HelpContent helpContent,
    LearningTexts learningTexts,
    QuestionnaireCatalog catalog,
    OperatorOptions owner,
    OfflineOptions offline)
{
    private readonly CountryList countries = new(help, helpContent);
    private readonly MethodPart method = new(catalog);
    private readonly SourcesPart sources = new(catalog, helpContent);

    /// <summary>The languages of the pages.</summary>
    public IReadOnlyList<string> Languages => texts.Languages;

    /// <summary>Changes when help contacts expire: the directory makes this object anew each day.</summary>
    public object Day => help.For(null, Language.Source);

    /// <summary>The texts of a page in a language.</summary>
    public PageWording WordingOf(string page, string language) => new(pages[page], pages[PageContent.Shared], texts, language);

    /// <summary>The HTML for a placeholder: a text, or a part made from other content.</summary>
    /// <remarks>Addresses are relative (<c>root</c>), so that a proxy can serve the pages below a path.</remarks>
    public string ValueOf(string key, PageWording wording) => key switch
    {
        "root" => "./",
        "language" => wording.Language,
        "direction" => wording.Direction,
        "site" => owner.PageTitle.Length > 0 ? PageWording.Encode(owner.PageTitle) : wording.Text("page.title"),
        "part.articles" => LearnPage.Articles(wording.Language, learningTexts),
        "part.choices" => StartPage.Choices(wording, texts, catalog),
        "part.offline" => offline.Enabled ? StartPage.Offline : "",
        "part.deviceCopy" => offline.Enabled ? $"<p>{wording.Text("deviceCopy")}</p>" : "",
        "part.countries" => countries.All(wording),
        "part.youngPeople" => countries.YoungPeople(wording),
        "part.emergencies" => countries.WhatToDo(wording),
        "part.runBy" => OperatorPart.Line(owner, wording),
        "part.operator" => OperatorPart.Paragraph(owner, wording),
        "part.example" => method.Example(wording),
        "part.bands" => method.Bands(wording),
        "part.items" => sources.Items(wording),
        "part.versions" => sources.Versions(wording),
        _ => wording.Text(key),
    };
}
