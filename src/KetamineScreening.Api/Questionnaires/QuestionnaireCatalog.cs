using KetamineScreening.Api.Configuration;
using KetamineScreening.Domain.Questionnaires;
using KetamineScreening.Domain.Scoring;

namespace KetamineScreening.Api.Questionnaires;

/// <summary>All published questionnaires.</summary>
internal sealed class QuestionnaireCatalog
{
    private const string Folder = "questionnaires";
    private readonly Dictionary<string, PublishedQuestionnaire> byId;

    private QuestionnaireCatalog(IReadOnlyList<PublishedQuestionnaire> questionnaires)
    {
        Questionnaires = questionnaires;
        byId = questionnaires.ToDictionary(questionnaire => questionnaire.Id, StringComparer.Ordinal);
    }

    /// <summary>All questionnaires, ordered by id.</summary>
    public IReadOnlyList<PublishedQuestionnaire> Questionnaires { get; }

    /// <summary>Finds a questionnaire by id; null when there is none.</summary>
    public PublishedQuestionnaire? Find(string id) => byId.GetValueOrDefault(id);

    /// <summary>Finds a version of a questionnaire; null when there is none.</summary>
    public PublishedVersion? Find(string id, string version) => Find(id)?.Find(version);

    /// <summary>Reads and validates <c>questionnaires/ID/VERSION/*</c>; faults are reported to <paramref name="files"/>.</summary>
    public static QuestionnaireCatalog Load(ContentFiles files)
    {
        var loaded = files.ReadEach(files.Folders(Folder), LoadQuestionnaire);
        List<PublishedQuestionnaire> questionnaires = [.. loaded.OfType<PublishedQuestionnaire>()];
        if (questionnaires.Count == 0) files.Fault(Folder, "holds no questionnaire");
        PublishedHashes.Check(files);
        return new QuestionnaireCatalog(questionnaires);
    }

    private static PublishedQuestionnaire? LoadQuestionnaire(ContentFiles files, string id)
    {
        var versions = files.Folders($"{Folder}/{id}")
            .Select(version => LoadVersion(files, id, version))
            .OfType<PublishedVersion>()
            .OrderBy(version => version.Version)
            .ToList();
        CheckVersionNumbers(files, versions);
        if (versions.Count == 0)
        {
            files.Fault($"{Folder}/{id}", "has no version that can be used");
            return null;
        }

        VersionDates.ReadPublished(files, $"{Folder}/{id}", versions);
        var retired = VersionDates.ReadRetired(files, $"{Folder}/{id}", versions);
        foreach (var version in versions.Where(version => !retired.ContainsKey($"{version.Version}")))
        {
            if (version.Questionnaire.Definition.Flags.All(flag => flag.Action is not null)) continue;
            files.Fault($"{Folder}/{id}/{version.Version}/definition.json", "actions: none; only a retired version can be without them");
        }

        return new PublishedQuestionnaire(id, versions, retired);
    }

    private static PublishedVersion? LoadVersion(ContentFiles files, string id, string version)
    {
        var folder = $"{Folder}/{id}/{version}";
        var definition = files.Read($"{folder}/definition.json", ContentJson.Default.Definition);
        var vectors = files.Read($"{folder}/test-vectors.json", ContentJson.Default.TestVectors);
        var wordings = files.ReadLanguages(
            folder,
            ContentJson.Default.Wording,
            wording => (wording.Language, wording.Review),
            faultsOf: null,
            "definition.json", "test-vectors.json");
        if (definition is null) return null;

        if (definition.Id != id || definition.Version != version)
        {
            files.Fault($"{folder}/definition.json", "id or version is not that of its folder");
        }

        var faults = DefinitionCheck.Faults(definition);
        foreach (var fault in faults) files.Fault($"{folder}/definition.json", fault);
        if (faults.Count > 0) return null;

        var questionnaire = Questionnaire.From(definition);
        var faultsBefore = files.Faults.Count;
        foreach (var (language, wording) in wordings)
        {
            foreach (var fault in WordingCheck.Faults(questionnaire, wording)) files.Fault($"{folder}/{language}.json", fault);
        }

        var vectorFaults = vectors is null ? [] : TestVectorCheck.Faults(questionnaire, vectors);
        foreach (var fault in vectorFaults) files.Fault($"{folder}/test-vectors.json", fault);
        return vectors is null || !wordings.ContainsKey(Http.Language.Source) || files.Faults.Count > faultsBefore
            ? null
            : new PublishedVersion(questionnaire, wordings, vectors);
    }

    // Each version is compared with the one before it; compatibility with all versions of its major version follows.
    private static void CheckVersionNumbers(ContentFiles files, IReadOnlyList<PublishedVersion> versions)
    {
        foreach (var (earlier, later) in versions.Zip(versions.Skip(1)))
        {
            if (earlier.Version.Major != later.Version.Major) continue;
            var file = $"{Folder}/{later.Questionnaire.Id}/{later.Version}/definition.json";
            foreach (var fault in VersionCheck.Faults(earlier.Questionnaire, later.Questionnaire)) files.Fault(file, fault);
        }
    }
}
