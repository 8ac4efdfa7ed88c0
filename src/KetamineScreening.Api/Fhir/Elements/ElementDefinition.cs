using System.Text;

namespace KetamineScreening.Api.Fhir.Elements;

/// <summary>An element of a type.</summary>
internal sealed class ElementDefinition
{
    /// <summary>Creates an element; the arguments are the properties of the same names.</summary>
    public ElementDefinition(string name, string member, string type)
    {
        (Name, Member, Type, MemberUtf8) = (name, member, type, Encoding.UTF8.GetBytes(member));
        // Only the names of primitive types begin with a small letter.
        Primitive = char.IsLower(type[0]) ? Enum.Parse<PrimitiveType>(type, ignoreCase: true) : PrimitiveType.None;
        Kind = Primitive switch
        {
            PrimitiveType.None => PrimitiveKind.None,
            PrimitiveType.Boolean => PrimitiveKind.Boolean,
            PrimitiveType.Decimal => PrimitiveKind.Number,
            PrimitiveType.Integer or PrimitiveType.PositiveInt or PrimitiveType.UnsignedInt => PrimitiveKind.Number,
            _ => PrimitiveKind.Text,
        };
    }

    /// <summary>Name in FHIRPath. All elements of a choice have the same, for example <c>value</c>.</summary>
    public string Name { get; }

    /// <summary>Name of the JSON member and of the XML element or attribute, for example <c>valueCoding</c>.</summary>
    public string Member { get; }

    /// <summary><see cref="Member"/> as UTF-8.</summary>
    public byte[] MemberUtf8 { get; }

    /// <summary>Name of the type: a primitive type, a complex type of <see cref="ElementTable.All"/>, or <c>Resource</c>.</summary>
    public string Type { get; }

    /// <summary>Position in <see cref="TypeDefinition.Elements"/>; at most 63.</summary>
    public int Index { get; internal set; }

    /// <summary>Whether the element repeats and so is an array in JSON.</summary>
    public bool IsList { get; init; }

    /// <summary>Whether the element is required; of a choice, exactly one element is.</summary>
    public bool IsRequired { get; init; }

    /// <summary>Whether it is an attribute in XML. Such an element has no extensions, and in JSON no sibling with an underscore.</summary>
    public bool IsAttribute { get; init; }

    /// <summary>The primitive type; <see cref="PrimitiveType.None"/> for complex types and resources.</summary>
    public PrimitiveType Primitive { get; }

    /// <summary>How JSON writes a value; <see cref="PrimitiveKind.None"/> for complex types and resources.</summary>
    public PrimitiveKind Kind { get; }

    /// <summary>Whether the type is primitive.</summary>
    public bool IsPrimitive => Kind != PrimitiveKind.None;

    /// <summary>The only codes that the element can have, as UTF-8; empty when the table does not restrict them.</summary>
    public IReadOnlyList<byte[]> Codes { get; init; } = [];

    /// <summary>The complex type; null for primitive types and resources.</summary>
    public TypeDefinition? Content { get; internal set; }
}

/// <summary>How JSON writes the values of a primitive type.</summary>
internal enum PrimitiveKind
{
    /// <summary>The type is not primitive.</summary>
    None,

    /// <summary>A string. In XML, <c>xhtml</c> is an element and all other types are an attribute <c>value</c>.</summary>
    Text,

    /// <summary>A number.</summary>
    Number,

    /// <summary><c>true</c> or <c>false</c>.</summary>
    Boolean,
}
