using System.Text.Json.Serialization;
using KetamineScreening.Api.Http;

namespace KetamineScreening.Api.Interface;

/// <summary>Serializer context for the JSON of the interface texts.</summary>
[JsonSerializable(typeof(InterfaceTextsDocument))]
[JsonSerializable(typeof(IReadOnlyDictionary<string, string>))]
internal sealed partial class InterfaceJson : JsonSerializerContext
{
    /// <summary>The context with the options of <see cref="JsonFormat"/>.</summary>
    public static InterfaceJson Plain { get; } = new(JsonFormat.Options());
}
