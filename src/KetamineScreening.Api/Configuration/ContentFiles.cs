using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;

namespace KetamineScreening.Api.Configuration;

/// <summary>Reads the content folder, and gathers every fault of it before anything is served.</summary>
internal sealed partial class ContentFiles(string root)
{
    /// <summary>The language that every text is written in first, and the fallback.</summary>
    public const string SourceLanguage = "en";

    /// <summary>The state of a translation that nobody has reviewed.</summary>
    public const string Unreviewed = "unreviewed";

    private readonly List<string> faults = [];

    /// <summary>The states of review that a text can declare.</summary>
    public static IReadOnlyList<string> ReviewStates { get; } = ["source", Unreviewed, "reviewed"];

    /// <summary>Every fault found so far, each with its file.</summary>
    public IReadOnlyList<string> Faults => faults;

    /// <summary>Notes a fault.</summary>
    public void Fault(string file, string fault) => faults.Add($"{file}: {fault}");

    /// <summary>Full path of a file or folder of the content.</summary>
    public string PathOf(string relative) => Path.Combine(root, relative);

    /// <summary>Names of the folders in a folder, in ordinal order.</summary>
    public IReadOnlyList<string> Folders(string relative) => List(relative, Directory.GetDirectories);

    /// <summary>Names of the files in a folder, in ordinal order.</summary>
    public IReadOnlyList<string> Files(string relative) => List(relative, Directory.GetFiles);

    /// <summary>Reads the bytes of a JSON file.</summary>
    /// <exception cref="JsonException">The file begins with a byte order mark, which some editors add and JSON does not allow.</exception>
    public byte[] ReadBytes(string relative)
    {
        var bytes = File.ReadAllBytes(PathOf(relative));
        return bytes.AsSpan().StartsWith("\uFEFF"u8)
            ? throw new JsonException("begins with a byte order mark (BOM); save the file as UTF-8 without one")
            : bytes;
    }

    /// <summary>The message of an exception, with line and byte counted from 1 as editors do.</summary>
    public static string Describe(JsonException exception)
    {
        var message = Position().Replace(exception.Message, "");
        return exception.LineNumber is { } line ? $"{message} (line {line + 1}, byte {exception.BytePositionInLine + 1})" : message;
    }

    /// <summary>Reads a JSON file strictly; null, and a fault, when that cannot be done.</summary>
    public T? Read<T>(string relative, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            var text = ReadBytes(relative);
            var value = JsonSerializer.Deserialize(text, type);
            // Only a file that contains the word can have a null element. The others need not be parsed a second time.
            if (text.AsSpan().IndexOf("null"u8) < 0) return value;
            using var document = JsonDocument.Parse(text);
            var nulls = NullElements.In(document.RootElement, type, "$").ToList();
            foreach (var place in nulls) Fault(relative, $"{place}: null");
            if (nulls.Count == 0) return value;
        }
        catch (JsonException exception)
        {
            Fault(relative, $"{exception.Path ?? "$"}: {Describe(exception)}");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Fault(relative, "cannot be read");
        }

        return null;
    }

    /// <summary>Reads every <c>LANGUAGE.json</c> of a folder; each has to name its own language, and English has to be there.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="type">What a file holds.</param>
    /// <param name="headOf">The language and the state of review that a file declares.</param>
    /// <param name="faultsOf">Names the faults of a file.</param>
    /// <param name="others">Files of the folder that hold something else.</param>
    public IReadOnlyDictionary<string, T> ReadLanguages<T>(
        string folder, JsonTypeInfo<T> type, Func<T, (string LanguageTag, string ReviewState)> headOf,
        Func<T, IEnumerable<string>>? faultsOf = null, params IReadOnlyList<string> others)
        where T : class
    {
        var wordings = new Dictionary<string, T>(StringComparer.Ordinal);
        foreach (var file in Files(folder).Where(file => file.EndsWith(".json", StringComparison.Ordinal) && !others.Contains(file)))
        {
            if (Read($"{folder}/{file}", type) is not { } wording) continue;
            var language = Path.GetFileNameWithoutExtension(file);
            var (declared, review) = headOf(wording);
            if (declared != language) Fault($"{folder}/{file}", $"language is not that of the file's name: '{declared}', not '{language}'");
            if (!ReviewStates.Contains(review)) Fault($"{folder}/{file}", "review: neither 'source', 'unreviewed' nor 'reviewed'");
            foreach (var fault in faultsOf?.Invoke(wording) ?? []) Fault($"{folder}/{file}", fault);
            wordings.Add(language, wording);
        }

        if (!wordings.ContainsKey(SourceLanguage)) Fault($"{folder}/{SourceLanguage}.json", "is missing or cannot be used");
        return wordings;
    }

    /// <summary>Reads several parts of the content at the same time; their faults come in the order of the parts.</summary>
    /// <param name="parts">Names of the parts.</param>
    /// <param name="read">Reads one of them.</param>
    public IReadOnlyList<T> ReadEach<T>(IReadOnlyList<string> parts, Func<ContentFiles, string, T> read)
    {
        var reading = parts.Select(part => Task.Run(() =>
        {
            var files = new ContentFiles(root);
            return (Value: read(files, part), files.Faults);
        })).ToArray();
        var values = Task.WhenAll(reading).GetAwaiter().GetResult();
        foreach (var (_, found) in values) faults.AddRange(found);
        return [.. values.Select(value => value.Value)];
    }

    private IReadOnlyList<string> List(string relative, Func<string, string[]> list)
    {
        if (!Directory.Exists(PathOf(relative)))
        {
            Fault(relative, "there is no such folder");
            return [];
        }

        return [.. list(PathOf(relative)).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];
    }

    // What System.Text.Json appends to its messages.
    [GeneratedRegex(
        @" (Path: .* \| )?LineNumber: \d+ \| BytePositionInLine: \d+\.$", RegexOptions.ExplicitCapture, PatternTimeout.Milliseconds)]
    private static partial Regex Position();
}

/// <summary>The content cannot be used.</summary>
/// <param name="faults">Everything that is wrong with it.</param>
internal sealed class ContentException(IReadOnlyList<string> faults)
    : Exception("The content cannot be used:\n" + string.Join('\n', faults.Select(fault => "- " + fault)));
