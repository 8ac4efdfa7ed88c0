using System.Text.Json.Serialization;
using KetamineScreening.Api.Http;

namespace KetamineScreening.Api.Learn;

/// <summary>Serializer context for the JSON of learning texts.</summary>
[JsonSerializable(typeof(ListLearningTexts.Response), TypeInfoPropertyName = "ListLearningTextsResponse")]
[JsonSerializable(typeof(LearningDocument))]
[JsonSerializable(typeof(LearningList))]
[JsonSerializable(typeof(LearningWording))]
internal sealed partial class LearnJson : JsonSerializerContext
{
    /// <summary>The context with the options of <see cref="JsonFormat"/>.</summary>
    public static LearnJson Plain { get; } = new(JsonFormat.Options());
}
