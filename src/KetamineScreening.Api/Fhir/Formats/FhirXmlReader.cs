using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using System.Xml;
using System.Xml.Linq;

namespace KetamineScreening.Api.Fhir.Formats;

/// <summary>Converts the body of an operation from XML to JSON, whose reader then checks it.</summary>
/// <remarks>
/// There are no DTDs and so no entities of the sender. Comments and processing instructions are skipped. Anything that FHIR does not
/// define at its place becomes the member <see cref="Unknown"/>, which the reader of the JSON refuses.
/// </remarks>
internal static class FhirXmlReader
{
    // No FHIR element has this name.
    private const string Unknown = "@";
    private const string XhtmlType = "xhtml";
    private const int MaxDepth = 64;
    private static readonly XNamespace Fhir = FhirXml.Namespace;
    private static readonly XNamespace Xhtml = "http://www.w3.org/1999/xhtml";

    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        IgnoreWhitespace = true,
    };

    /// <summary>Converts a body; null when it is not well-formed XML in UTF-8, or nested too deeply.</summary>
    public static ReadOnlyMemory<byte>? ToJson(ReadOnlySpan<byte> xml)
    {
        if (!Utf8.IsValid(xml)) return null;
        var buffer = new ArrayBufferWriter<byte>(Math.Max(1, 2 * xml.Length));
        try
        {
            // As text, so that the document cannot declare another encoding. A reader of text takes no byte order mark.
            using var reader = XmlReader.Create(new StringReader(Encoding.UTF8.GetString(xml).TrimStart('\uFEFF')), Settings);
            using var json = new Utf8JsonWriter(buffer);
            WriteResource(json, XElement.Load(reader), depth: 0);
        }
        catch (XmlException)
        {
            return null;
        }

        return buffer.WrittenMemory;
    }

    private static void WriteResource(Utf8JsonWriter json, XElement resource, int depth)
    {
        json.WriteStartObject();
        json.WriteString("resourceType", resource.Name.LocalName);
        WriteMembers(json, resource, resource.Name.Namespace == Fhir ? ElementTable.Resource(resource.Name.LocalName) : null, depth);
        json.WriteEndObject();
    }

    private static void WriteMembers(Utf8JsonWriter json, XElement parent, ElementType? type, int depth, bool isPrimitive = false)
    {
        if (depth > MaxDepth) throw new XmlException();
        if (type is null) return;
        var hasUnknown = parent.Nodes().OfType<XText>().Any();
        foreach (var attribute in parent.Attributes().Where(attribute => !attribute.IsNamespaceDeclaration))
        {
            var name = attribute.Name.NamespaceName.Length == 0 ? attribute.Name.LocalName : Unknown;
            if (type.Find(name) is { IsAttribute: true }) json.WriteString(name, attribute.Value);
            else hasUnknown |= !(isPrimitive && name == "value");
        }

        foreach (var group in parent.Elements().GroupBy(child => child.Name))
        {
            var element = type.Find(group.Key.LocalName);
            var isKnown = element is { IsAttribute: false } && group.Key.Namespace == (element.Type == XhtmlType ? Xhtml : Fhir);
            if (isKnown) WriteGroup(json, element!, [.. group], depth);
            else hasUnknown = true;
        }

        if (hasUnknown) json.WriteBoolean(Unknown, true);
    }

    private static void WriteGroup(Utf8JsonWriter json, ElementDefinition element, IReadOnlyList<XElement> group, int depth)
    {
        var isPrimitive = element.IsPrimitive && element.Type != XhtmlType;
        if (!isPrimitive || group.Any(child => child.Attribute("value") is not null)) WriteList(element.Member, Write);
        if (isPrimitive && group.Any(HasMore)) WriteList("_" + element.Member, WriteMore);

        // The reader of the JSON refuses an array in the place of a single element.
        void WriteList(string name, Action<XElement> write)
        {
            json.WritePropertyName(name);
            if (!element.IsList && group.Count == 1)
            {
                write(group[0]);
                return;
            }

            json.WriteStartArray();
            foreach (var child in group) write(child);
            json.WriteEndArray();
        }

        void Write(XElement child)
        {
            if (isPrimitive) WriteValue(json, element.Kind, child.Attribute("value")?.Value);
            else if (element.IsPrimitive) json.WriteStringValue(child.ToString(SaveOptions.DisableFormatting));
            else if (element.Content is null && child.Elements().Count() == 1) WriteResource(json, child.Elements().Single(), depth + 1);
            else WriteObject(child, element.Content ?? ElementTable.Underscore);
        }

        void WriteMore(XElement child)
        {
            if (HasMore(child)) WriteObject(child, ElementTable.Underscore, isPrimitive: true);
            else json.WriteNullValue();
        }

        void WriteObject(XElement child, ElementType type, bool isPrimitive = false)
        {
            json.WriteStartObject();
            WriteMembers(json, child, type, depth + 1, isPrimitive);
            json.WriteEndObject();
        }
    }

    // Whether a primitive element has more than a value.
    private static bool HasMore(XElement child) =>
        child.Nodes().Any() || child.Attributes().Any(attribute => !attribute.IsNamespaceDeclaration && attribute.Name != "value");

    // The reader of the JSON refuses a string in the place of a number or boolean.
    private static void WriteValue(Utf8JsonWriter json, PrimitiveKind kind, string? value)
    {
        if (value is null) json.WriteNullValue();
        else if (kind == PrimitiveKind.Boolean && value is ("true" or "false")) json.WriteBooleanValue(value == "true");
        else if (kind == PrimitiveKind.Number && IsNumber(value)) json.WriteRawValue(value);
        else json.WriteStringValue(value);
    }

    // The numbers of FHIR are written as in JSON, in both formats.
    private static bool IsNumber(string text)
    {
        try
        {
            return JsonElement.Parse(text).ValueKind == JsonValueKind.Number && text.Trim().Length == text.Length;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
