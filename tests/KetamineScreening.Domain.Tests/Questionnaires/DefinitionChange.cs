using System.Text.Json;
using System.Text.Json.Nodes;
using KetamineScreening.Domain.Questionnaires;

namespace KetamineScreening.Domain.Tests.Questionnaires;

/// <summary>One change of a definition file: another value, a removed or moved element, or an added item, flag or rule.</summary>
/// <param name="Path">Names and indexes that lead to the value.</param>
/// <param name="What">What happens there.</param>
/// <param name="Value">The new value, or the added element.</param>
public sealed record DefinitionChange(IReadOnlyList<object> Path, string What, JsonNode? Value)
{
    public const string Set = "set";
    public const string Add = "add";
    public const string Remove = "remove";
    public const string Swap = "swap with the element before";

    private const string Flag = """{ "code": "added", "urgency": "soon", "when": { "score": "total", "atLeast": 1 } }""";
    private const string Rule = """{ "code": "added", "band": "high", "when": { "score": "total", "atLeast": 5 } }""";

    private static readonly string[] Booleans = ["true", "false"];
    private static readonly (string Never, string Weekly)[] Weights = [("null", "null"), ("0", "2")];

    /// <summary>Location in the file, for example <c>bands/0/from</c>.</summary>
    public string Location => string.Join('/', Path);

    /// <summary>Every change there is. Many lead to an invalid definition.</summary>
    public static IReadOnlyList<DefinitionChange> All(JsonNode definition)
    {
        var nodes = Nodes(definition, []).Where(node => node.Path.Count > 0).ToList();
        var byName = nodes.Where(node => node.Node is JsonValue).ToLookup(node => NameOf(node.Path), node => node.Node!.ToJsonString());
        var sets =
            from node in nodes
            where node.Node is JsonValue
            from other in Others((JsonValue)node.Node!, byName[NameOf(node.Path)])
            select new DefinitionChange(node.Path, Set, other);
        return
        [
            .. sets,
            .. nodes.Select(node => new DefinitionChange(node.Path, Remove, null)),
            .. nodes.Where(node => node.Path[^1] is int and > 0).Select(node => new DefinitionChange(node.Path, Swap, null)),
            .. AddedItems(definition),
            new(["flags"], Add, JsonNode.Parse(Flag)),
            new(["rules"], Add, JsonNode.Parse(Rule)),
        ];
    }

    /// <summary>The changed definition under another version, or null if it is not valid.</summary>
    public Questionnaire? Apply(JsonNode definition, string version)
    {
        var changed = definition.DeepClone();
        changed["version"] = version;
        var parents = What == Add ? Path : Path.SkipLast(1);
        var parent = parents.Aggregate(changed, (node, step) => step is int location ? node[location]! : node[(string)step]!);
        if (What == Add) parent.AsArray().Add(Value!.DeepClone());
        else if (Path[^1] is int index) Change(parent.AsArray(), index);
        else if (What == Remove) parent.AsObject().Remove((string)Path[^1]);
        else parent[(string)Path[^1]] = Value!.DeepClone();

        try
        {
            var read = changed.Deserialize(ContentJson.Default.Definition)!;
            return DefinitionCheck.Faults(read).Count == 0 ? Questionnaire.From(read) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <inheritdoc />
    public override string ToString() => $"{Location}: {What} {Value?.ToJsonString()}";

    private void Change(JsonArray elements, int index)
    {
        var element = elements[index];
        elements.RemoveAt(index);
        if (What == Set) elements.Insert(index, Value!.DeepClone());
        if (What == Swap) elements.Insert(index - 1, element);
    }

    // Optional or not, with weights or without, in each section and under each condition that another item has.
    private static IEnumerable<DefinitionChange> AddedItems(JsonNode definition)
    {
        var sections = definition["sections"]!.AsArray();
        var items = sections.SelectMany(section => section!["items"]!.AsArray()).ToList();
        var conditions = items.Select(item => item!["askedWhen"]?.ToJsonString() ?? "null").Distinct().ToList();
        var basis = items[0]!["basis"]!.ToJsonString();
        return
            from section in Enumerable.Range(0, sections.Count)
            from askedWhen in conditions
            from required in Booleans
            from weight in Weights
            let options = $$"""[{ "code": "never", "weight": {{weight.Never}} }, { "code": "weekly", "weight": {{weight.Weekly}} }]"""
            let head = $$""" "id": "added", "required": {{required}}, "askedWhen": {{askedWhen}}"""
            let item = $$"""{ {{head}}, "options": {{options}}, "basis": {{basis}} }"""
            select new DefinitionChange(["sections", section, "items"], Add, JsonNode.Parse(item));
    }

    private static IEnumerable<(IReadOnlyList<object> Path, JsonNode? Node)> Nodes(JsonNode? node, IReadOnlyList<object> path)
    {
        IEnumerable<(IReadOnlyList<object> Path, JsonNode? Node)> inner = node switch
        {
            JsonObject members => members.SelectMany(member => Nodes(member.Value, [.. path, member.Key])),
            JsonArray elements => elements.SelectMany((element, index) => Nodes(element, [.. path, index])),
            _ => [],
        };
        return inner.Prepend((path, node));
    }

    private static string NameOf(IReadOnlyList<object> path) => path.OfType<string>().Last();

    // Values under the same name elsewhere, numbers close by, and a value that is nowhere else.
    private static IEnumerable<JsonNode?> Others(JsonValue value, IEnumerable<string> elsewhere)
    {
        IEnumerable<string> more = value.GetValueKind() switch
        {
            JsonValueKind.Number => [$"{(int)value + 1}", $"{(int)value - 1}", $"{(int)value * 2}"],
            JsonValueKind.String => ["\"another\""],
            _ => Booleans,
        };
        return elsewhere.Concat(more).Distinct().Where(other => other != value.ToJsonString()).Select(other => JsonNode.Parse(other));
    }
}
