using KetamineScreening.Api.Http;
using System.Text.Json.Serialization;
using KetamineScreening.Domain.Questionnaires;

namespace KetamineScreening.Api.Questionnaires;

/// <summary>Serializer context for the JSON of questionnaires.</summary>
[JsonSerializable(typeof(ListQuestionnaires.Response), TypeInfoPropertyName = "ListQuestionnairesResponse")]
[JsonSerializable(typeof(QuestionnaireDocument))]
[JsonSerializable(typeof(TestVectors))]
[JsonSerializable(typeof(Dictionary<string, DateOnly>))]
internal sealed partial class QuestionnairesJson : JsonSerializerContext
{
    /// <summary>The context with the options of <see cref="JsonFormat"/>.</summary>
    public static QuestionnairesJson Plain { get; } = new(JsonFormat.Options());
}
