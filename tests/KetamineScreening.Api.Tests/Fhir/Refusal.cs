using System.Text;
using System.Text.Json.Nodes;

namespace KetamineScreening.Api.Tests.Fhir;

/// <summary>A rejected request, from a table that <c>KetamineScreening.Fhir.Tests</c> also uses.</summary>
public sealed record Refusal(string Name, int Status, IReadOnlyList<string> Issues, Func<HttpRequestMessage> Make)
{
    private static readonly JsonObject Table = JsonNode.Parse(File.ReadAllText(Repository.PathOf("tests/fhir/refused.json")))!.AsObject();

    /// <summary>All rows of the table.</summary>
    public static IReadOnlyList<Refusal> All { get; } = [.. Table["rows"]!.AsArray().Select(row => From(row!.AsObject()))];

    /// <summary>A valid response to the self-check that contributes.</summary>
    public static JsonObject Good => Table["good"]!.DeepClone().AsObject();

    /// <summary>Address of the operation to which rows without a path are posted.</summary>
    public static string Address => (string)Table["address"]!;

    /// <inheritdoc />
    public override string ToString() => Name;

    private static Refusal From(JsonObject row) => new(
        (string)row["name"]!,
        (int)row["status"]!,
        [.. row["issues"]!.AsArray().Select(issue => (string)issue!).Order(StringComparer.Ordinal)],
        () => Request(row));

    private static HttpRequestMessage Request(JsonObject row)
    {
        var method = new HttpMethod((string?)row["method"] ?? "POST");
        var request = new HttpRequestMessage(method, (string?)row["path"] ?? Address);
        if (method == HttpMethod.Post) request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(Body(row)));
        foreach (var (name, value) in row["headers"]?.AsObject() ?? [])
        {
            if (name != "Content-Type") request.Headers.TryAddWithoutValidation(name, (string?)value);
        }

        var contentType = (string?)row["headers"]?["Content-Type"] ?? "application/fhir+json";
        request.Content?.Headers.TryAddWithoutValidation("Content-Type", contentType);
        return request;
    }

    private static string Body(JsonObject row)
    {
        if ((string?)row["raw"] is { } raw) return raw;
        if (row["body"] is { } whole) return whole.ToJsonString();
        var body = Good;
        foreach (var (name, value) in row["with"]?.AsObject() ?? []) body[name] = value?.DeepClone();
        foreach (var item in row["items"]?.AsArray() ?? []) body["item"]!.AsArray().Add(item?.DeepClone());
        if ((string?)row["without"] is { } removed) body.Remove(removed);
        return body.ToJsonString().PadRight((int?)row["padded"] ?? 0);
    }
}
