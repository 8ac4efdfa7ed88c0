using System.Text.Json.Nodes;

namespace KetamineScreening.Api.Tests.OpenApi;

/// <summary>The served OpenAPI document.</summary>
public sealed class Contract(JsonNode document)
{
    /// <summary>All operations.</summary>
    public IReadOnlyList<Operation> Operations =>
    [
        .. document["paths"]!.AsObject().SelectMany(
            path => path.Value!.AsObject(),
            (path, operation) => new Operation(this, path.Key, operation.Key.ToUpperInvariant(), operation.Value!)),
    ];

    /// <summary>The schema of all problems.</summary>
    public JsonNode ProblemSchema => document["components"]!["schemas"]!["Problem"]!;

    /// <summary>The description of the whole API.</summary>
    public string Introduction => (string)document["info"]!["description"]!;

    /// <summary>Reads the document from a service.</summary>
    public static async Task<Contract> Of(Service service) => new(await service.Get("/openapi/v1.json"));

    /// <summary>The target of a reference; any other node unchanged.</summary>
    public JsonNode Resolve(JsonNode node) =>
        (string?)(node as JsonObject)?["$ref"] is { } reference
            ? Resolve(reference["#/".Length..].Split('/').Aggregate(document, (at, part) => at[part]!))
            : node;
}

/// <summary>An operation of the OpenAPI document.</summary>
/// <param name="Contract">The document.</param>
/// <param name="Path">Path template, with parameter names in braces.</param>
/// <param name="Method">HTTP method in upper case.</param>
/// <param name="Node">The operation object.</param>
public sealed record Operation(Contract Contract, string Path, string Method, JsonNode Node)
{
    /// <summary>Parameter objects, with references resolved.</summary>
    public IEnumerable<JsonNode> Parameters => (Node["parameters"]?.AsArray() ?? []).Select(parameter => Contract.Resolve(parameter!));

    /// <summary>All response bodies with their status and media type.</summary>
    public IEnumerable<(string Status, string MediaType, JsonNode Content)> Bodies =>
        Node["responses"]!
            .AsObject()
            .SelectMany(response =>
                (Contract.Resolve(response.Value!)["content"]?.AsObject() ?? []).Select(content =>
                    (response.Key, content.Key, content.Value!)));

    /// <inheritdoc />
    public override string ToString() => $"{Method} {Path}";
}
