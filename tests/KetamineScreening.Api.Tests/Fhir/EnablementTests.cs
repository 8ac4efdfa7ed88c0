using System.Text.Json.Nodes;

namespace KetamineScreening.Api.Tests.Fhir;

/// <summary>
/// Evaluates <c>enableWhen</c> as FHIR defines it, and compares the enabled questions with those that the service asks, for all
/// answers to the questions that decide.
/// </summary>
public sealed class EnablementTests(SharedService service)
{
    [Theory]
    [InlineData(Some.SelfCheck, 9)]
    [InlineData(Some.QuickCheck, 5)]
    [InlineData(Some.ConcernCheck, 1)]
    public async Task A_question_is_enabled_exactly_when_the_service_asks_it(string id, int combinations)
    {
        var questionnaire = await service.Get($"/fhir/Questionnaire/{id}");
        var questions = questionnaire.Items().Where(IsQuestion).ToList();
        var deciding = questionnaire.Items().SelectMany(Conditions).Select(condition => (string)condition["question"]!).ToHashSet();
        var compared = 0;
        foreach (var codings in Combinations(questions.Where(question => deciding.Contains(LinkId(question))).ToList()))
        {
            if (await NotAsked(id, questions, deciding, codings) is not { } notAsked) continue;
            var enabled = Enabled(questionnaire, codings).ToList();

            Assert.Equal(questions.Select(LinkId).Except(notAsked), enabled.Where(IsQuestion).Select(LinkId));
            // A group that is enabled without any question would be an empty page of the form.
            Assert.All(
                enabled.Where(item => item["enableWhen"] is not null && item["item"] is not null && !IsQuestion(item)),
                group => Assert.Contains(group.Items().Where(IsQuestion), question => !notAsked.Contains(LinkId(question))));
            compared++;
        }

        Assert.Equal(combinations, compared);
    }

    // Questions that the service does not ask; null if the given answers are incomplete or contradict each other.
    private async Task<IReadOnlySet<string>?> NotAsked(
        string id, IReadOnlyList<JsonNode> questions, HashSet<string> deciding, Dictionary<string, JsonNode> codings)
    {
        var answers = questions.Where(question => !deciding.Contains(LinkId(question))).ToDictionary(LinkId, LastCode);
        foreach (var (item, coding) in codings) answers[item] = (string)coding["code"]!;
        var errors = await Errors(id, answers);
        var notAsked = errors.Select(error => error.Item).ToHashSet();
        if (errors.Any(error => error.Code != "not-asked") || notAsked.Overlaps(codings.Keys)) return null;

        // Only an answer shows whether a question is asked.
        foreach (var question in questions.Where(question => !answers.ContainsKey(LinkId(question))))
        {
            var others = await Errors(id, new Dictionary<string, string>(answers) { [LinkId(question)] = LastCode(question) });
            if (others.Contains(("not-asked", LinkId(question)))) notAsked.Add(LinkId(question));
        }

        return notAsked;
    }

    private async Task<IReadOnlyList<(string Code, string Item)>> Errors(string id, Dictionary<string, string> answers)
    {
        using var response = await service.Post(id, Some.Body(answers));
        if (response.IsSuccessStatusCode) return [];
        var errors = (await response.Problem(422, "invalid-answers"))["errors"]!.AsArray();
        return [.. errors.Select(error => ((string)error!["code"]!, ((string)error["pointer"]!)["/answers/".Length..]))];
    }

    // Every combination of answers, including no answer, by linkId.
    private static IEnumerable<Dictionary<string, JsonNode>> Combinations(IReadOnlyList<JsonNode> questions) => questions.Aggregate(
        (IEnumerable<Dictionary<string, JsonNode>>)[[]],
        (combinations, question) => combinations.SelectMany(combination => Codings(question)
            .Select(coding => new Dictionary<string, JsonNode>(combination) { [LinkId(question)] = coding })
            .Prepend(combination)));

    // All enabled items at any depth: the descendants of a disabled item are disabled.
    private static IEnumerable<JsonNode> Enabled(JsonNode parent, Dictionary<string, JsonNode> codings) =>
        (parent["item"]?.AsArray() ?? []).Select(item => item!)
            .Where(item => IsEnabled(item, codings))
            .SelectMany(item => Enabled(item, codings).Prepend(item));

    private static bool IsEnabled(JsonNode item, Dictionary<string, JsonNode> codings)
    {
        Assert.DoesNotContain("enableWhenExpression", $"{item["extension"]}", StringComparison.Ordinal);
        var results = Conditions(item).Select(condition =>
        {
            Assert.Equal("=", (string?)condition["operator"]);
            return codings.TryGetValue((string)condition["question"]!, out var coding)
                && (string?)coding["code"] == (string?)condition["answerCoding"]!["code"]
                && (string?)coding["system"] == (string?)condition["answerCoding"]!["system"];
        }).ToList();
        return results.Count == 0 || ((string?)item["enableBehavior"] == "any" ? results.Contains(true) : !results.Contains(false));
    }

    private static IEnumerable<JsonNode> Conditions(JsonNode item) => (item["enableWhen"]?.AsArray() ?? []).Select(condition => condition!);

    private static IEnumerable<JsonNode> Codings(JsonNode question) =>
        question["answerOption"]!.AsArray().Select(option => option!["valueCoding"]!);

    private static string LastCode(JsonNode question) => (string)Codings(question).Last()["code"]!;

    private static bool IsQuestion(JsonNode item) => item["answerOption"] is not null;

    private static string LinkId(JsonNode item) => (string)item["linkId"]!;
}
