using KetamineScreening.Domain.Aggregates;

namespace KetamineScreening.Api.Questionnaires;

/// <summary>A questionnaire with all its published versions.</summary>
internal sealed class PublishedQuestionnaire
{
    private readonly SortedDictionary<int, Vocabulary> vocabularies = [];

    /// <summary>Groups the versions of a questionnaire and derives the counter vocabulary of each major version.</summary>
    /// <param name="id">Id of the questionnaire.</param>
    /// <param name="versions">The versions in ascending order; at least one.</param>
    /// <param name="retired">Day of retirement by version; the newest version is not in it.</param>
    public PublishedQuestionnaire(string id, IReadOnlyList<PublishedVersion> versions, IReadOnlyDictionary<string, DateOnly> retired)
    {
        (Id, Versions) = (id, versions);
        foreach (var (version, since) in retired) Find(version)!.Retirement = new Retirement(since, Current);
        foreach (var version in versions)
        {
            var major = version.Version.Major;
            if (vocabularies.ContainsKey(major)) continue;
            vocabularies.Add(major, new Vocabulary([.. OfMajor(major).Select(published => published.Questionnaire)]));
        }
    }

    /// <summary>Id of the questionnaire.</summary>
    public string Id { get; }

    /// <summary>The published versions in ascending order.</summary>
    public IReadOnlyList<PublishedVersion> Versions { get; }

    /// <summary>The major versions in ascending order. Each major version has its own set of counters.</summary>
    public IReadOnlyCollection<int> Majors => vocabularies.Keys;

    /// <summary>The versions that are scored, in ascending order.</summary>
    public IEnumerable<PublishedVersion> ScoredVersions => Versions.Where(version => version.Retirement is null);

    /// <summary>Whether any version of a major version is still scored, so that its screenings are counted.</summary>
    public bool IsCounted(int major) => ScoredVersions.Any(version => version.Version.Major == major);

    /// <summary>The newest version.</summary>
    public PublishedVersion Current => Versions[^1];

    /// <summary>The versions that share a major version, in ascending order.</summary>
    public IEnumerable<PublishedVersion> OfMajor(long major) => Versions.Where(version => version.Version.Major == major);

    /// <summary>The counter vocabulary of a major version.</summary>
    public Vocabulary VocabularyOf(int major) => vocabularies[major];

    /// <summary>Finds a version by its exact version string; null when it is not published.</summary>
    public PublishedVersion? Find(string version)
    {
        foreach (var published in Versions)
        {
            if (published.Questionnaire.Definition.Version == version) return published;
        }

        return null;
    }
}
