using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using System.Xml;
using System.Xml.Linq;

namespace KetamineScreening.Api.Fhir.Formats;

/// <summary>Converts the body of an operation from XML to JSON, whose reader then checks it.</summary>
/// <remarks>There are no DTDs and so no entities of the sender. Comments and processing instructions are skipped.</remarks>
internal static class FhirXmlReader
{
    // Deeper than the deepest response in JSON: each of its 64 levels is at most two in XML.
    private const int MaxDepth = 128;

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
            var text = Encoding.UTF8.GetString(xml).TrimStart('\uFEFF');
            if (IsTooDeep(text)) return null;
            using var reader = XmlReader.Create(new StringReader(text), Settings);
            using var json = new Utf8JsonWriter(buffer);
            new XmlElementConverter(json).WriteResource(XElement.Load(reader), depth: 0);
        }
        catch (XmlException)
        {
            return null;
        }

        return buffer.WrittenMemory;
    }

    // Copying a narrative takes time that grows with the square of its depth.
    private static bool IsTooDeep(string xml)
    {
        using var reader = XmlReader.Create(new StringReader(xml), Settings);
        while (reader.Read())
        {
            if (reader.Depth > MaxDepth) return true;
        }

        return false;
    }
}
