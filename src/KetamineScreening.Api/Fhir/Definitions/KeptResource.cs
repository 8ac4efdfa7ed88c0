using System.Text.Json;
using System.Text.Json.Nodes;
using KetamineScreening.Api.Fhir.Formats;
using KetamineScreening.Api.Http.Caching;

namespace KetamineScreening.Api.Fhir.Definitions;

/// <summary>A resource in one language whose bytes are kept in every format that was asked for.</summary>
internal sealed class KeptResource
{
    private readonly ServedBytes json;
    private readonly ServedBytes xml;
    private readonly Lazy<IReadOnlyDictionary<string, string>> elements;

    /// <summary>Creates a resource. It is written on first use.</summary>
    /// <param name="write">Writes the resource.</param>
    /// <param name="onKept">Receives the number of bytes of each format that is kept from now on.</param>
    public KeptResource(Func<JsonObject> write, Action<int> onKept)
    {
        json = Kept(ResourceFormat.Json, () => write().Bytes());
        xml = Kept(ResourceFormat.Xml, () => FhirXml.Bytes(json!.Plain.Content));
        elements = new(() => JsonElement.Parse(Json).EnumerateObject()
            .Where(member => member.Value.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array))
            .ToDictionary(member => member.Name, member => TextOf(member.Value), StringComparer.Ordinal));

        ServedBytes Kept(ResourceFormat format, Func<byte[]> make)
        {
            return new ServedBytes(Counted, format.ContentType, ContentCoding.Brotli, ContentCoding.Gzip);

            byte[] Counted()
            {
                var bytes = make();
                onKept(bytes.Length);
                return bytes;
            }
        }
    }

    /// <summary>The resource as JSON in UTF-8.</summary>
    public byte[] Json => json.Plain.Content;

    /// <summary>The primitive elements of the resource, as text by name.</summary>
    public IReadOnlyDictionary<string, string> Elements => elements.Value;

    /// <summary>The resource in a format.</summary>
    public ServedBytes In(ResourceFormat format) => format == ResourceFormat.Xml ? xml : json;

    private static string TextOf(JsonElement value) =>
        value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
}
