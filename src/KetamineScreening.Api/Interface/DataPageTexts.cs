using KetamineScreening.Api.Configuration;
using KetamineScreening.Api.Http;

namespace KetamineScreening.Api.Interface;

/// <summary>The texts of the data page in every language. The widget never loads them.</summary>
internal sealed class DataPageTexts(IReadOnlyDictionary<string, InterfaceTextsDocument> byLanguage)
    : LocalizedTexts<InterfaceTextsDocument>(byLanguage)
{
    private const string Folder = "data";

    /// <summary>Reads and validates <c>data/*.json</c>.</summary>
    public static DataPageTexts Load(ContentFiles files)
    {
        var byLanguage = files.ReadLanguages(
            Folder, InterfaceJson.Plain.InterfaceTextsDocument, document => (document.Language, document.Review));
        foreach (var (language, document) in byLanguage)
        {
            var source = byLanguage.GetValueOrDefault(Language.Source) ?? document;
            foreach (var fault in InterfaceTextsCheck.Faults(document, source)) files.Fault($"{Folder}/{language}.json", fault);
        }

        return new DataPageTexts(byLanguage);
    }

    /// <summary>A text by its key.</summary>
    /// <exception cref="ContentException">The language has no text with this key.</exception>
    public string Text(string language, string key) => this[language].Texts.TryGetValue(key, out var text)
        ? text
        : throw new ContentException([$"{Folder}/{language}.json: texts['{key}']: no text, and the page needs it"]);
}
