using KetamineScreening.Api.Http;
using System.Text.Json.Serialization;

namespace KetamineScreening.Api.Privacy;

/// <summary>Serializer context for the JSON of the privacy policy.</summary>
[JsonSerializable(typeof(PrivacyFile))]
[JsonSerializable(typeof(GetPrivacy.Response), TypeInfoPropertyName = "GetPrivacyResponse")]
internal sealed partial class PrivacyJson : JsonSerializerContext
{
    /// <summary>The context with the options of <see cref="JsonFormat"/>.</summary>
    public static PrivacyJson Plain { get; } = new(JsonFormat.Options());
}
