using KetamineScreening.Domain.Aggregates;
using KetamineScreening.Domain.Aggregates.Noise;

namespace KetamineScreening.Api.Questionnaires;

/// <summary>A questionnaire with all its published versions.</summary>
internal sealed class PublishedQuestionnaire
{
    private readonly Dictionary<(int Major, PrivacyProfile Profile), Vocabulary> vocabularies = [];

    /// <summary>Groups the versions of a questionnaire and derives the counter vocabulary of each major version.</summary>
    /// <param name="id">Id of the questionnaire.</param>
    /// <param name="versions">The versions in ascending order; at least one.</param>
    /// <param name="retired">Day of retirement by version; the newest version is not in it.</param>
    public PublishedQuestionnaire(string id, IReadOnlyList<PublishedVersion> versions, IReadOnlyDictionary<string, DateOnly> retired)
    {
        (Id, Versions) = (id, versions);
        foreach (var (version, since) in retired) Find(version)!.Retirement = new Retirement(since, Current);
        // All versions of a major version have the same counters.
        foreach (var version in versions.DistinctBy(version => version.Version.Major))
        {
            foreach (var profile in Enum.GetValues<PrivacyProfile>())
            {
                vocabularies.Add((version.Version.Major, profile), new Vocabulary(version.Questionnaire, profile));
            }
        }
    }

    /// <summary>Id of the questionnaire.</summary>
    public string Id { get; }

    /// <summary>The published versions in ascending order.</summary>
    public IReadOnlyList<PublishedVersion> Versions { get; }

    /// <summary>The major versions in ascending order. Each major version has its own set of counters.</summary>
    public IEnumerable<int> Majors => Versions.Select(version => version.Version.Major).Distinct();

    /// <summary>The versions that are scored, in ascending order.</summary>
    public IEnumerable<PublishedVersion> ScoredVersions => Versions.Where(version => version.Retirement is null);

    /// <summary>Whether any version of a major version is still scored, so that its screenings are counted.</summary>
    public bool IsCounted(int major) => ScoredVersions.Any(version => version.Version.Major == major);

    /// <summary>The newest version.</summary>
    public PublishedVersion Current => Versions[^1];

    /// <summary>The versions that share a major version, in ascending order.</summary>
    public IEnumerable<PublishedVersion> OfMajor(long major) => Versions.Where(version => version.Version.Major == major);

    /// <summary>The counters of a major version.</summary>
    public Vocabulary VocabularyOf(int major, PrivacyProfile profile) => vocabularies[(major, profile)];

    /// <summary>The counters of a major version; null when it is not published.</summary>
    public Vocabulary? FindVocabulary(int major, PrivacyProfile profile) => vocabularies.GetValueOrDefault((major, profile));

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
