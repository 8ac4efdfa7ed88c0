using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace KetamineScreening.Api.Tests;

/// <summary>
/// A writable copy of the content: only English, and only version 1.0.0 of each questionnaire, so that tests do not depend on
/// later versions.
/// </summary>
public sealed class ContentFolder : IDisposable
{
    private static readonly string[] MetadataMembers = ["language", "review", "direction"];
    private static readonly string[] CopiedFiles = ["en.json", "definition.json", "test-vectors.json", "directory.json", "countries.json"];

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
        foreach (var laterVersion in versions.Where(version => !version.EndsWith("/1.0.0", StringComparison.Ordinal)))
        {
            Directory.Delete(laterVersion, recursive: true);
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
    public static ContentFolder WithLanguageXx()
    {
        var folder = new ContentFolder();
        foreach (var file in folder.EnglishFiles)
        {
            var texts = folder.Read(file);
            foreach (var text in TextsOf(texts).ToList()) text.ReplaceWith($"[xx] {text}");
            (texts["language"], texts["review"]) = ("xx", "unreviewed");
            folder.Write(file.Replace("en.json", "xx.json", StringComparison.Ordinal), texts);
        }

        folder.Publish();
        return folder;
    }

    /// <summary>All user-facing texts below a node; metadata members are skipped.</summary>
    public static IEnumerable<JsonValue> TextsOf(JsonNode? node) => node switch
    {
        JsonObject members => members.Where(member => !MetadataMembers.Contains(member.Key)).SelectMany(member => TextsOf(member.Value)),
        JsonValue text => [text],
        _ => [],
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

    /// <summary>Writes <c>published.sha256</c> to match the questionnaire files as they are now.</summary>
    public void Publish() => File.WriteAllLines(
        PathOf("questionnaires/published.sha256"),
        Directory.EnumerateFiles(PathOf("questionnaires"), "*.json", SearchOption.AllDirectories)
            .Select(file => $"{Sha256(file)}  {System.IO.Path.GetRelativePath(PathOf("questionnaires"), file)}"));

    /// <inheritdoc />
    public void Dispose() => Directory.Delete(Path, recursive: true);

    private static string Sha256(string file) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)));
}
