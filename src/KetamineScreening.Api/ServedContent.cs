using KetamineScreening.Api.Http;
using KetamineScreening.Api.Http.Errors;
using KetamineScreening.Api.Configuration;
using KetamineScreening.Api.Fhir;
using KetamineScreening.Api.Help;
using KetamineScreening.Api.Learn;
using KetamineScreening.Api.Interface;
using KetamineScreening.Api.Privacy;
using KetamineScreening.Api.Questionnaires;
using KetamineScreening.Domain.Questionnaires;

namespace KetamineScreening.Api;

/// <summary>All content of the service, read and validated once at start. A single fault prevents the start.</summary>
internal sealed record ServedContent(
    ServiceTexts Texts,
    PrivacyTexts PrivacyTexts,
    InterfaceTexts InterfaceTexts,
    PageContent Pages,
    FhirTexts FhirTexts,
    HelpContent Help,
    LearningTexts LearningTexts,
    QuestionnaireCatalog Catalog)
{
    /// <summary>Registers the content and its parts. The content may still be loading.</summary>
    public static void Add(IServiceCollection services, Task<ServedContent> content)
    {
        services.AddSingleton(_ => content.GetAwaiter().GetResult());
        services.AddSingleton(provider => provider.GetRequiredService<ServedContent>().Texts);
        services.AddSingleton(provider => provider.GetRequiredService<ServedContent>().InterfaceTexts);
        services.AddSingleton(provider => provider.GetRequiredService<ServedContent>().Pages);
        services.AddSingleton(provider => provider.GetRequiredService<ServedContent>().PrivacyTexts);
        services.AddSingleton(provider => provider.GetRequiredService<ServedContent>().FhirTexts);
        services.AddSingleton(provider => provider.GetRequiredService<ServedContent>().Help);
        services.AddSingleton(provider => provider.GetRequiredService<ServedContent>().LearningTexts);
        services.AddSingleton(provider => provider.GetRequiredService<ServedContent>().Catalog);
        services.AddSingleton<HelpDirectory>();
    }

    /// <summary>Waits until the content is loaded.</summary>
    /// <exception cref="ContentException">The content has faults; the message lists all of them.</exception>
    public static void Check(IServiceProvider services) => services.GetRequiredService<HelpDirectory>().For(null, Language.Source);

    /// <summary>Reads and validates a content folder.</summary>
    /// <exception cref="ContentException">The content has faults; the message lists all of them.</exception>
    public static ServedContent Read(string path)
    {
        var files = new ContentFiles(path);
        var texts = ServiceTexts.Load(files);
        var privacyTexts = PrivacyTexts.Load(files);
        var fhirTexts = FhirTexts.Load(files);
        var help = HelpContent.Load(files);
        var interfaceTexts = InterfaceTexts.Load(files, help);
        var pages = PageContent.Load(files);
        var catalog = QuestionnaireCatalog.Load(files);
        var learningTexts = LearningTexts.Load(files);
        var questionnaires = catalog.Questionnaires.SelectMany(questionnaire => questionnaire.Versions);
        List<Definition> scored =
        [
            .. catalog.Questionnaires
                .SelectMany(questionnaire => questionnaire.ScoredVersions)
                .Select(version => version.Questionnaire.Definition),
        ];
        interfaceTexts.CheckCodes(scored, files);
        help?.CheckCodes(scored, files);
        learningTexts.CheckLinks(questionnaires.Select(version => version.Questionnaire), files);
        CheckLanguages(files, Languages(texts, privacyTexts, interfaceTexts, pages, fhirTexts, help, learningTexts, catalog));
        if (help is null || files.Faults.Count > 0) throw new ContentException(files.Faults);
        // A published file stays when its language is given up; a result in it would have help in English.
        foreach (var version in catalog.Questionnaires.SelectMany(questionnaire => questionnaire.Versions))
        {
            version.Languages = [.. version.Languages.Intersect(texts.Languages)];
        }

        return new ServedContent(texts, privacyTexts, interfaceTexts, pages, fhirTexts, help, learningTexts, catalog);
    }

    private static List<(string Folder, IReadOnlyList<string> Languages)> Languages(
        ServiceTexts texts,
        PrivacyTexts privacyTexts,
        InterfaceTexts interfaceTexts,
        PageContent pages,
        FhirTexts fhirTexts,
        HelpContent? help,
        LearningTexts learningTexts,
        QuestionnaireCatalog catalog) =>
    [
        ("service", texts.Languages),
        ("privacy", privacyTexts.Languages),
        ("interface", interfaceTexts.Languages),
        .. pages.All.Select(page => (page.Folder, page.Languages)),
        ("fhir", fhirTexts.Languages),
        .. help is null ? Array.Empty<(string, IReadOnlyList<string>)>() : [("help", help.Languages)],
        .. learningTexts.Texts.Select(text => ($"learn/{text.Id}", (IReadOnlyList<string>)[.. text.Wordings.Keys])),
        .. catalog.Questionnaires
            .Select(questionnaire => questionnaire.Current)
            .Select(current => ($"questionnaires/{current.Questionnaire.Id}/{current.Version}", current.Languages)),
    ];

    // A language must be complete, so that no response mixes two languages.
    private static void CheckLanguages(ContentFiles files, List<(string Folder, IReadOnlyList<string> Languages)> folders)
    {
        var all = folders.SelectMany(folder => folder.Languages).Distinct().ToList();
        foreach (var (folder, present) in folders)
        {
            foreach (var language in all.Except(present))
            {
                files.Fault($"{folder}/{language}.json", "is missing, and other texts are there in this language");
            }
        }
    }
}
