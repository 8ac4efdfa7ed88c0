namespace KetamineScreening.Api.Fhir.Elements;

/// <summary>The primitive types of FHIR R4.</summary>
internal enum PrimitiveType
{
    /// <summary>The type is not primitive.</summary>
    None,
    Base64Binary,
    Boolean,
    Canonical,
    Code,
    Date,
    DateTime,
    Decimal,
    Id,
    Instant,
    Integer,
    Markdown,
    Oid,
    PositiveInt,
    String,
    Time,
    UnsignedInt,
    Uri,
    Url,
    Uuid,
    Xhtml,
}
