using System.Text.Json.Nodes;
using Hl7.Fhir.Model;

namespace KetamineScreening.Fhir.Tests;

/// <summary>
/// Random responses in the structure of a form. They answer questions that are not enabled as well, as a renderer does that keeps the
/// answers of items that were closed later.
/// </summary>
internal sealed class RandomResponses(string questionnaire, ComputedForm form)
{
    // A fixed seed, so that a failure can be repeated.
    private readonly Random random = new(20261126);

    /// <summary>A response. The share of questions that are answered and the severity of the answers vary.</summary>
    public JsonObject Next()
    {
        var (share, severity) = (random.NextDouble() + 0.2, random.NextDouble());
        var groups = form.Questions
            .Select(group => (group.Key, Items: group.Where(item => item.Required == true || random.NextDouble() < share).ToList()))
            .Where(group => group.Items.Count > 0)
            .Select(group => (JsonNode)new JsonObject
            {
                ["linkId"] = group.Key,
                ["item"] = new JsonArray([.. group.Items.Select(item => Answer(item, severity))]),
            })
            .ToArray();
        // Total and band are empty until the first answer.
        if (groups.Length == 0) return Next();
        var response = Responses.Of(questionnaire, []);
        response["item"] = new JsonArray(groups);
        return response;
    }

    private JsonObject Answer(Questionnaire.ItemComponent item, double severity)
    {
        // The options of most questions are in ascending order of severity.
        var last = item.AnswerOption.Count - 1;
        var index = random.NextDouble() < 0.3 ? random.Next(last + 1) : (int)Math.Round(last * severity * random.NextDouble());
        var coding = (Coding)item.AnswerOption[index].Value!;
        return new JsonObject
        {
            ["linkId"] = item.LinkId,
            ["answer"] = new JsonArray(new JsonObject
            {
                ["valueCoding"] = new JsonObject { ["system"] = coding.System, ["code"] = coding.Code },
            }),
        };
    }
}
