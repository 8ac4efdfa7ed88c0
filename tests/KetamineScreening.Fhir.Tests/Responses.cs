using System.Text.Json.Nodes;
using KetamineScreening.Api.Tests;

namespace KetamineScreening.Fhir.Tests;

/// <summary>Builds QuestionnaireResponses.</summary>
internal static class Responses
{
    /// <summary>Answers of a person who uses ketamine without supervision, plus the given ones.</summary>
    public static IEnumerable<(string Item, string Option)> Answers(params (string Item, string Option)[] others) =>
        Some.Answers(others).Select(answer => (answer.Key, answer.Value));

    /// <summary>A completed response with coded answers.</summary>
    public static JsonObject Of(string questionnaire, IEnumerable<(string Item, string Option)> answers)
    {
        var response = new JsonObject
        {
            ["resourceType"] = "QuestionnaireResponse",
            ["questionnaire"] = $"https://ketamine-screening.example/fhir/Questionnaire/{questionnaire}|{Some.Version}",
            ["status"] = "completed",
        };
        var items = answers.Select(answer => (JsonNode)Item(answer.Item, answer.Option)).ToArray();
        if (items.Length > 0) response["item"] = new JsonArray(items);
        return response;
    }

    /// <summary>A Parameters resource with a response as the parameter <c>in</c>.</summary>
    public static JsonObject In(JsonNode response) => new()
    {
        ["resourceType"] = "Parameters",
        ["parameter"] = new JsonArray(new JsonObject { ["name"] = "in", ["resource"] = response.DeepClone() }),
    };

    private static JsonObject Item(string linkId, string code) => new()
    {
        ["linkId"] = linkId,
        ["answer"] = new JsonArray(new JsonObject { ["valueCoding"] = new JsonObject { ["code"] = code } }),
    };
}
