using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using KetamineScreening.Api.Health;
using KetamineScreening.Api.Help;
using KetamineScreening.Api.Pages;
using KetamineScreening.Api.Privacy;
using KetamineScreening.Api.Questionnaires;
using KetamineScreening.Api.Releases;
using KetamineScreening.Api.Screenings;
using KetamineScreening.Domain.Questionnaires;

namespace KetamineScreening.Api.Http;

/// <summary>How everything is written: camelCase, what is null left out, text as it is read (the answers are JSON, never HTML).</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    AllowDuplicateProperties = false,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.Strict,
    PropertyNameCaseInsensitive = false,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(ProblemDocument))]
[JsonSerializable(typeof(ServiceWording))]
[JsonSerializable(typeof(WidgetWording))]
[JsonSerializable(typeof(HelpFile))]
[JsonSerializable(typeof(HelpWording))]
[JsonSerializable(typeof(IReadOnlyList<string>))]
[JsonSerializable(typeof(ListQuestionnaires.Response), TypeInfoPropertyName = "ListQuestionnairesResponse")]
[JsonSerializable(typeof(QuestionnaireDocument))]
[JsonSerializable(typeof(TestVectors))]
[JsonSerializable(typeof(ScreeningRequest))]
[JsonSerializable(typeof(ScreeningResponse))]
[JsonSerializable(typeof(GetHelp.Response), TypeInfoPropertyName = "GetHelpResponse")]
[JsonSerializable(typeof(ListReleases.Response), TypeInfoPropertyName = "ListReleasesResponse")]
[JsonSerializable(typeof(ReleaseDocument))]
[JsonSerializable(typeof(GetPrivacy.Response), TypeInfoPropertyName = "GetPrivacyResponse")]
[JsonSerializable(typeof(HealthResponse))]
[JsonSerializable(typeof(JsonDocument))]
public sealed partial class ApiJson : JsonSerializerContext
{
    /// <summary>The context to write with: as <c>Default</c>, but letters of every script are written as they are.</summary>
    public static ApiJson Plain => field ??= new ApiJson(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
