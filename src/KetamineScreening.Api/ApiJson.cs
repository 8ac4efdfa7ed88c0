using KetamineScreening.Api.Http;
using KetamineScreening.Api.Http.Errors;
using System.Text.Json.Serialization.Metadata;
using KetamineScreening.Api.Health;
using KetamineScreening.Api.Help;
using KetamineScreening.Api.Learn;
using KetamineScreening.Api.Privacy;
using KetamineScreening.Api.Questionnaires;
using KetamineScreening.Api.Releases;
using KetamineScreening.Api.Screenings;
using Microsoft.AspNetCore.Http.Json;

namespace KetamineScreening.Api;

/// <summary>Configures the JSON of typed results.</summary>
internal static class ApiJson
{
    /// <summary>Applies the options of <see cref="JsonFormat"/> and the serializer contexts of all folders.</summary>
    public static void Configure(JsonOptions json)
    {
        var format = JsonFormat.Options();
        json.SerializerOptions.Encoder = format.Encoder;
        json.SerializerOptions.DefaultIgnoreCondition = format.DefaultIgnoreCondition;
        json.SerializerOptions.TypeInfoResolver = JsonTypeInfoResolver.Combine(
            HttpJson.Plain,
            QuestionnairesJson.Plain,
            HelpJson.Plain,
            LearnJson.Plain,
            ScreeningsJson.Plain,
            ReleasesJson.Plain,
            PrivacyJson.Plain,
            HealthJson.Plain);
    }
}
