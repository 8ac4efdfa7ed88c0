using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace KetamineScreening.Api.Configuration;

/// <summary>Finds null elements of lists and dictionaries, which the strict serializer options do not reject.</summary>
internal static class NullElements
{
    /// <summary>Finds the JSON paths of all null elements, and of a null at the root.</summary>
    /// <param name="value">The JSON to search. It must be valid for <paramref name="type"/>.</param>
    /// <param name="type">Metadata of the type to which the JSON is deserialized.</param>
    /// <param name="place">JSON path of <paramref name="value"/>; <c>$</c> at the root.</param>
    public static IEnumerable<string> In(JsonElement value, JsonTypeInfo type, string place) => (value.ValueKind, type.Kind) switch
    {
        (JsonValueKind.Null, _) when place == "$" => [place],
        (JsonValueKind.Null, _) => [],
        (_, JsonTypeInfoKind.Enumerable) => value.EnumerateArray()
            .SelectMany((element, index) => InElement(element, type, $"{place}[{index}]")),
        (_, JsonTypeInfoKind.Dictionary) => value.EnumerateObject()
            .SelectMany(member => InElement(member.Value, type, $"{place}.{member.Name}")),
        (_, JsonTypeInfoKind.Object) => value.EnumerateObject()
            .SelectMany(member => In(member.Value, TypeOfMember(type, member.Name), $"{place}.{member.Name}")),
        _ => [],
    };

    private static IEnumerable<string> InElement(JsonElement element, JsonTypeInfo type, string place) =>
        element.ValueKind == JsonValueKind.Null ? [place] : In(element, TypeOf(type, type.ElementType!), place);

    private static JsonTypeInfo TypeOfMember(JsonTypeInfo owner, string name) =>
        TypeOf(owner, owner.Properties.Single(property => property.Name == name).PropertyType);

    private static JsonTypeInfo TypeOf(JsonTypeInfo owner, Type type) => owner.Options.GetTypeInfo(type);
}
