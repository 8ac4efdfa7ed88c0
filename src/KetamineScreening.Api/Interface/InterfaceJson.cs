using KetamineScreening.Api.Http;
using System.Text.Json.Serialization;

namespace KetamineScreening.Api.Pages;

/// <summary>Serializer context for the texts of the widget.</summary>
[JsonSerializable(typeof(WidgetWording))]
internal sealed partial class PagesJson : JsonSerializerContext
{
    /// <summary>The context with the options of <see cref="JsonFormat"/>.</summary>
    public static PagesJson Plain { get; } = new(JsonFormat.Options());
}
