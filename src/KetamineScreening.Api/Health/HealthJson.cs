using KetamineScreening.Api.Http;
using System.Text.Json.Serialization;

namespace KetamineScreening.Api.Health;

/// <summary>Reads and writes the JSON of the state of the service.</summary>
[JsonSerializable(typeof(HealthResponse))]
internal sealed partial class HealthJson : JsonSerializerContext
{
    /// <summary>The context with the options of <see cref="JsonFormat"/>.</summary>
    public static HealthJson Plain { get; } = new(JsonFormat.Options());
}
