using System.Text.Json;
using System.Text.Json.Serialization;

namespace KetamineScreening.Benchmarks.References;

/// <summary>Request body of a screening.</summary>
internal sealed record EchoRequest(Dictionary<string, string> Answers, bool Contribute, string? Version = null);

/// <summary>Response of the echo.</summary>
internal sealed record EchoResponse(string Id, EchoRequest Echo, IReadOnlyList<Entry> Entries);

/// <summary>An entry that fills the response to its length.</summary>
internal sealed record Entry(string Code, string Label, string Text, int Value, bool Done);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(EchoRequest))]
[JsonSerializable(typeof(EchoResponse))]
[JsonSerializable(typeof(FastEndpointsRequest))]
[JsonSerializable(typeof(Stored))]
internal sealed partial class EchoJson : JsonSerializerContext;

/// <summary>The entries of the echo of each questionnaire, which fill its responses to the lengths of those of the service.</summary>
internal sealed class EchoEntries(IReadOnlyDictionary<string, int> lengths)
{
    // A typical object of a result has about this length.
    private const int EntryLength = 250;

    private readonly Dictionary<string, IReadOnlyList<Entry>> entries = lengths.ToDictionary(
        length => length.Key, length => (IReadOnlyList<Entry>)Fill(length.Key, length.Value));

    /// <summary>The entries of a questionnaire.</summary>
    public IReadOnlyList<Entry> Of(string id) => entries[id];

    // The response to the first request of the run has exactly the length. The others differ by the length of their answers.
    private static List<Entry> Fill(string id, int length)
    {
        var questionnaire = Parts.Questionnaires.Single(questionnaire => questionnaire.Id == id);
        var first = JsonSerializer.Deserialize(Requests.Bodies(questionnaire, contribute: true)[0], EchoJson.Default.EchoRequest)!;
        var count = length / EntryLength;
        var missing = length - LengthOf(Entries(count, _ => 0));
        return Entries(count, index => missing / count + (index < missing % count ? 1 : 0));

        int LengthOf(List<Entry> filled) =>
            JsonSerializer.SerializeToUtf8Bytes(new EchoResponse(id, first, filled), EchoJson.Default.EchoResponse).Length;
    }

    private static List<Entry> Entries(int count, Func<int, int> lengthOfText) => [.. Enumerable.Range(0, count).Select(index =>
        new Entry($"entry-{index}", $"Entry number {index}", new string('x', lengthOfText(index)), index, index % 2 == 0))];
}
