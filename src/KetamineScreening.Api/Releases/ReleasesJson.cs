using KetamineScreening.Api.Http;
using System.Text.Json.Serialization;

namespace KetamineScreening.Api.Releases;

/// <summary>Serializer context for the JSON of releases.</summary>
[JsonSerializable(typeof(ListReleases.Response), TypeInfoPropertyName = "ListReleasesResponse")]
[JsonSerializable(typeof(ReleaseDocument))]
[JsonSerializable(typeof(SeriesDocument))]
internal sealed partial class ReleasesJson : JsonSerializerContext
{
    /// <summary>The context with the options of <see cref="JsonFormat"/>.</summary>
    public static ReleasesJson Plain { get; } = new(JsonFormat.Options());
}
