using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace KetamineScreening.Api.Configuration;

/// <summary>Finds nulls in lists and dictionaries, which reading lets pass however strict it is about members.</summary>
internal static class NullElements
{
    /// <summary>The places of all nulls that stand for an element.</summary>
    /// <param name="value">Where to look; it has to fit the type.</param>
    /// <param name="type">The type that it is read as.</param>
    /// <param name="place">Where that is.</param>
    public static IEnumerable<string> In(JsonElement value, JsonTypeInfo type, string place) => (value.ValueKind, type.Kind) switch
    {
        (JsonValueKind.Null, _) when place == "$" => [place],
        (JsonValueKind.Null, _) => [],
        (_, JsonTypeInfoKind.Enumerable) => value.EnumerateArray().SelectMany((element, index) => InElement(element, type, $"{place}[{index}]")),
        (_, JsonTypeInfoKind.Dictionary) => value.EnumerateObject().SelectMany(member => InElement(member.Value, type, $"{place}.{member.Name}")),
        (_, JsonTypeInfoKind.Object) => value.EnumerateObject().SelectMany(member => In(
            member.Value, TypeOf(type, type.Properties.Single(property => property.Name == member.Name).PropertyType), $"{place}.{member.Name}")),
        _ => [],
    };

    private static IEnumerable<string> InElement(JsonElement element, JsonTypeInfo type, string place) =>
        element.ValueKind == JsonValueKind.Null ? [place] : In(element, TypeOf(type, type.ElementType!), place);

    private static JsonTypeInfo TypeOf(JsonTypeInfo owner, Type type) => owner.Options.GetTypeInfo(type);
}
