using System.Security.Cryptography;
using KetamineScreening.Api.Configuration;
using KetamineScreening.Domain.Questionnaires;
using KetamineScreening.Domain.Scoring;

namespace KetamineScreening.Api.Questionnaires;

/// <summary>Every instrument there is.</summary>
internal sealed class QuestionnaireCatalog
{
    private const string Folder = "questionnaires";
    private const string HashFile = "published.sha256";
    private readonly Dictionary<string, PublishedQuestionnaire> byId;

    private QuestionnaireCatalog(IReadOnlyList<PublishedQuestionnaire> questionnaires)
    {
        Questionnaires = questionnaires;
        byId = questionnaires.ToDictionary(questionnaire => questionnaire.Id, StringComparer.Ordinal);
    }

    /// <summary>All instruments, by id.</summary>
    public IReadOnlyList<PublishedQuestionnaire> Questionnaires { get; }

    /// <summary>Finds an instrument; null when there is none.</summary>
    public PublishedQuestionnaire? Find(string id) => byId.GetValueOrDefault(id);

    /// <summary>Finds a version of an instrument; null when there is none.</summary>
    public PublishedVersion? Find(string id, string version) => Find(id)?.Find(version);

    /// <summary>Reads and checks <c>questionnaires/ID/VERSION/*</c>.</summary>
    public static QuestionnaireCatalog Load(ContentFiles files)
    {
        List<PublishedQuestionnaire> questionnaires = [.. files.ReadEach(files.Folders(Folder), LoadQuestionnaire).OfType<PublishedQuestionnaire>()];
        if (questionnaires.Count == 0) files.Fault(Folder, "holds no questionnaire");
        CheckHashes(files);
        return new QuestionnaireCatalog(questionnaires);
    }

    private static PublishedQuestionnaire? LoadQuestionnaire(ContentFiles files, string id)
    {
        var versions = files.Folders($"{Folder}/{id}")
            .Select(version => LoadVersion(files, id, version))
            .OfType<PublishedVersion>()
            .OrderBy(version => version.Version)
            .ToList();
        if (versions.Count > 0) return new PublishedQuestionnaire(id, versions);
        files.Fault($"{Folder}/{id}", "has no version that can be used");
        return null;
    }

    private static PublishedVersion? LoadVersion(ContentFiles files, string id, string version)
    {
        var folder = $"{Folder}/{id}/{version}";
        var definition = files.Read($"{folder}/definition.json", ContentJson.Default.Definition);
        var vectors = files.Read($"{folder}/test-vectors.json", ContentJson.Default.TestVectors);
        var wordings = files.ReadLanguages(folder, ContentJson.Default.Wording, wording => (wording.Language, wording.Review), faultsOf: null, "definition.json", "test-vectors.json");
        if (definition is null) return null;

        if (definition.Id != id || definition.Version != version) files.Fault($"{folder}/definition.json", "id or version is not that of its folder");
        var faults = DefinitionCheck.Faults(definition);
        foreach (var fault in faults) files.Fault($"{folder}/definition.json", fault);
        if (faults.Count > 0) return null;

        var questionnaire = Questionnaire.From(definition);
        var before = files.Faults.Count;
        foreach (var (language, wording) in wordings)
        {
            foreach (var fault in WordingCheck.Faults(questionnaire, wording)) files.Fault($"{folder}/{language}.json", fault);
        }

        foreach (var fault in vectors is null ? [] : TestVectorCheck.Faults(questionnaire, vectors)) files.Fault($"{folder}/test-vectors.json", fault);
        return vectors is null || !wordings.ContainsKey(Http.Language.Source) || files.Faults.Count > before
            ? null
            : new PublishedVersion(questionnaire, wordings, vectors);
    }

    // What was published stays as it is: clients, researchers and printed results refer to it. `sha256sum -c` reads the same file.
    private static void CheckHashes(ContentFiles files)
    {
        var list = $"{Folder}/{HashFile}";
        if (!File.Exists(files.PathOf(list)))
        {
            files.Fault(list, "is missing");
            return;
        }

        var published = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in File.ReadLines(files.PathOf(list)).Where(line => line.Length > 0))
        {
            if (line.Split("  ", 2) is not [{ Length: 64 } hash, { Length: > 0 } file] || !published.TryAdd(file, hash)) files.Fault(list, $"cannot be read at '{line}'");
        }

        var present = files.Folders(Folder)
            .SelectMany(id => files.Folders($"{Folder}/{id}").SelectMany(version => files.Files($"{Folder}/{id}/{version}").Select(file => $"{id}/{version}/{file}")))
            .ToList();
        foreach (var file in published.Keys.Except(present)) files.Fault($"{Folder}/{file}", "was published and is missing");
        foreach (var file in present)
        {
            var hash = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(files.PathOf($"{Folder}/{file}"))));
            if (!published.TryGetValue(file, out var expected)) files.Fault($"{Folder}/{file}", $"is not listed in {HashFile}");
            else if (hash != expected) files.Fault($"{Folder}/{file}", "was published and has changed; a change needs a new version");
        }
    }
}
