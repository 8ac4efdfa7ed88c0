using System.Text.Json.Serialization.Metadata;
using KetamineScreening.Api.Health;
using KetamineScreening.Api.Help;
using KetamineScreening.Api.Http;
using KetamineScreening.Api.Privacy;
using KetamineScreening.Api.Questionnaires;
using KetamineScreening.Api.Releases;
using KetamineScreening.Api.Screenings;
using Microsoft.AspNetCore.Http.Json;

namespace KetamineScreening.Api;

/// <summary>The JSON that endpoints return as typed results.</summary>
internal static class ApiJson
{
    /// <summary>Makes the framework write JSON as <see cref="JsonFormat"/> says, with the serializer contexts of all folders.</summary>
    public static void Configure(JsonOptions json)
    {
        var format = JsonFormat.Options();
        json.SerializerOptions.Encoder = format.Encoder;
        json.SerializerOptions.DefaultIgnoreCondition = format.DefaultIgnoreCondition;
        json.SerializerOptions.TypeInfoResolver = JsonTypeInfoResolver.Combine(
            HttpJson.Plain, QuestionnairesJson.Plain, HelpJson.Plain, ScreeningsJson.Plain, ReleasesJson.Plain, PrivacyJson.Plain, HealthJson.Plain);
    }
}
