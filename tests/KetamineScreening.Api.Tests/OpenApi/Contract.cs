using System.Text.Json.Nodes;

namespace KetamineScreening.Api.Tests.OpenApi;

/// <summary>The served document, for tests that look into it.</summary>
public sealed class Contract(JsonNode document)
{
    /// <summary>Every operation there is.</summary>
    public IReadOnlyList<Operation> Operations =>
        [.. document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject().Select(operation => new Operation(this, path.Key, operation.Key.ToUpperInvariant(), operation.Value!)))];

    /// <summary>The schema of all problems.</summary>
    public JsonNode ProblemSchema => document["components"]!["schemas"]!["Problem"]!;

    /// <summary>Reads the document that a service serves.</summary>
    public static async Task<Contract> Of(Service service) => new(await service.Get("/openapi/v1.json"));

    /// <summary>What a reference refers to; anything else is given as it is.</summary>
    public JsonNode Resolve(JsonNode node) =>
        (string?)(node as JsonObject)?["$ref"] is { } reference
            ? Resolve(reference["#/".Length..].Split('/').Aggregate(document, (at, part) => at[part]!))
            : node;
}

/// <summary>An operation of the document.</summary>
/// <param name="Contract">The document.</param>
/// <param name="Path">Its address, with names of parameters in braces.</param>
/// <param name="Method">Its method, in capitals.</param>
/// <param name="Node">What is said of it.</param>
public sealed record Operation(Contract Contract, string Path, string Method, JsonNode Node)
{
    /// <summary>Its parameters.</summary>
    public IEnumerable<JsonNode> Parameters => (Node["parameters"]?.AsArray() ?? []).Select(parameter => Contract.Resolve(parameter!));

    /// <summary>Bodies of all answers, each with its status and media type.</summary>
    public IEnumerable<(string Status, string MediaType, JsonNode Content)> Bodies => Node["responses"]!.AsObject()
        .SelectMany(response => (Contract.Resolve(response.Value!)["content"]?.AsObject() ?? []).Select(content => (response.Key, content.Key, content.Value!)));

    /// <inheritdoc />
    public override string ToString() => $"{Method} {Path}";
}
