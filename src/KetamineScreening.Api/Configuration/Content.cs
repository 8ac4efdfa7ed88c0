using KetamineScreening.Api.Help;
using KetamineScreening.Api.Http;
using KetamineScreening.Api.Pages;
using KetamineScreening.Api.Questionnaires;

namespace KetamineScreening.Api.Configuration;

/// <summary>All content: read once at start, served only when nothing is wrong with any of it.</summary>
public sealed record Content(ServiceTexts Texts, WidgetTexts WidgetTexts, HelpContent Help, QuestionnaireCatalog Catalog)
{
    /// <summary>Registers the content that is being read, and its parts.</summary>
    public static void Add(IServiceCollection services, Task<Content> content)
    {
        services.AddSingleton(_ => content.GetAwaiter().GetResult());
        services.AddSingleton(provider => provider.GetRequiredService<Content>().Texts);
        services.AddSingleton(provider => provider.GetRequiredService<Content>().WidgetTexts);
        services.AddSingleton(provider => provider.GetRequiredService<Content>().Help);
        services.AddSingleton(provider => provider.GetRequiredService<Content>().Catalog);
        services.AddSingleton<HelpDirectory>();
    }

    /// <summary>Waits until the content is read.</summary>
    /// <exception cref="ContentException">Something is wrong; the message names everything that is.</exception>
    public static void Check(IServiceProvider services) => services.GetRequiredService<HelpDirectory>().For(null, Language.Source);

    /// <summary>Reads and checks a folder of content.</summary>
    /// <exception cref="ContentException">Something is wrong; the message names everything that is.</exception>
    public static Content Read(string path)
    {
        var files = new ContentFiles(path);
        var texts = ServiceTexts.Load(files);
        var widgetTexts = WidgetTexts.Load(files);
        var help = HelpContent.Load(files);
        var catalog = QuestionnaireCatalog.Load(files);
        CheckLanguages(files, texts, widgetTexts, help, catalog);
        if (help is null || files.Faults.Count > 0) throw new ContentException(files.Faults);
        return new Content(texts, widgetTexts, help, catalog);
    }

    // A language is offered whole or not at all: half a result in another language helps nobody.
    private static void CheckLanguages(ContentFiles files, ServiceTexts texts, WidgetTexts widgetTexts, HelpContent? help, QuestionnaireCatalog catalog)
    {
        var languages = texts.Languages.Union(widgetTexts.Languages).Union(help?.Languages ?? []).Union(catalog.Instruments.SelectMany(instrument => instrument.Current.Languages)).ToList();
        Missing("service", texts.Languages);
        Missing("widget", widgetTexts.Languages);
        if (help is not null) Missing("help", help.Languages);
        foreach (var instrument in catalog.Instruments) Missing($"questionnaires/{instrument.Id}/{instrument.Current.Version}", instrument.Current.Languages);

        void Missing(string folder, IEnumerable<string> present)
        {
            foreach (var language in languages.Except(present)) files.Fault($"{folder}/{language}.json", "is missing, and other texts are there in this language");
        }
    }
}
