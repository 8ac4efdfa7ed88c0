namespace KetamineScreening.Api.Fhir.Formats;

/// <summary>A serialization of resources. The service builds and reads resources as JSON, and converts them.</summary>
internal sealed class ResourceFormat
{
    private ResourceFormat(string contentType, string name, params string[] otherMediaTypes) =>
        (ContentType, Name, MediaTypes) = (contentType, name, [contentType, .. otherMediaTypes]);

    /// <summary>JSON.</summary>
    public static ResourceFormat Json { get; } = new(FhirJson.ContentType, "json", "application/json");

    /// <summary>XML.</summary>
    public static ResourceFormat Xml { get; } = new(FhirXml.ContentType, "xml", "application/xml", "text/xml");

    /// <summary>All formats; the first is the default.</summary>
    public static IReadOnlyList<ResourceFormat> All { get; } = [Json, Xml];

    /// <summary>Media type of a resource in this format.</summary>
    public string ContentType { get; }

    /// <summary>Short name, a value of <c>_format</c>.</summary>
    public string Name { get; }

    /// <summary>All media types that mean this format.</summary>
    public IReadOnlyList<string> MediaTypes { get; }

    /// <summary>Converts a resource from JSON to this format.</summary>
    public ReadOnlyMemory<byte> FromJson(ReadOnlyMemory<byte> json) => this == Xml ? FhirXml.Bytes(json.Span) : json;
}
