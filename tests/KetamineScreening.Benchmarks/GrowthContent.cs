using System.Security.Cryptography;
using System.Text.Json.Nodes;
using KetamineScreening.Api.Configuration;
using KetamineScreening.Api.Questionnaires;
using KetamineScreening.Domain.Questionnaires;

namespace KetamineScreening.Benchmarks;

/// <summary>A copy of the content with fewer languages or more questionnaires.</summary>
internal static class GrowthContent
{
    private const string Folder = "questionnaires";
    private static readonly string Original = Path.Combine(AppContext.BaseDirectory, "Content");

    /// <summary>The languages of the content, English first.</summary>
    public static IReadOnlyList<string> Languages { get; } =
    [
        ContentFiles.SourceLanguage,
        .. Directory.GetFiles(Path.Combine(Original, "service"), "*.json").Select(file => Path.GetFileNameWithoutExtension(file))
            .Where(language => language != ContentFiles.SourceLanguage)
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>Copies the content with the first languages only.</summary>
    /// <returns>The path of the copy.</returns>
    public static string WithLanguages(string path, int count)
    {
        Copy(Original, path);
        var removed = Languages.Skip(count).Select(language => $"{language}.json").ToList();
        foreach (var file in Directory.GetFiles(path, "*.json", SearchOption.AllDirectories))
        {
            if (removed.Contains(Path.GetFileName(file))) File.Delete(file);
        }

        Publish(path);
        return path;
    }

    /// <summary>Copies the content and adds copies of its questionnaires until there are as many as wanted.</summary>
    /// <returns>The path of the copy.</returns>
    public static string WithQuestionnaires(string path, int count)
    {
        Copy(Original, path);
        var originals = Directory.GetDirectories(Path.Combine(path, Folder)).Order(StringComparer.Ordinal).ToList();
        for (var index = originals.Count; index < count; index++)
        {
            var original = originals[index % originals.Count];
            var id = $"{Path.GetFileName(original)}-{index}";
            Copy(original, Path.Combine(path, Folder, id));
            foreach (var version in Directory.GetDirectories(Path.Combine(path, Folder, id)))
            {
                Set(Path.Combine(version, "definition.json"), "id", id);
                Set(Path.Combine(version, "test-vectors.json"), "questionnaire", id);
            }
        }

        Publish(path);
        return path;
    }

    /// <summary>The current version of every questionnaire of a content folder.</summary>
    public static IReadOnlyList<Questionnaire> Questionnaires(string path) =>
        [.. QuestionnaireCatalog.Load(new ContentFiles(path)).Questionnaires.Select(questionnaire => questionnaire.Current.Questionnaire)];

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    private static void Set(string file, string member, string value)
    {
        var content = JsonNode.Parse(File.ReadAllText(file))!;
        content[member] = value;
        File.WriteAllText(file, content.ToJsonString());
    }

    // The service refuses questionnaires that differ from the list of published files.
    private static void Publish(string path)
    {
        var folder = Path.Combine(path, Folder);
        File.WriteAllLines(
            Path.Combine(folder, "published.sha256"),
            Directory.GetFiles(folder, "*.json", SearchOption.AllDirectories)
                .Where(file => Path.GetFileName(file) is not ("retired.json" or "published.json"))
                .Order(StringComparer.Ordinal)
                .Select(file => $"{Sha256(file)}  {Path.GetRelativePath(folder, file)}"));
    }

    private static string Sha256(string file) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)));
}
