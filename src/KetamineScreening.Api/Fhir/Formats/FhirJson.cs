using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace KetamineScreening.Api.Fhir.Formats;

/// <summary>Builds and writes resources as JSON. FHIR forbids null, empty strings, empty arrays and empty objects.</summary>
internal static class FhirJson
{
    /// <summary>Media type of every resource.</summary>
    public const string ContentType = "application/fhir+json";

    // Initial size of the buffer, which is large enough for most resources.
    private const int InitialCapacity = 16 * 1024;

    private static readonly string[] BeforeExtensions = ["resourceType", "id", "meta", "language"];

    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Creates an array.</summary>
    public static JsonArray List(params IEnumerable<JsonNode> elements) => new([.. elements]);

    /// <summary>Sets an array member, unless the array is empty.</summary>
    public static JsonObject PutList(this JsonObject node, string name, IEnumerable<JsonNode> elements)
    {
        var list = List(elements);
        if (list.Count > 0) node[name] = list;
        return node;
    }

    /// <summary>Sets a text member, with its translations into the other languages as extensions <c>translation</c>.</summary>
    public static JsonObject PutText(this JsonObject node, string name, ResourceTexts texts, Func<LocalTexts, string> text)
    {
        return node.PutText(name, text(texts.Own), texts.Others.Select(other => (other.Language, text(other))));
    }

    /// <summary>Sets a text member with translations.</summary>
    public static JsonObject PutText(
        this JsonObject node, string name, string text, IEnumerable<(string Language, string Text)> translations)
    {
        node[name] = text;
        var extensions = translations.Select(translation => new JsonObject
        {
            ["extension"] = List(
                new JsonObject { ["url"] = "lang", ["valueCode"] = translation.Language },
                new JsonObject { ["url"] = "content", ["valueString"] = translation.Text }),
            ["url"] = "http://hl7.org/fhir/StructureDefinition/translation",
        }).ToList();
        if (extensions.Count > 0) node["_" + name] = new JsonObject { ["extension"] = List(extensions) };
        return node;
    }

    /// <summary>Adds an extension. The extensions come where the specification has them, because the order matters in XML.</summary>
    public static JsonObject Extend(this JsonObject node, string url, string type, JsonNode value)
    {
        if (node["extension"] is not JsonArray extensions)
        {
            extensions = [];
            node.Insert(node.TakeWhile(member => BeforeExtensions.Contains(member.Key)).Count(), "extension", extensions);
        }

        extensions.Add((JsonNode)new JsonObject { ["url"] = url, [type] = value });
        return node;
    }

    /// <summary>Creates an Expression in FHIRPath.</summary>
    public static JsonObject Expression(string expression, string? name = null)
    {
        var node = new JsonObject();
        if (name is not null) node["name"] = name;
        node["language"] = "text/fhirpath";
        node["expression"] = expression;
        return node;
    }

    /// <summary>Serializes a resource as UTF-8.</summary>
    public static byte[] Bytes(this JsonObject resource) => Bytes(json => resource.WriteTo(json)).ToArray();

    /// <summary>Writes a resource directly as UTF-8, without a tree of nodes. Results and OperationOutcomes use it.</summary>
    public static ReadOnlyMemory<byte> Bytes(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(InitialCapacity);
        using (var json = new Utf8JsonWriter(buffer, Plain)) write(json);
        return buffer.WrittenMemory;
    }

    /// <summary>Writes a Coding.</summary>
    /// <param name="json">The writer.</param>
    /// <param name="name">Name of the member; null in an array.</param>
    /// <param name="system">Canonical URL of the code system.</param>
    /// <param name="code">The code.</param>
    /// <param name="display">Label of the code; null to omit it.</param>
    public static void WriteCoding(this Utf8JsonWriter json, string? name, string system, string code, string? display)
    {
        if (name is null) json.WriteStartObject();
        else json.WriteStartObject(name);
        json.WriteString("system", system);
        json.WriteString("code", code);
        if (display is not null) json.WriteString("display", display);
        json.WriteEndObject();
    }
}
