using System.Text.Json;
using System.Text.Json.Serialization;
using NSwagClient;

internal static class NSwagScenario
{
    public static async Task<string> Run(string address)
    {
        using var http = new HttpClient { BaseAddress = new Uri(address) };
        var client = new Screenings(http);
        var questionnaire = await client.GetQuestionnaireAsync("ketamine-self-check", null, null);
        var answers = new Dictionary<string, string>();
        foreach (var item in questionnaire.Sections.SelectMany(section => section.Items))
        {
            var isAsked = item.AskedWhen is null || Holds(Part(item.AskedWhen.AdditionalProperties), answers);
            if (isAsked) answers[item.Id] = item.Options.Last().Code;
        }

        var result = await Post(new ScreeningRequest { Answers = answers, Contribute = false });
        try
        {
            await Post(new ScreeningRequest { Answers = { ["last-used"] = "yesterday", ["shoe-size"] = "44" } });
            return "accepted";
        }
        catch (ApiException<Problem> refusal) when (refusal.Result.Code == ProblemCode.InvalidAnswers)
        {
            var pointers = refusal.Result.Errors.Select(error => error.Pointer);
            return $"{result.Completeness.Asked} {result.Band.Code} {result.Score.Value} {string.Join(' ', pointers)}";
        }

        Task<ScreeningResponse> Post(ScreeningRequest body) => client.ScoreScreeningAsync("ketamine-self-check", "GB", null, null, body);
    }

    // NSwag has no unions: the members of a condition are additional properties.
    private static JsonElement Part(IDictionary<string, object> members) => JsonSerializer.SerializeToElement(members);

    private static bool Holds(JsonElement condition, Dictionary<string, string> answers)
    {
        if (condition.TryGetProperty("item", out var item))
        {
            var answer = answers.GetValueOrDefault(item.GetString()!);
            return condition.GetProperty("in").EnumerateArray().Any(code => code.GetString() == answer);
        }

        if (condition.TryGetProperty("all", out var all)) return all.EnumerateArray().All(part => Holds(part, answers));
        if (condition.TryGetProperty("any", out var any)) return any.EnumerateArray().Any(part => Holds(part, answers));
        return !Holds(condition.GetProperty("not"), answers);
    }
}

namespace NSwagClient
{
    public partial class Screenings
    {
        // NSwag writes no converter for lists of enums, such as the days of opening hours.
        static partial void UpdateJsonSerializerSettings(JsonSerializerOptions settings) =>
            settings.Converters.Add(new JsonStringEnumConverter());
    }
}
