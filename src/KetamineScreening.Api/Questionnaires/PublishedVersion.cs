using KetamineScreening.Api.Http.Caching;
using KetamineScreening.Domain.Questionnaires;

namespace KetamineScreening.Api.Questionnaires;

/// <summary>One version of a questionnaire, with every representation that the service returns for it.</summary>
internal sealed class PublishedVersion
{
    private readonly Dictionary<string, ServedBytes> documents;
    private readonly string canonicalLink;

    internal PublishedVersion(Questionnaire questionnaire, IReadOnlyDictionary<string, Wording> wordings, TestVectors vectors)
    {
        Questionnaire = questionnaire;
        Address = $"/v1/questionnaires/{questionnaire.Id}/{questionnaire.Version}";
        canonicalLink = $"<{Address}>; rel=\"canonical\"";
        Wordings = wordings;
        Languages = [.. wordings.Keys.Order(StringComparer.Ordinal)];
        documents = wordings.ToDictionary(
            entry => entry.Key,
            entry => ServedBytes.Json(() => QuestionnaireDocument.From(this, entry.Value), QuestionnairesJson.Plain.QuestionnaireDocument));
        Vectors = vectors.Vectors;
        TestVectors = ServedBytes.Json(() => vectors, QuestionnairesJson.Plain.TestVectors);
        RedcapDictionary = new ServedBytes(
            () => Questionnaires.RedcapDictionary.Write(questionnaire, wordings[Http.Language.Source]), "text/csv; charset=utf-8");
    }

    /// <summary>Structure and scoring rules of this version.</summary>
    public Questionnaire Questionnaire { get; }

    /// <summary>The semantic version.</summary>
    public SemanticVersion Version => Questionnaire.Version;

    /// <summary>Texts by BCP 47 language tag.</summary>
    public IReadOnlyDictionary<string, Wording> Wordings { get; }

    /// <summary>Tags of the languages that it is served in, in ordinal order.</summary>
    public IReadOnlyList<string> Languages { get; internal set; }

    /// <summary>Day of publication.</summary>
    public DateOnly PublishedOn { get; internal set; }

    /// <summary>Its retirement; null while the version is scored.</summary>
    public Retirement? Retirement { get; internal set; }

    /// <summary>The test vectors.</summary>
    public IReadOnlyList<TestVector> Vectors { get; }

    /// <summary>The test vectors as JSON: answers with the expected results.</summary>
    public ServedBytes TestVectors { get; }

    /// <summary>The REDCap data dictionary as CSV, in the source language.</summary>
    public ServedBytes RedcapDictionary { get; }

    /// <summary>Path of this version below the root of the service.</summary>
    public string Address { get; }

    /// <summary>Value of the <c>Link</c> header that points to <see cref="Address"/>.</summary>
    /// <param name="root">Public path of the service.</param>
    public string CanonicalLink(PathString root) => root.HasValue ? $"<{root}{Address}>; rel=\"canonical\"" : canonicalLink;

    /// <summary>The questionnaire document in one of <see cref="Languages"/>, as JSON.</summary>
    public ServedBytes Document(string language) => documents[language];
}
