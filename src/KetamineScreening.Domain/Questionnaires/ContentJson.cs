using System.Text.Json;
using System.Text.Json.Serialization;

namespace KetamineScreening.Domain.Questionnaires;

/// <summary>Strict reading of content files: an unknown, missing or duplicate member is an error.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    AllowDuplicateProperties = false,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.Strict,
    PropertyNameCaseInsensitive = false,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(Definition))]
[JsonSerializable(typeof(Wording))]
[JsonSerializable(typeof(TestVectors))]
public sealed partial class ContentJson : JsonSerializerContext;
