using KiotaClient;
using KiotaClient.Models;
using Microsoft.Kiota.Abstractions.Authentication;
using Microsoft.Kiota.Http.HttpClientLibrary;

internal static class KiotaScenario
{
    public static async Task<string> Run(string address)
    {
        using var adapter = new HttpClientRequestAdapter(new AnonymousAuthenticationProvider()) { BaseUrl = address };
        var client = new Screenings(adapter).V1.Questionnaires["ketamine-self-check"];
        var questionnaire = (await client.GetAsync())!;
        var answers = new Dictionary<string, object>();
        foreach (var item in questionnaire.Sections!.SelectMany(section => section.Items!))
        {
            if (item.AskedWhen is null || Holds(item.AskedWhen, answers)) answers[item.Id!] = item.Options!.Last().Code!;
        }

        var result = (await Post(answers))!;
        try
        {
            await Post(new Dictionary<string, object> { ["last-used"] = "yesterday", ["shoe-size"] = "44" });
            return "accepted";
        }
        catch (Problem problem) when (problem.Code == ProblemCode.InvalidAnswers && problem.Message == problem.Detail)
        {
            var pointers = problem.Errors!.Select(error => error.Pointer);
            return $"{result.Completeness!.Asked} {result.Band!.Code} {result.Score!.Value} {string.Join(' ', pointers)}";
        }

        Task<ScreeningResponse?> Post(Dictionary<string, object> chosen) => client.Screenings.PostAsync(new ScreeningRequest
        {
            Version = questionnaire.Version,
            Answers = new ScreeningRequest_answers { AdditionalData = chosen },
            Contribute = false,
        });
    }

    private static bool Holds(Condition condition, Dictionary<string, object> answers)
    {
        if (condition.ItemCondition?.Item is { } item) return condition.ItemCondition.In!.Contains(answers.GetValueOrDefault(item));
        if (condition.AllCondition?.All is { } all) return all.All(part => Holds(part, answers));
        if (condition.AnyCondition?.Any is { } any) return any.Any(part => Holds(part, answers));
        return !Holds(condition.NotCondition!.Not!, answers);
    }
}
