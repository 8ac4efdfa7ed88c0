using System.Text.Json.Nodes;

namespace KetamineScreening.Api.Tests.Screenings;

public sealed class AnswerProblemTests(SharedService service)
{
    [Theory]
    [InlineData("answers", "unknown-item", 422)]
    [InlineData("members", "unknown-member", 400)]
    public async Task At_most_a_hundred_problems_are_listed_and_the_last_entry_says_that_there_are_more(
        string place, string code, int status)
    {
        string Members(int count) => string.Concat(Enumerable.Range(0, count).Select(i => $",\"{i:x3}\":1"[..^1] + "\"\""));
        string Body(int count) => place == "answers"
            ? $$"""{"answers":{"last-used":"never"{{Members(count)}}},"contribute":false}"""
            : $$"""{"answers":{"last-used":"never"},"contribute":false{{Members(count)}}}""";
        foreach (var (sent, listed) in new[] { (99, 99), (100, 100), (101, 100), (1500, 100) })
        {
            using var response = await service.Post(Some.SelfCheck, Body(sent));
            var problem = await response.Problem(status, status == 400 ? "invalid-request" : "invalid-answers");
            var errors = problem["errors"]!.AsArray().Select(error => (string)error!["code"]!).ToList();

            Assert.Equal(listed, errors.Count);
            Assert.Equal(sent > 100 ? "more-errors" : code, errors[^1]);
            Assert.All(errors.SkipLast(1), error => Assert.Equal(code, error));
        }
    }

    [Theory]
    [InlineData("""{}""", "required /answers/last-used")]
    [InlineData("""{"last-used":"within-12-months"}""", "required /answers/setting")]
    [InlineData("""{"craving":"weekly"}""", "required /answers/last-used")]
    [InlineData("""{"last-used":"never","setting":"both"}""", "not-asked /answers/setting")]
    [InlineData(
        """{"last-used":"over-12-months-ago","craving":"weekly","nausea":"never"}""",
        "not-asked /answers/craving",
        "not-asked /answers/nausea")]
    [InlineData("""{"tolerance":"weekly","setting":"supervised-only","last-used":"within-12-months"}""", "not-asked /answers/tolerance")]
    [InlineData("""{"last-used":"never","shoe-size":"44"}""", "unknown-item /answers/shoe-size")]
    [InlineData("""{"last-used":"never","a/b~c":"44","":"x"}""", "unknown-item /answers/", "unknown-item /answers/a~1b~0c")]
    [InlineData(
        """{"last-used":"never","~1":"44","~":"x","/":"y"}""",
        "unknown-item /answers/~0",
        "unknown-item /answers/~01",
        "unknown-item /answers/~1")]
    [InlineData("""{"last-used":"never","LAST-USED":"never"}""", "unknown-item /answers/LAST-USED")]
    [InlineData("""{"last-used":"never","unsteady":"never"}""", "unknown-item /answers/unsteady")]
    [InlineData("""{"last-used":"yesterday"}""", "unknown-option /answers/last-used")]
    [InlineData("""{"last-used":"yesterday","setting":"both","craving":"weekly"}""", "unknown-option /answers/last-used")]
    [InlineData(
        """{"last-used":"within-12-months","setting":"","craving":"often"}""",
        "unknown-option /answers/craving",
        "unknown-option /answers/setting")]
    [InlineData("""{"last-used":"never","easy-access":"dont-know"}""", "unknown-option /answers/easy-access")]
    [InlineData(
        """{"last-used":"never","shoe-size":"44","craving":"weekly","easy-access":"maybe"}""",
        "not-asked /answers/craving",
        "unknown-item /answers/shoe-size",
        "unknown-option /answers/easy-access")]
    [InlineData(
        """{"last-used":"within-12-months","route":"sniffed","shoe-size":"44"}""",
        "required /answers/setting",
        "unknown-item /answers/shoe-size",
        "unknown-option /answers/route")]
    public async Task All_problems_with_the_answers_are_listed_together(string answers, params string[] errors)
    {
        using var response = await service.Post(Some.SelfCheck, $$"""{"answers":{{answers}},"contribute":true}""");

        Assert.Equal(errors, (await response.Problem(422, "invalid-answers")).Errors());
    }

    [Theory]
    [InlineData("Weekly")]
    [InlineData(" weekly")]
    [InlineData("weekly ")]
    [InlineData("never, weekly")]
    [InlineData("never,weekly")]
    [InlineData("3")]
    [InlineData("")]
    [InlineData("weekly\\u0000")]
    [InlineData("dont-know")]
    [InlineData("not-answered")]
    public async Task Only_the_exact_code_of_an_option_is_accepted(string code)
    {
        var answers = $$"""{"last-used":"within-12-months","setting":"both","craving":"{{code}}"}""";
        using var response = await service.Post(Some.SelfCheck, $$"""{"answers":{{answers}},"contribute":true}""");

        Assert.Equal(["unknown-option /answers/craving"], (await response.Problem(422, "invalid-answers")).Errors());
    }

    [Theory]
    [InlineData("""{"last-used":"within-12-months","setting":"both","route":"sniffed"}""", "swallowed,other,snorted,injected")]
    [InlineData("""{"last-used":"within-12-months"}""", "supervised-only,both,unsupervised-only")]
    [InlineData("""{}""", "never,over-12-months-ago,within-12-months")]
    [InlineData("""{"last-used":"never","shoe-size":"44"}""", null)]
    [InlineData("""{"last-used":"never","craving":"weekly"}""", null)]
    public async Task Allowed_codes_are_listed_only_for_questions_that_are_asked(string answers, string? allowed)
    {
        using var response = await service.Post(Some.SelfCheck, $$"""{"answers":{{answers}},"contribute":true}""");
        var error = (await response.Problem(422, "invalid-answers"))["errors"]!.AsArray().Single()!;

        Assert.Equal(allowed, error["allowed"] is JsonArray codes ? string.Join(',', codes) : null);
    }

    [Fact]
    public async Task Errors_in_the_body_the_answers_the_country_and_the_key_are_listed_together()
    {
        const string Body = """{"answers":{"last-used":"never","craving":"weekly","nausea":4,"a":"b"},"x":1}""";
        using var response = await service.Post(Some.SelfCheck, Body, request =>
        {
            request.Headers.Add("Idempotency-Key", "short");
            request.RequestUri = new Uri(request.RequestUri + "?country=UK", UriKind.Relative);
        });

        Assert.Equal(
            [
                "invalid-country country", "invalid-idempotency-key Idempotency-Key", "missing-member /contribute",
                "not-asked /answers/craving", "unknown-item /answers/a", "unknown-member /x", "wrong-type /answers/nausea",
            ],
            (await response.Problem(400, "invalid-request")).Errors());
    }

    [Fact]
    public async Task A_questionnaire_without_required_questions_accepts_an_empty_set_of_answers()
    {
        var result = await service.Screen(Some.ConcernCheck, new Dictionary<string, string>());

        Assert.Equal(0, (int)result["completeness"]!["answered"]!);
    }
}
