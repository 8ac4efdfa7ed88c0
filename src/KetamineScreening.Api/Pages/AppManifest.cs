using System.Text.Json.Serialization;
using KetamineScreening.Api.Http;

namespace KetamineScreening.Api.Pages;

/// <summary>The web app manifest: what the page is called on a home screen.</summary>
/// <param name="Name">A neutral name.</param>
/// <param name="StartUrl">Address that the icon opens.</param>
/// <param name="Display">
/// `browser`: the icon opens a tab, in which leaving quickly works as everywhere. A window without the bars of a browser would stay open.
/// </param>
/// <param name="Icons">The icon.</param>
internal sealed record AppManifest(
    string Name, [property: JsonPropertyName("start_url")] string StartUrl, string Display, IReadOnlyList<AppIcon> Icons);

/// <summary>An icon of the manifest.</summary>
/// <param name="Src">Address.</param>
/// <param name="Type">Media type.</param>
/// <param name="Sizes">Sizes, or `any`.</param>
internal sealed record AppIcon(string Src, string Type, string Sizes);

/// <summary>Serializer context for the JSON of the pages.</summary>
[JsonSerializable(typeof(AppManifest))]
[JsonSerializable(typeof(IReadOnlyList<string>))]
internal sealed partial class PagesJson : JsonSerializerContext
{
    /// <summary>The context with the options of <see cref="JsonFormat"/>.</summary>
    public static PagesJson Plain { get; } = new(JsonFormat.Options());
}
