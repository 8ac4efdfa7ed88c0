using System.Text.Json;

namespace KetamineScreening.Api.Fhir.Elements;

/// <summary>Finds members of an object without consuming it.</summary>
internal static class JsonMember
{
    /// <summary>Finds a member by its name.</summary>
    /// <param name="reader">A copy of the reader, at the start of the object.</param>
    /// <param name="name">Name of the member.</param>
    /// <param name="value">A reader at the value of the member.</param>
    public static bool TryFind(Utf8JsonReader reader, ReadOnlySpan<byte> name, out Utf8JsonReader value)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isFound = reader.ValueTextEquals(name);
            reader.Read();
            value = reader;
            if (isFound) return true;
            reader.Skip();
        }

        value = default;
        return false;
    }

    /// <summary>The string value of a member; null when the object has no such member or it is not a string.</summary>
    public static string? Text(Utf8JsonReader reader, ReadOnlySpan<byte> name) =>
        TryFind(reader, name, out var value) && value.TokenType == JsonTokenType.String ? value.GetString() : null;
}
