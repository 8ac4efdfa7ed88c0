using System.Text.Json;
using System.Xml;
using System.Xml.Linq;
using KetamineScreening.Api.Fhir.Elements;

namespace KetamineScreening.Api.Fhir.Formats;

/// <summary>Writes XML elements as JSON, by the types and cardinalities of <see cref="ElementTable"/>.</summary>
/// <remarks>
/// Anything that FHIR does not define at its place becomes the member <see cref="Unknown"/>, which the reader of the JSON refuses.
/// </remarks>
internal sealed class XmlElementConverter(Utf8JsonWriter json)
{
    // No FHIR element has this name.
    private const string Unknown = "@";
    private const string XhtmlType = "xhtml";
    private const int MaxDepth = 64;
    private static readonly XNamespace Fhir = FhirXml.Namespace;
    private static readonly XName SchemaLocation = XName.Get("schemaLocation", "http://www.w3.org/2001/XMLSchema-instance");
    private static readonly XNamespace Xhtml = "http://www.w3.org/1999/xhtml";

    /// <summary>Writes a resource.</summary>
    /// <exception cref="XmlException">The resource is nested too deeply.</exception>
    public void WriteResource(XElement resource, int depth)
    {
        json.WriteStartObject();
        json.WriteString("resourceType", resource.Name.Namespace == Fhir ? resource.Name.LocalName : Unknown);
        WriteMembers(resource, resource.Name.Namespace == Fhir ? ElementTable.Resource(resource.Name.LocalName) : null, depth);
        json.WriteEndObject();
    }

    private void WriteMembers(XElement parent, TypeDefinition? type, int depth, bool isPrimitive = false)
    {
        if (depth > MaxDepth) throw new XmlException();
        if (type is null) return;
        var hasUnknown = parent.Nodes().OfType<XText>().Any();
        foreach (var attribute in parent.Attributes().Where(IsContent))
        {
            var name = attribute.Name.NamespaceName.Length == 0 ? attribute.Name.LocalName : Unknown;
            if (type.Find(name) is { IsAttribute: true }) json.WriteString(name, attribute.Value);
            else hasUnknown |= !(isPrimitive && name == "value");
        }

        foreach (var group in parent.Elements().GroupBy(child => child.Name))
        {
            var element = type.Find(group.Key.LocalName);
            var isKnown = element is { IsAttribute: false } && group.Key.Namespace == (element.Type == XhtmlType ? Xhtml : Fhir);
            if (isKnown) WriteGroup(element!, [.. group], depth);
            else hasUnknown = true;
        }

        if (hasUnknown) json.WriteBoolean(Unknown, true);
    }

    private void WriteGroup(ElementDefinition element, IReadOnlyList<XElement> group, int depth)
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
            if (isPrimitive) WriteValue(element.Kind, child.Attribute("value")?.Value);
            else if (element.IsPrimitive) json.WriteStringValue(child.ToString(SaveOptions.DisableFormatting));
            else if (element.Content is null && IsContainer(child)) WriteResource(child.Elements().Single(), depth + 1);
            else WriteObject(child, element.Content ?? ElementTable.Underscore);
        }

        void WriteMore(XElement child)
        {
            if (HasMore(child)) WriteObject(child, ElementTable.Underscore, isPrimitive: true);
            else json.WriteNullValue();
        }

        void WriteObject(XElement child, TypeDefinition type, bool isPrimitive = false)
        {
            json.WriteStartObject();
            WriteMembers(child, type, depth + 1, isPrimitive);
            json.WriteEndObject();
        }
    }

    // Neither a declaration of a namespace nor the place of a schema, which R4 allows and has no meaning.
    private static bool IsContent(XAttribute attribute) => !attribute.IsNamespaceDeclaration && attribute.Name != SchemaLocation;

    // Whether an element contains a resource and nothing else.
    private static bool IsContainer(XElement child) =>
        child.Nodes().Count() == 1 && child.Elements().Any() && !child.Attributes().Any(IsContent);

    // Whether a primitive element has more than a value.
    private static bool HasMore(XElement child) =>
        child.Nodes().Any() || child.Attributes().Any(attribute => IsContent(attribute) && attribute.Name != "value");

    // The reader of the JSON refuses a string in the place of a number or boolean.
    private void WriteValue(PrimitiveKind kind, string? value)
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
