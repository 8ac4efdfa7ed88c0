using System.Text.Json;
using KetamineScreening.Api.Configuration;

namespace KetamineScreening.Api.Translations;

/// <summary>The texts of one file of the content by their place, such as <c>items.bladder.text</c>.</summary>
internal sealed class TextFile
{
    private const string Categories = "zero one two few many other";
    private static readonly string[] Metadata = ["language", "review", "direction"];

    private TextFile(string? language, string review, string? direction, Dictionary<string, string> texts) =>
        (Language, Review, Direction, Texts) = (language, review, direction, texts);

    /// <summary>The language that the file declares; null if it declares none.</summary>
    public string? Language { get; }

    /// <summary>The state of review that the file declares.</summary>
    public string Review { get; }

    /// <summary>The direction of the script that the file declares; null if the kind of file has none.</summary>
    public string? Direction { get; }

    /// <summary>The texts in the order of the file.</summary>
    public IReadOnlyDictionary<string, string> Texts { get; }

    /// <summary>Reads a file; null, and a fault, when that cannot be done.</summary>
    public static TextFile? Read(ContentFiles files, string file)
    {
        try
        {
            using var document = JsonDocument.Parse(files.ReadBytes(file));
            var root = document.RootElement;
            var texts = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var member in root.EnumerateObject().Where(member => !Metadata.Contains(member.Name)))
            {
                // Most texts of the pages are below "texts", which says nothing to a translator.
                Flatten(member.Value, member.Name == "texts" ? "" : member.Name, texts);
            }

            return new TextFile(Head(root, "language"), Head(root, "review") ?? "", Head(root, "direction"), texts);
        }
        catch (JsonException exception)
        {
            files.Fault(file, ContentFiles.Describe(exception));
            return null;
        }
        catch (Exception exception) when (exception is IOException or InvalidOperationException)
        {
            files.Fault(file, $"cannot be read: {exception.Message}");
            return null;
        }
    }

    /// <summary>The key without the plural category of a text with a count; null for any other text.</summary>
    public string? StemOf(string key)
    {
        var point = key.LastIndexOf('.');
        if (point < 0 || !Categories.Split(' ').Contains(key[(point + 1)..])) return null;
        var stem = key[..point];
        return Texts.ContainsKey($"{stem}.other") && Texts.ContainsKey($"{stem}.one") ? stem : null;
    }

    private static string? Head(JsonElement root, string name) => root.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static void Flatten(JsonElement element, string place, Dictionary<string, string> texts)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in element.EnumerateObject()) Flatten(member.Value, Join(place, member.Name), texts);
                break;
            case JsonValueKind.Array:
                foreach (var (index, entry) in element.EnumerateArray().Index()) Flatten(entry, Join(place, $"{index}"), texts);
                break;
            case JsonValueKind.String:
                texts[place] = element.GetString()!;
                break;
        }
    }

    private static string Join(string place, string name) => place.Length == 0 ? name : $"{place}.{name}";
}
