using KetamineScreening.Api.Configuration;
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
    private readonly MethodPart method = new(catalog, helpContent);
    private readonly SourcesPart sources = new(catalog, helpContent);
    private readonly LanguagePart languages = new(
        texts, pages[PageContent.Shared], helpContent, Unreviewed(pages, texts, helpContent, learningTexts, catalog));

    /// <summary>The languages of the pages.</summary>
    public IReadOnlyList<string> Languages => texts.Languages;

    /// <summary>Changes when help contacts expire: the directory makes this object anew each day.</summary>
    public object Day => help.For(null, Language.Source);

    /// <summary>The texts of a page in a language.</summary>
    public PageWording WordingOf(string page, string language, PageAddress address) =>
        new(pages[page], pages[PageContent.Shared], texts, language, address);

    /// <summary>The HTML for a placeholder: a text, or a part made from other content.</summary>
    public string ValueOf(string key, PageWording wording) => key switch
    {
        "root" => wording.Address.Root,
        "query" => wording.Address.Query,
        "language" => wording.Language,
        "direction" => wording.Direction,
        "site" => owner.PageTitle.Length > 0 ? PageWording.Encode(owner.PageTitle) : wording.Text("page.title"),
        "space" => helpContent.Wordings[wording.Language].SentenceSpace,
        "part.articles" => LearnPage.Articles(wording.Language, learningTexts),
        "part.choices" => StartPage.Choices(wording, texts, catalog),
        "part.alternates" => languages.Alternates(wording),
        "part.languages" => languages.Switch(wording),
        "part.review" => languages.Review(wording),
        "part.translation" => languages.Translation(wording),
        "part.knownLanguages" => languages.Known(wording),
        "part.notTestedLanguages" => languages.NotTested(wording),
        "part.offline" => offline.Enabled ? StartPage.Offline(wording) : "",
        "part.preload" => StartPage.Preload(wording),
        "part.widgetLanguage" => StartPage.WidgetLanguage(wording),
        "part.deviceCopy" => offline.Enabled ? $"<p>{wording.Text("deviceCopy")}</p>" : "",
        "part.countries" => countries.All(wording),
        "part.youngPeople" => countries.YoungPeople(wording),
        "part.emergencies" => countries.WhatToDo(wording),
        "part.runBy" => OperatorPart.Line(owner, wording),
        "part.operator" => OperatorPart.Paragraph(owner, wording, helpContent.Wordings[wording.Language]),
        "part.example" => method.Example(wording),
        "part.bands" => method.Bands(wording),
        "part.items" => sources.Items(wording),
        "part.versions" => sources.Versions(wording),
        _ => wording.Text(key),
    };

    // One unreviewed file is enough: people move between pages, questions and help without a change of language.
    private static HashSet<string> Unreviewed(
        PageContent pages, InterfaceTexts texts, HelpContent help, LearningTexts learningTexts, QuestionnaireCatalog catalog)
    {
        IEnumerable<(string Language, string Review)> states =
        [
            .. texts.Languages.Select(language => (language, texts[language].Review)),
            .. pages.All.SelectMany(page => page.Languages.Select(language => (language, page[language].Review))),
            .. help.Wordings.Values.Select(wording => (wording.Language, wording.Review)),
            .. learningTexts.Texts.SelectMany(text => text.Wordings.Values).Select(wording => (wording.Language, wording.Review)),
            .. catalog.Questionnaires
                .SelectMany(questionnaire => questionnaire.Current.Wordings.Values)
                .Select(wording => (wording.Language, wording.Review)),
        ];
        return [.. states.Where(state => state.Review == ContentFiles.Unreviewed).Select(state => state.Language)];
    }
}
