using KetamineScreening.Api.Screenings.Fast;
using KetamineScreening.Domain.Aggregates;
using KetamineScreening.Domain.Questionnaires;

namespace KetamineScreening.Api.Questionnaires;

/// <summary>One version of an instrument with everything that is served for it.</summary>
public sealed class PublishedVersion
{
    private readonly Dictionary<string, ServedBytes> documents;
    private readonly Dictionary<string, Lazy<ResultPieces>> pieces;

    internal PublishedVersion(Questionnaire questionnaire, IReadOnlyDictionary<string, Wording> wordings, TestVectors vectors)
    {
        Questionnaire = questionnaire;
        Address = $"/v1/questionnaires/{questionnaire.Id}/{questionnaire.Version}";
        CanonicalLink = $"<{Address}>; rel=\"canonical\"";
        Wordings = wordings;
        Languages = [.. wordings.Keys.Order(StringComparer.Ordinal)];
        documents = wordings.ToDictionary(
            entry => entry.Key,
            entry => ServedBytes.Json(() => QuestionnaireDocument.From(questionnaire, entry.Value), Http.ApiJson.Plain.QuestionnaireDocument));
        // At the first result in a language, likewise.
        pieces = wordings.ToDictionary(entry => entry.Key, entry => new Lazy<ResultPieces>(() => new ResultPieces(questionnaire, entry.Value)));
        Codes = new AnswerCodes(questionnaire);
        TestVectors = ServedBytes.Json(() => vectors, Http.ApiJson.Plain.TestVectors);
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

    /// <summary>The codes of its questions and options as bytes.</summary>
    internal AnswerCodes Codes { get; }

    /// <summary>The pieces that results in a language are made of.</summary>
    internal ResultPieces Pieces(string language) => pieces[language].Value;

    /// <summary>The questionnaire in a language.</summary>
    public ServedBytes Document(string language) => documents[language];
}

/// <summary>An instrument with all its versions.</summary>
public sealed class Instrument
{
    private readonly SortedDictionary<int, Vocabulary> vocabularies = [];

    /// <summary>An instrument.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="versions">Its versions, the newest last.</param>
    public Instrument(string id, IReadOnlyList<PublishedVersion> versions)
    {
        (Id, Versions) = (id, versions);
        foreach (var version in versions)
        {
            var major = version.Version.Major;
            if (!vocabularies.ContainsKey(major)) vocabularies.Add(major, new Vocabulary([.. OfMajor(major).Select(one => one.Questionnaire)]));
        }
    }

    /// <summary>Id of the instrument.</summary>
    public string Id { get; }

    /// <summary>Its versions, the newest last.</summary>
    public IReadOnlyList<PublishedVersion> Versions { get; }

    /// <summary>Its major versions, the newest last: each has counters of its own.</summary>
    public IReadOnlyCollection<int> Majors => vocabularies.Keys;

    /// <summary>The newest version.</summary>
    public PublishedVersion Current => Versions[^1];

    /// <summary>The versions of one major version, the newest last.</summary>
    public IEnumerable<PublishedVersion> OfMajor(long major) => Versions.Where(version => version.Version.Major == major);

    /// <summary>The counters of one major version.</summary>
    public Vocabulary VocabularyOf(int major) => vocabularies[major];

    /// <summary>Finds a version by its exact text.</summary>
    public PublishedVersion? Find(string version)
    {
        foreach (var published in Versions)
        {
            if (published.Questionnaire.Definition.Version == version) return published;
        }

        return null;
    }
}
