using System.Text;
using System.Text.Json;
using System.Xml;

namespace KetamineScreening.Api.Fhir.Formats;

/// <summary>Converts resources from JSON to XML.</summary>
/// <remarks>The members of the JSON have to be in the order of the specification. No resource of this service has a narrative.</remarks>
internal static class FhirXml
{
    /// <summary>Media type of a resource.</summary>
    public const string ContentType = "application/fhir+xml";

    /// <summary>XML namespace of all elements.</summary>
    public const string Namespace = "http://hl7.org/fhir";

    private static readonly XmlWriterSettings Settings =
        new() { Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), OmitXmlDeclaration = true };

    /// <summary>Converts a resource to XML in UTF-8.</summary>
    public static byte[] Bytes(ReadOnlySpan<byte> json)
    {
        using var buffer = new MemoryStream(json.Length);
        using (var xml = XmlWriter.Create(buffer, Settings)) WriteResource(xml, JsonElement.Parse(json));
        return buffer.ToArray();
    }

    private static void WriteResource(XmlWriter xml, JsonElement resource)
    {
        xml.WriteStartElement(resource.GetProperty("resourceType").GetString()!, Namespace);
        foreach (var member in resource.EnumerateObject())
        {
            if (member.Name != "resourceType") WriteMember(xml, resource, member);
        }

        xml.WriteEndElement();
    }

    // JSON has the id and the extensions of a primitive element in a second member, whose name begins with an underscore.
    private static void WriteMember(XmlWriter xml, JsonElement parent, JsonProperty member)
    {
        if (member.Name.StartsWith('_')) return;
        parent.TryGetProperty("_" + member.Name, out var more);
        if (member.Value.ValueKind != JsonValueKind.Array)
        {
            WriteElement(xml, member.Name, member.Value, more);
            return;
        }

        foreach (var (index, value) in member.Value.EnumerateArray().Index())
        {
            WriteElement(xml, member.Name, value, more.ValueKind == JsonValueKind.Array ? more[index] : default);
        }
    }

    private static void WriteElement(XmlWriter xml, string name, JsonElement value, JsonElement more)
    {
        xml.WriteStartElement(name, Namespace);
        if (value.ValueKind != JsonValueKind.Object)
        {
            xml.WriteAttributeString("value", value.ValueKind == JsonValueKind.String ? value.GetString() : value.GetRawText());
            if (more.ValueKind == JsonValueKind.Object) WriteContent(xml, name, more);
        }
        else if (value.TryGetProperty("resourceType", out _))
        {
            WriteResource(xml, value);
        }
        else
        {
            WriteContent(xml, name, value);
        }

        xml.WriteEndElement();
    }

    private static void WriteContent(XmlWriter xml, string name, JsonElement element)
    {
        var attributes = name is "extension" or "modifierExtension" ? ["id", "url"] : new[] { "id" };
        foreach (var attribute in attributes)
        {
            if (element.TryGetProperty(attribute, out var value)) xml.WriteAttributeString(attribute, value.GetString());
        }

        foreach (var member in element.EnumerateObject())
        {
            if (!attributes.Contains(member.Name)) WriteMember(xml, element, member);
        }
    }
}
