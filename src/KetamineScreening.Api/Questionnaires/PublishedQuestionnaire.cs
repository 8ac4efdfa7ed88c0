using KetamineScreening.Domain.Aggregates;

namespace KetamineScreening.Api.Questionnaires;

/// <summary>An instrument with all its versions.</summary>
internal sealed class PublishedQuestionnaire
{
    private readonly SortedDictionary<int, Vocabulary> vocabularies = [];

    /// <summary>An instrument.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="versions">Its versions, the newest last.</param>
    public PublishedQuestionnaire(string id, IReadOnlyList<PublishedVersion> versions)
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
