using System.Text.Json;
using System.Text.Json.Serialization;

namespace KetamineScreening.Domain.Questionnaires;

/// <summary>Strict reading of content files: an unknown, missing or doubled member is a fault, never skipped.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    AllowDuplicateProperties = false,
    NumberHandling = JsonNumberHandling.Strict,
    PropertyNameCaseInsensitive = false,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(Definition))]
[JsonSerializable(typeof(Wording))]
[JsonSerializable(typeof(TestVectors))]
public sealed partial class ContentJson : JsonSerializerContext;
