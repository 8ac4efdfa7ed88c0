using System.Collections.Frozen;

namespace KetamineScreening.Api.Fhir.Elements;

/// <summary>The elements of the FHIR R4 types that the body of an operation can contain: names, types and cardinalities.</summary>
/// <remarks>Both formats read with it: JSON to check each element, XML to know which elements are lists, numbers and booleans.</remarks>
internal static class ElementTable
{
    private static readonly FrozenDictionary<string, TypeDefinition> Types = Load();

    /// <summary>The resource <c>Parameters</c>.</summary>
    public static TypeDefinition Parameters { get; } = Types["Parameters"];

    /// <summary>The resource <c>QuestionnaireResponse</c>.</summary>
    public static TypeDefinition QuestionnaireResponse { get; } = Types["QuestionnaireResponse"];

    /// <summary>What the member <c>_name</c> of a primitive element <c>name</c> contains: id and extensions.</summary>
    public static TypeDefinition Underscore { get; } = Types["Element"];

    /// <summary>The complex types by name, such as <c>Coding</c> or <c>QuestionnaireResponse.item</c>.</summary>
    public static IReadOnlyDictionary<string, TypeDefinition> All => Types;

    /// <summary>The resource with this name; null when no operation takes it.</summary>
    public static TypeDefinition? Resource(string? name) => name switch
    {
        "Parameters" => Parameters,
        "QuestionnaireResponse" => QuestionnaireResponse,
        _ => null,
    };

    private static FrozenDictionary<string, TypeDefinition> Load()
    {
        var types = R4Elements.Text.Replace("\n  ", " ", StringComparison.Ordinal).Split('\n')
            .Select(TypeDefinition.Parse)
            .ToFrozenDictionary(type => type.Name, StringComparer.Ordinal);
        foreach (var element in types.Values.SelectMany(type => type.Elements)) element.Content = types.GetValueOrDefault(element.Type);
        return types;
    }
}
