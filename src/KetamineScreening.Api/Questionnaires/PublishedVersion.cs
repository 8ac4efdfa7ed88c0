using KetamineScreening.Api.Http;
using KetamineScreening.Domain.Questionnaires;

namespace KetamineScreening.Api.Questionnaires;

/// <summary>One version of an instrument with everything that is served for it.</summary>
internal sealed class PublishedVersion
{
    private readonly Dictionary<string, ServedBytes> documents;

    internal PublishedVersion(Questionnaire questionnaire, IReadOnlyDictionary<string, Wording> wordings, TestVectors vectors)
    {
        Questionnaire = questionnaire;
        Address = $"/v1/questionnaires/{questionnaire.Id}/{questionnaire.Version}";
        CanonicalLink = $"<{Address}>; rel=\"canonical\"";
        Wordings = wordings;
        Languages = [.. wordings.Keys.Order(StringComparer.Ordinal)];
        documents = wordings.ToDictionary(
            entry => entry.Key,
            entry => ServedBytes.Json(() => QuestionnaireDocument.From(questionnaire, entry.Value), QuestionnairesJson.Plain.QuestionnaireDocument));
        TestVectors = ServedBytes.Json(() => vectors, QuestionnairesJson.Plain.TestVectors);
        RedcapDictionary = new ServedBytes(() => Questionnaires.RedcapDictionary.Write(questionnaire, wordings[Http.Language.Source]), "text/csv; charset=utf-8");
    }

    /// <summary>The instrument.</summary>
    public Questionnaire Questionnaire { get; }

    /// <summary>Version of the instrument.</summary>
    public SemanticVersion Version => Questionnaire.Version;

    /// <summary>Texts by language.</summary>
    public IReadOnlyDictionary<string, Wording> Wordings { get; }

    /// <summary>Languages there are.</summary>
    public IReadOnlyList<string> Languages { get; }

    /// <summary>Answers with the results they must give.</summary>
    public ServedBytes TestVectors { get; }

    /// <summary>The REDCap data dictionary, in the source language.</summary>
    public ServedBytes RedcapDictionary { get; }

    /// <summary>Address of this version.</summary>
    public string Address { get; }

    /// <summary>The header <c>Link</c> that leads to it.</summary>
    public string CanonicalLink { get; }

    /// <summary>The questionnaire in a language.</summary>
    public ServedBytes Document(string language) => documents[language];
}
