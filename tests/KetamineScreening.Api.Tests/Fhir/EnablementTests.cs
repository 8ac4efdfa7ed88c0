using System.Globalization;
using System.Text.Json.Nodes;

namespace KetamineScreening.Api.Tests.Fhir;

/// <summary>
/// Evaluates <c>enableWhen</c> as FHIR defines it, and compares the enabled questions with those whose answers the service uses, for
/// all answers to the questions that decide, even those that a form can only have after a change. Questions that are enabled by an
/// expression are compared by an engine for FHIRPath: see <see cref="FhirEngineTests"/>.
/// </summary>
public sealed class EnablementTests(SharedService service)
{
    [Theory]
    [InlineData(Some.SelfCheck, 48)]
    [InlineData(Some.QuickCheck, 16)]
    [InlineData(Some.ConcernCheck, 1)]
    public async Task A_question_is_enabled_exactly_when_the_service_uses_its_answer(string id, int combinations)
    {
        var questionnaire = await service.Get($"/fhir/Questionnaire/{id}");
        var questions = questionnaire.Items().Where(IsQuestion).ToList();
        var unknown = ByExpression(questionnaire).ToHashSet();
        var deciding = questions.Where(question => Conditions(questionnaire).Contains($"'{LinkId(question)}'")).ToList();
        var compared = 0;
        foreach (var codings in Combinations(deciding))
        {
            var answers = questions.Except(deciding).ToDictionary(LinkId, question => Codings(question).Last());
            foreach (var (linkId, coding) in codings) answers[linkId] = coding;
            var used = answers.Keys.Except(await LeftOut(id, answers));

            var enabled = Enabled(questionnaire, answers).Where(IsQuestion).Select(LinkId);
            Assert.Equal(used.Except(unknown).Order(), enabled.Intersect(answers.Keys).Except(unknown).Order());
            compared++;
        }

        Assert.Equal(combinations, compared);
    }

    [Theory, MemberData(nameof(ResultTests.Ids), MemberType = typeof(ResultTests))]
    public async Task Every_condition_is_read_alike_by_all_renderers(string id)
    {
        var questionnaire = await service.Get($"/fhir/Questionnaire/{id}");

        Assert.All(questionnaire.Items(), item =>
        {
            Assert.NotEqual("all", (string?)item["enableBehavior"]);
            Assert.All(EnableWhen(item), condition => Assert.Equal("=", (string?)condition["operator"]));
            Assert.False(item["enableWhen"] is not null && HasExpression(item), "An item has only one kind of condition.");
        });
        Assert.DoesNotContain("StructureDefinition/variable", questionnaire.ToJsonString(), StringComparison.Ordinal);
    }

    // The questions whose answers the service leaves out with a warning.
    private async Task<IReadOnlyList<string>> LeftOut(string id, Dictionary<string, JsonNode> answers)
    {
        var response = FhirReading.Response(id);
        foreach (var (linkId, coding) in answers) response.Answer(linkId, "valueCoding", coding.DeepClone());
        using var result = await service.PostFhir($"/fhir/Questionnaire/{id}/$process-response", response);
        var issues = (await result.Json())["issue"]!.AsArray().Select(issue => issue!).ToList();
        Assert.All(issues.Where(issue => (string?)issue["severity"] == "error"), issue => Assert.StartsWith("required", issue.Summary()));
        return
        [
            .. issues.Where(issue => issue.Summary().StartsWith("not-asked", StringComparison.Ordinal))
                .Select(issue => answers.Keys.ElementAt(IndexOf((string)issue["expression"]![0]!))),
        ];
    }

    private static int IndexOf(string path) => int.Parse(path["QuestionnaireResponse.item[".Length..^1], CultureInfo.InvariantCulture);

    // Every combination of answers, including no answer, by linkId.
    private static IEnumerable<Dictionary<string, JsonNode>> Combinations(IReadOnlyList<JsonNode> questions) => questions.Aggregate(
        (IEnumerable<Dictionary<string, JsonNode>>)[[]],
        (combinations, question) => combinations.SelectMany(combination => Codings(question)
            .Select(coding => new Dictionary<string, JsonNode>(combination) { [LinkId(question)] = coding })
            .Prepend(combination)));

    // All enabled items at any depth: the descendants of a disabled item are disabled.
    private static IEnumerable<JsonNode> Enabled(JsonNode parent, Dictionary<string, JsonNode> codings) =>
        (parent["item"]?.AsArray() ?? []).Select(item => item!)
            .Where(item => item["enableWhen"] is null || EnableWhen(item).Any(condition => IsTrue(condition, codings)))
            .SelectMany(item => Enabled(item, codings).Prepend(item));

    private static bool IsTrue(JsonNode condition, Dictionary<string, JsonNode> codings) =>
        codings.TryGetValue((string)condition["question"]!, out var coding)
        && (string?)coding["code"] == (string?)condition["answerCoding"]!["code"]
        && (string?)coding["system"] == (string?)condition["answerCoding"]!["system"];

    // The questions that an expression enables, or whose group an expression enables.
    private static IEnumerable<string> ByExpression(JsonNode questionnaire) =>
        questionnaire.Items().Where(HasExpression).SelectMany(item => item.Items().Prepend(item)).Where(IsQuestion).Select(LinkId);

    private static bool HasExpression(JsonNode item) =>
        $"{item["extension"]}".Contains("enableWhenExpression", StringComparison.Ordinal);

    // All conditions as one text, which contains the linkId of each question that decides.
    private static string Conditions(JsonNode questionnaire) => string.Concat(questionnaire.Items().SelectMany(item => EnableWhen(item)
        .Select(condition => $"'{condition["question"]}'")
        .Append(HasExpression(item) ? $"{item["extension"]}".Replace("\\u0027", "'", StringComparison.Ordinal) : "")));

    private static IEnumerable<JsonNode> EnableWhen(JsonNode item) =>
        (item["enableWhen"]?.AsArray() ?? []).Select(condition => condition!);

    private static IEnumerable<JsonNode> Codings(JsonNode question) =>
        question["answerOption"]!.AsArray().Select(option => option!["valueCoding"]!);

    private static bool IsQuestion(JsonNode item) => item["answerOption"] is not null;

    private static string LinkId(JsonNode item) => (string)item["linkId"]!;
}
