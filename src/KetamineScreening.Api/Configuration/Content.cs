using KetamineScreening.Api.Help;
using KetamineScreening.Api.Http;
using KetamineScreening.Api.Pages;
using KetamineScreening.Api.Questionnaires;

namespace KetamineScreening.Api.Configuration;

/// <summary>All content: read once at start, served only when nothing is wrong with any of it.</summary>
public sealed record Content(ServiceTexts Texts, WidgetTexts WidgetTexts, HelpDirectory Help, QuestionnaireCatalog Catalog)
{
    /// <summary>Registers the content and its parts.</summary>
    public static void Add(IServiceCollection services, Settings settings)
    {
        services.AddSingleton(provider => Load(
            settings.ContentPath, provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<HelpDirectory>>()));
        services.AddSingleton(provider => provider.GetRequiredService<Content>().Texts);
        services.AddSingleton(provider => provider.GetRequiredService<Content>().WidgetTexts);
        services.AddSingleton(provider => provider.GetRequiredService<Content>().Help);
        services.AddSingleton(provider => provider.GetRequiredService<Content>().Catalog);
    }

    /// <summary>Reads the content now.</summary>
    /// <exception cref="ContentException">Something is wrong; the message names everything that is.</exception>
    public static void Check(IServiceProvider services) => services.GetRequiredService<Content>();

    private static Content Load(string path, TimeProvider time, ILogger<HelpDirectory> logger)
    {
        var files = new ContentFiles(path);
        var texts = ServiceTexts.Load(files);
        var widgetTexts = WidgetTexts.Load(files);
        var help = HelpDirectory.Load(files, time, logger);
        var catalog = QuestionnaireCatalog.Load(files);
        CheckLanguages(files, texts, widgetTexts, help, catalog);
        if (help is null || files.Faults.Count > 0) throw new ContentException(files.Faults);
        help.For(null, Language.Source);
        return new Content(texts, widgetTexts, help, catalog);
    }

    // A language is offered whole or not at all: half a result in another language helps nobody.
    private static void CheckLanguages(ContentFiles files, ServiceTexts texts, WidgetTexts widgetTexts, HelpDirectory? help, QuestionnaireCatalog catalog)
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
