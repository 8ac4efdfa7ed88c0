using KetamineScreening.Api.Http;
using System.Text.Json.Serialization;

namespace KetamineScreening.Api.Screenings;

/// <summary>Serializer context for the JSON of screenings.</summary>
[JsonSerializable(typeof(ScreeningRequest))]
[JsonSerializable(typeof(ScreeningResponse))]
internal sealed partial class ScreeningsJson : JsonSerializerContext
{
    /// <summary>The context with the options of <see cref="JsonFormat"/>.</summary>
    public static ScreeningsJson Plain { get; } = new(JsonFormat.Options());
}
