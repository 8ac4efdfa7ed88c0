using KetamineScreening.Api.Configuration;
using KetamineScreening.Api.Http;

namespace KetamineScreening.Api.Interface;

/// <summary>The texts of one page in every language. The widget never loads them.</summary>
internal sealed class PageTexts(string folder, IReadOnlyDictionary<string, InterfaceTextsDocument> byLanguage)
    : LocalizedTexts<InterfaceTextsDocument>(byLanguage)
{
    /// <summary>Folder of the texts below the content.</summary>
    public string Folder => folder;

    /// <summary>Reads and validates <c>FOLDER/*.json</c>.</summary>
    public static PageTexts Load(ContentFiles files, string folder)
    {
        var byLanguage = files.ReadLanguages(
            folder, InterfaceJson.Plain.InterfaceTextsDocument, document => (document.Language, document.Review));
        foreach (var (language, document) in byLanguage)
        {
            var source = byLanguage.GetValueOrDefault(Language.Source) ?? document;
            foreach (var fault in InterfaceTextsCheck.Faults(document, source)) files.Fault($"{folder}/{language}.json", fault);
        }

        return new PageTexts(folder, byLanguage);
    }

    /// <summary>A text by its key; null when the page has none.</summary>
    public string? Find(string language, string key) => this[language].Texts.GetValueOrDefault(key);
}
