using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace KetamineScreening.Api.Tests;

/// <summary>
/// A copy of the content that a test may change: in English, and with each questionnaire as it was first published, so that
/// what tests do to it does not depend on what comes later.
/// </summary>
public sealed class ContentFolder : IDisposable
{
    private static readonly string[] Heads = ["language", "review"];
    private static readonly string[] Files = ["en.json", "definition.json", "test-vectors.json", "directory.json", "countries.json"];

    /// <summary>Copies the content.</summary>
    public ContentFolder()
    {
        var original = System.IO.Path.Combine(AppContext.BaseDirectory, "Content");
        foreach (var file in Directory.EnumerateFiles(original, "*.json", SearchOption.AllDirectories).Where(file => Files.Contains(System.IO.Path.GetFileName(file))))
        {
            var copy = PathOf(System.IO.Path.GetRelativePath(original, file));
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        foreach (var later in Directory.GetDirectories(PathOf("questionnaires")).SelectMany(Directory.GetDirectories).Where(version => !version.EndsWith("/1.0.0", StringComparison.Ordinal)))
        {
            Directory.Delete(later, recursive: true);
        }

        Publish();
    }

    /// <summary>Where it is.</summary>
    public string Path { get; } = Directory.CreateTempSubdirectory("ketamine-content-").FullName;

    /// <summary>All files with texts in English.</summary>
    public IReadOnlyList<string> EnglishFiles => [.. Directory.EnumerateFiles(Path, "en.json", SearchOption.AllDirectories).Select(file => System.IO.Path.GetRelativePath(Path, file)).Order(StringComparer.Ordinal)];

    /// <summary>A copy with a made-up language <c>xx</c>: each text stands as it is behind <c>[xx]</c>.</summary>
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

    /// <summary>All texts for people in a file.</summary>
    public static IEnumerable<JsonValue> TextsOf(JsonNode? node) => node switch
    {
        JsonObject members => members.Where(member => !Heads.Contains(member.Key)).SelectMany(member => TextsOf(member.Value)),
        JsonValue text => [text],
        _ => [],
    };

    /// <summary>Full path of a file.</summary>
    public string PathOf(string file) => System.IO.Path.Combine(Path, file);

    /// <summary>Reads a file.</summary>
    public JsonNode Read(string file) => JsonNode.Parse(File.ReadAllText(PathOf(file)))!;

    /// <summary>Writes a file.</summary>
    public void Write(string file, JsonNode content) => File.WriteAllText(PathOf(file), content.ToJsonString());

    /// <summary>Changes a file.</summary>
    public void Change(string file, Action<JsonNode> change)
    {
        var content = Read(file);
        change(content);
        Write(file, content);
    }

    /// <summary>Lists every questionnaire file as published the way it is now.</summary>
    public void Publish() => File.WriteAllLines(
        PathOf("questionnaires/published.sha256"),
        Directory.EnumerateFiles(PathOf("questionnaires"), "*.json", SearchOption.AllDirectories)
            .Select(file => $"{Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)))}  {System.IO.Path.GetRelativePath(PathOf("questionnaires"), file)}"));

    /// <inheritdoc />
    public void Dispose() => Directory.Delete(Path, recursive: true);
}
