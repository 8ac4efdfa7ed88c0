using System.Text.Json.Serialization;

namespace KetamineScreening.Api.Http.Errors;

/// <summary>Reads and writes the JSON of errors and the texts of the service.</summary>
[JsonSerializable(typeof(ProblemDocument))]
[JsonSerializable(typeof(ServiceWording))]
internal sealed partial class HttpJson : JsonSerializerContext
{
    /// <summary>The context with the options of <see cref="JsonFormat"/>.</summary>
    public static HttpJson Plain { get; } = new(JsonFormat.Options());
}
