using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using KetamineScreening.Domain.Answers;
using KetamineScreening.Domain.Questionnaires;
using KetamineScreening.Domain.Scoring;

namespace KetamineScreening.Api.Tests;

/// <summary>
/// A writable copy of the content: only English, and only <see cref="Some.Version"/> of each questionnaire, so that tests do not
/// depend on later versions.
/// </summary>
public sealed class ContentFolder : IDisposable
{
    private static readonly string[] MetadataMembers = ["language", "review", "direction"];
    private static readonly string[] CopiedFiles =
    [
        "en.json", "definition.json", "test-vectors.json", "directory.json", "countries.json", "time-zones.json", "learn.json",
        "exceptions.json", "notes.json", "ruled-out.json", "plurals.json",
    ];

    public ContentFolder()
    {
        var original = System.IO.Path.Combine(AppContext.BaseDirectory, "Content");
        foreach (var file in Directory.EnumerateFiles(original, "*.json", SearchOption.AllDirectories)
            .Where(file => CopiedFiles.Contains(System.IO.Path.GetFileName(file))))
        {
            var copy = PathOf(System.IO.Path.GetRelativePath(original, file));
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        var versions = Directory.GetDirectories(PathOf("questionnaires")).SelectMany(Directory.GetDirectories);
        foreach (var otherVersion in versions.Where(version => System.IO.Path.GetFileName(version) != Some.Version))
        {
            Directory.Delete(otherVersion, recursive: true);
        }

        Publish();
    }

    /// <summary>Full path of the folder.</summary>
    public string Path { get; } = Directory.CreateTempSubdirectory("ketamine-content-").FullName;

    /// <summary>Relative paths of all files with English texts.</summary>
    public IReadOnlyList<string> EnglishFiles =>
    [
        .. Directory.EnumerateFiles(Path, "en.json", SearchOption.AllDirectories)
            .Select(file => System.IO.Path.GetRelativePath(Path, file))
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>A copy with the invented language <c>xx</c>, whose texts are the English texts with the prefix <c>[xx]</c>.</summary>
    public static ContentFolder WithLanguageXx() => WithLanguages("xx");

    /// <summary>A copy with other languages, whose texts are the English texts with the language as a prefix (<c>[pl]</c>).</summary>
    public static ContentFolder WithLanguages(params IReadOnlyList<string> languages)
    {
        var folder = new ContentFolder();
        foreach (var (file, language) in folder.EnglishFiles.SelectMany(_ => languages, (file, language) => (file, language)))
        {
            var texts = folder.Read(file);
            foreach (var text in TextsOf(texts).ToList()) text.ReplaceWith($"[{language}] {text}");
            (texts["language"], texts["review"]) = (language, "unreviewed");
            // A format and not a text: letters of the prefix would be parts of the time.
            if (texts["hours"] is { } hours) hours["time"] = "HH:mm";
            folder.Write(file.Replace("en.json", $"{language}.json", StringComparison.Ordinal), texts);
        }

        folder.Publish();
        return folder;
    }

    /// <summary>All user-facing texts below a node; metadata members are skipped.</summary>
    public static IEnumerable<JsonValue> TextsOf(JsonNode? node) => node switch
    {
        JsonObject members => members.Where(member => !MetadataMembers.Contains(member.Key)).SelectMany(member => TextsOf(member.Value)),
        JsonArray elements => elements.SelectMany(TextsOf),
        JsonValue text => [text],
        _ => [],
    };

    /// <summary>Settings of a service that has this content, a store in a folder, and writes no log.</summary>
    public Dictionary<string, string> QuietSettings(string folder) => new()
    {
        ["Content:Path"] = Path,
        ["Store:ConnectionString"] = $"Data Source={folder}/store.db",
        ["Logging:LogLevel:Default"] = "None",
    };

    /// <summary>Full path of a file.</summary>
    public string PathOf(string file) => System.IO.Path.Combine(Path, file);

    public JsonNode Read(string file) => JsonNode.Parse(File.ReadAllText(PathOf(file)))!;

    public void Write(string file, JsonNode content) => File.WriteAllText(PathOf(file), content.ToJsonString());

    /// <summary>Reads a file, applies a change and writes the file back.</summary>
    public void Change(string file, Action<JsonNode> change)
    {
        var content = Read(file);
        change(content);
        Write(file, content);
    }

    /// <summary>
    /// Publishes another version of a questionnaire: a copy of <see cref="Some.Version"/> with some changes, and test vectors that
    /// fit it.
    /// </summary>
    /// <param name="id">Id of the questionnaire.</param>
    /// <param name="version">The new version.</param>
    /// <param name="change">Changes the definition.</param>
    /// <param name="reword">Changes the English texts.</param>
    public void AddVersion(string id, string version, Action<JsonNode> change, Action<JsonNode>? reword = null)
    {
        var (first, added) = ($"questionnaires/{id}/{Some.Version}", $"questionnaires/{id}/{version}");
        Directory.CreateDirectory(PathOf(added));
        foreach (var file in Directory.GetFiles(PathOf(first))) File.Copy(file, PathOf($"{added}/{System.IO.Path.GetFileName(file)}"));
        Change($"{added}/definition.json", definition =>
        {
            definition["version"] = version;
            change(definition);
        });
        if (reword is not null) Change($"{added}/en.json", reword);
        Change($"{added}/test-vectors.json", vectors =>
        {
            vectors["version"] = version;
            foreach (var vector in vectors["vectors"]!.AsArray()) vector!["expected"] = Expected(added, vector["answers"]!);
        });
        Publish();
    }

    /// <summary>Retires a version of a questionnaire.</summary>
    public void Retire(string id, string version) =>
        File.WriteAllText(PathOf(RetiredFile(id)), new JsonObject { [version] = "2026-11-26" }.ToJsonString());

    /// <summary>Relative path of the file that lists the retired versions of a questionnaire.</summary>
    public static string RetiredFile(string id) => $"questionnaires/{id}/retired.json";

    /// <summary>
    /// Writes <c>published.sha256</c> to match the questionnaire files as they are now, and the day of publication of every version.
    /// </summary>
    public void Publish()
    {
        foreach (var questionnaire in Directory.GetDirectories(PathOf("questionnaires")))
        {
            var versions = Directory.GetDirectories(questionnaire).Select(System.IO.Path.GetFileName);
            var days = versions.Select(version => KeyValuePair.Create(version!, (JsonNode?)"2026-11-26"));
            Write(System.IO.Path.Combine(questionnaire, "published.json"), new JsonObject(days));
        }

        File.WriteAllLines(
            PathOf("questionnaires/published.sha256"),
            Directory.EnumerateFiles(PathOf("questionnaires"), "*.json", SearchOption.AllDirectories)
                .Where(file => System.IO.Path.GetFileName(file) is not ("retired.json" or "published.json"))
                .Select(file => $"{Sha256(file)}  {System.IO.Path.GetRelativePath(PathOf("questionnaires"), file)}"));
    }

    /// <inheritdoc />
    public void Dispose() => Directory.Delete(Path, recursive: true);

    private JsonNode? Expected(string version, JsonNode answers)
    {
        var definition = Read($"{version}/definition.json").Deserialize(ContentJson.Default.Definition)!;
        var pairs = answers.AsObject().Select(answer => KeyValuePair.Create(answer.Key, (string)answer.Value!));
        AnswerSheet.Check(Questionnaire.From(definition), pairs, out var sheet);
        return JsonSerializer.SerializeToNode(TestVectorCheck.Summarize(Scorer.Score(sheet!)), JsonSerializerOptions.Web);
    }

    private static string Sha256(string file) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)));
}
