using System.Collections.Frozen;
using KetamineScreening.Api.Questionnaires;

namespace KetamineScreening.Api.Screenings.Fast;

/// <summary>The precomputed bytes of every published version.</summary>
internal sealed class PrecomputedVersions(QuestionnaireCatalog catalog)
{
    private readonly FrozenDictionary<PublishedVersion, PrecomputedVersion> versions = catalog.Questionnaires
        .SelectMany(questionnaire => questionnaire.Versions)
        .ToFrozenDictionary(version => version, version => new PrecomputedVersion(version));

    /// <summary>The precomputed bytes of a version of the catalog.</summary>
    public PrecomputedVersion this[PublishedVersion version] => versions[version];
}

/// <summary>What the fast path compares with and copies from, as UTF-8.</summary>
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

    /// <summary>The pieces that results in a language are made of. They are made on first use.</summary>
    public ResultPieces Pieces(string language) => pieces[language].Value;
}
