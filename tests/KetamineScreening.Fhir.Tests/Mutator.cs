using System.Text.Json.Nodes;

namespace KetamineScreening.Fhir.Tests;

/// <summary>Changes one member or value of a resource at random.</summary>
internal sealed class Mutator(Random random)
{
    private const string Repeated = "REPEATED-";

    private static readonly string[] OtherValues =
        ["null", "true", "0", "-1.5", "\"\"", "\"x\"", "\" \"", "\"2026-02-30\"", "{}", "[]", "[null]", "[\"x\"]", "{\"x\":1}", "[{}]"];

    /// <summary>A mutation, as JSON that can have a member twice.</summary>
    public string Mutate(JsonObject resource)
    {
        var places = Objects(resource).SelectMany(parent => parent.Select(member => (Parent: parent, member.Key))).ToList();
        var (parent, name) = places[random.Next(places.Count)];
        var value = parent[name]!;
        switch (random.Next(6))
        {
            case 0:
                parent.Remove(name);
                break;
            case 1:
                parent[name] = JsonNode.Parse(OtherValues[random.Next(OtherValues.Length)]);
                break;
            case 2:
                parent.Remove(name);
                parent[Renamed(name)] = value;
                break;
            case 3:
                parent[Repeated + name] = value.DeepClone();
                break;
            case 4:
                parent[name] = value is JsonArray ? new JsonArray() : value is JsonObject ? new JsonObject() : "";
                break;
            default:
                parent[name] = value is JsonArray list ? list[0]!.DeepClone() : new JsonArray(value.DeepClone());
                break;
        }

        return resource.ToJsonString().Replace(Repeated, "", StringComparison.Ordinal);
    }

    private string Renamed(string name) => random.Next(4) switch
    {
        0 => "_" + name.TrimStart('_'),
        1 => name.TrimStart('_') + "x",
        2 => char.ToUpperInvariant(name[0]) + name[1..],
        _ => name.StartsWith("value", StringComparison.Ordinal)
            ? ((string[])["valueString", "valueCode", "valueInteger", "valueBoolean", "valueDecimal", "valueUri"])[random.Next(6)]
            : ((string[])["text", "id", "item", "extension", "linkId", "answer", "subject", "author", "modifierExtension"])[random.Next(9)],
    };

    private static IEnumerable<JsonObject> Objects(JsonNode node)
    {
        if (node is JsonObject own) yield return own;
        var children = node is JsonObject members ? members.Select(member => member.Value) : node is JsonArray list ? list : [];
        foreach (var inner in children.OfType<JsonNode>().SelectMany(Objects)) yield return inner;
    }
}
