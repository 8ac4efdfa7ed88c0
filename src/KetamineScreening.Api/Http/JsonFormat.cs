using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace KetamineScreening.Api.Http;

/// <summary>How JSON is read and written everywhere: camelCase, strictly, members without a value left out.</summary>
internal static class JsonFormat
{
    /// <summary>Code of a value of an enumeration, for example <c>moment-sums</c>.</summary>
    public static string CodeOf<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());

    /// <summary>New options for a serializer context.</summary>
    /// <remarks>The relaxed encoder does not escape letters. It is safe because responses are never part of an HTML page.</remarks>
    public static JsonSerializerOptions Options() => new(JsonSerializerDefaults.Web)
    {
        AllowDuplicateProperties = false,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        NumberHandling = JsonNumberHandling.Strict,
        PropertyNameCaseInsensitive = false,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };
}
