using KetamineScreening.Api.Questionnaires;

namespace KetamineScreening.Api.Screenings.Fast;

/// <summary>The precomputed UTF-8 of every version that is scored.</summary>
internal sealed class PrecomputedVersions(QuestionnaireCatalog catalog)
{
    private readonly Dictionary<PublishedVersion, PrecomputedVersion> versions = catalog.Questionnaires
        .SelectMany(questionnaire => questionnaire.ScoredVersions)
        .ToDictionary(version => version, version => new PrecomputedVersion(version));

    /// <summary>The precomputed UTF-8 of a version in the catalog that is not retired.</summary>
    public PrecomputedVersion this[PublishedVersion version] => versions[version];
}

/// <summary>The UTF-8 that the fast path compares requests with and copies into responses, for one version.</summary>
internal sealed class PrecomputedVersion
{
    private readonly Dictionary<string, Lazy<ResultPieces>> pieces;

    public PrecomputedVersion(PublishedVersion published)
    {
        Published = published;
        Codes = new AnswerCodes(published.Questionnaire);
        pieces = published.Wordings.ToDictionary(
            entry => entry.Key,
            entry => new Lazy<ResultPieces>(() => new ResultPieces(published.Questionnaire, entry.Value)));
    }

    /// <summary>The version.</summary>
    public PublishedVersion Published { get; }

    /// <summary>Ids of the items and codes of the options.</summary>
    public AnswerCodes Codes { get; }

    /// <summary>The JSON fragments of results in a language. They are created on first use.</summary>
    public ResultPieces Pieces(string language) => pieces[language].Value;
}
