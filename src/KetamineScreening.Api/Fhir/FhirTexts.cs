using System.Text.Json.Serialization;
using KetamineScreening.Api.Configuration;
using KetamineScreening.Api.Http;

namespace KetamineScreening.Api.Fhir;

/// <summary>The texts that only FHIR needs, in every language of the content.</summary>
internal sealed class FhirTexts(IReadOnlyDictionary<string, FhirWording> wordings)
{
    private const string Folder = "fhir";

    /// <summary>BCP 47 tags of the languages.</summary>
    public IReadOnlyList<string> Languages { get; } = [.. wordings.Keys.Order(StringComparer.Ordinal)];

    /// <summary>The texts in a language.</summary>
    public FhirWording this[string language] => wordings[language];

    /// <summary>Reads and checks <c>fhir/*.json</c>.</summary>
    public static FhirTexts Load(ContentFiles files)
    {
        var read = files.ReadLanguages(Folder, FhirTextsJson.Plain.FhirWording, wording => (wording.Language, wording.Review));
        foreach (var (language, wording) in read)
        {
            foreach (var fault in wording.Faults()) files.Fault($"{Folder}/{language}.json", fault);
        }

        return new FhirTexts(read);
    }
}

/// <summary>Reads the JSON of the texts.</summary>
[JsonSerializable(typeof(FhirWording))]
internal sealed partial class FhirTextsJson : JsonSerializerContext
{
    /// <summary>The context with the options of <see cref="JsonFormat"/>.</summary>
    public static FhirTextsJson Plain { get; } = new(JsonFormat.Options());
}
