using KetamineScreening.Api.Http;
using System.Text.Json.Serialization;
using KetamineScreening.Api.Configuration;

namespace KetamineScreening.Api.Fhir;

/// <summary>The texts that only FHIR resources use, by language.</summary>
internal sealed class FhirTexts(IReadOnlyDictionary<string, FhirWording> wordings) : LocalizedTexts<FhirWording>(wordings)
{
    private const string Folder = "fhir";

    /// <summary>Reads and validates <c>fhir/*.json</c>.</summary>
    public static FhirTexts Load(ContentFiles files) => new(files.ReadLanguages(
        Folder,
        FhirJsonContext.Plain.FhirWording,
        wording => (wording.Language, wording.Review),
        wording => wording.Faults()));
}

/// <summary>Serializer context for the texts of FHIR.</summary>
[JsonSerializable(typeof(FhirWording))]
internal sealed partial class FhirJsonContext : JsonSerializerContext
{
    /// <summary>The context with the options of <see cref="JsonFormat"/>.</summary>
    public static FhirJsonContext Plain { get; } = new(JsonFormat.Options());
}
