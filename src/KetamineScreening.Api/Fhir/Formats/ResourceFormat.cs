namespace KetamineScreening.Api.Fhir.Formats;

/// <summary>A serialization of resources.</summary>
internal sealed class ResourceFormat
{
    private readonly Func<ReadOnlyMemory<byte>, ReadOnlyMemory<byte>> convert;

    private ResourceFormat(
        string contentType, string name, string[] mediaTypes, Func<ReadOnlyMemory<byte>, ReadOnlyMemory<byte>> convert) =>
        (ContentType, Name, MediaTypes, this.convert) = (contentType, name, mediaTypes, convert);

    /// <summary>JSON, the format that every resource is built in.</summary>
    public static ResourceFormat Json { get; } =
        new(FhirJson.ContentType, "json", [FhirJson.ContentType, "application/json"], json => json);

    /// <summary>XML.</summary>
    public static ResourceFormat Xml { get; } =
        new(FhirXml.ContentType, "xml", [FhirXml.ContentType, "application/xml", "text/xml"], json => FhirXml.Bytes(json.Span));

    /// <summary>All formats; the first is the default.</summary>
    public static IReadOnlyList<ResourceFormat> All { get; } = [Json, Xml];

    /// <summary>Media type of a resource in this format.</summary>
    public string ContentType { get; }

    /// <summary>Short name, a value of <c>_format</c>.</summary>
    public string Name { get; }

    /// <summary>All media types that mean this format.</summary>
    public IReadOnlyList<string> MediaTypes { get; }

    /// <summary>Converts a resource from JSON to this format.</summary>
    public ReadOnlyMemory<byte> FromJson(ReadOnlyMemory<byte> json) => convert(json);
}
