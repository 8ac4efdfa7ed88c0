using KetamineScreening.Domain.Questionnaires;

namespace KetamineScreening.Domain.Tests.Scoring;

public sealed class WorkedExampleTests
{
    public static TheoryData<int, string, int, int, string, int, string> SelfCheck => new()
    {
        {
            1,
            """
            last-used=within-12-months setting=unsupervised-only frequency=once-or-twice high-dose=once-or-twice route=snorted
             more-than-planned=once-or-twice balance=once-or-twice nausea=once-or-twice memory=once-or-twice peer-or-party=yes
            """,
            8, 109, "increasing", 0, ""
        },
        {
            2,
            """
            last-used=within-12-months setting=unsupervised-only frequency=weekly high-dose=monthly route=snorted
             more-than-planned=weekly tolerance=weekly craving=monthly emotional-reliance=monthly bladder=monthly memory=monthly
             mood-swings=monthly untreated-distress=yes peer-or-party=yes
            """,
            33, 109, "high", 4, "bladder mood"
        },
        {
            3,
            "last-used=within-12-months setting=supervised-only balance=weekly nausea=weekly heart=monthly high-blood-pressure=yes",
            8, 89, "increasing", 0, "heart-urgent tell-your-prescriber"
        },
        { 4, "last-used=within-12-months setting=both bladder=weekly", 3, 109, "high", 0, "bladder-urgent supervised-and-unsupervised" },
        {
            5,
            "last-used=never past-substance-problem=yes stress-low-support=yes psychosis=yes considering-treatment=yes",
            2, 5, "lower", 0, "tell-your-prescriber"
        },
        { 6, "last-used=within-12-months setting=unsupervised-only hard-to-stop=weekly", 6, 109, "high", 1, "" },
    };

    public static TheoryData<string, string, int, string> Others => new()
    {
        { "ketamine-quick-check", "last-used=never", 0, "lower" },
        { "ketamine-quick-check", "last-used=within-12-months setting=supervised-only bladder=monthly", 0, "increasing" },
        { "ketamine-quick-check", "last-used=within-12-months setting=both bladder=weekly", 0, "high" },
        { "ketamine-quick-check", "last-used=within-12-months setting=both tolerance=weekly despite-harm=once-or-twice", 4, "high" },
        {
            "ketamine-quick-check",
            "last-used=within-12-months setting=both tolerance=weekly despite-harm=weekly preoccupation=weekly",
            9, "very-high"
        },
        { "ketamine-concern-check", "", 0, "lower" },
        { "ketamine-concern-check", "bladder=dont-know unresponsive=dont-know", 0, "lower" },
        { "ketamine-concern-check", "unresponsive=once-or-twice", 1, "increasing" },
        { "ketamine-concern-check", "using-more=weekly cannot-stop=weekly memory=monthly", 14, "high" },
        {
            "ketamine-concern-check",
            "using-more=weekly cannot-stop=weekly social-withdrawal=weekly risky-situations=weekly memory=monthly",
            26, "very-high"
        },
    };

    [Theory, MemberData(nameof(SelfCheck))]
    public void The_self_check_scores_the_examples_as_the_specification_says(
        int example, string answers, int score, int max, string band, int signs, string flags)
    {
        var result = Published.SelfCheck.Score(Published.Answers(answers.ReplaceLineEndings("")));

        var raised = string.Join(' ', result.Flags.Select(flag => flag.Code));
        Assert.Equal(
            (example, score, max, band, signs, flags),
            (example, result.Score, result.MaxScore, result.Band.Code, result.SignsPresent!.Value.Count, raised));
    }

    [Theory, MemberData(nameof(Others))]
    public void The_other_questionnaires_score_the_examples_as_the_specification_says(
        string questionnaire, string answers, int score, string band)
    {
        var result = Published.All[questionnaire].Score(Published.Answers(answers));

        Assert.Equal((score, band), (result.Score, result.Band.Code));
    }

    [Fact]
    public void In_example_2_the_score_and_the_four_signs_are_the_reasons()
    {
        var result = Published.SelfCheck.Score(Published.Answers(SelfCheck.Skip(1).First().Data.Item2.ReplaceLineEndings("")));

        Assert.True(result.ScoreReachesBand);
        Assert.Equal(["signs-4"], result.Reasons.Select(rule => rule.Code));
    }

    [Fact]
    public void In_example_4_the_bladder_rule_alone_is_the_reason()
    {
        var result = Published.SelfCheck.Score(Published.Answers("last-used=within-12-months setting=both bladder=weekly"));

        Assert.False(result.ScoreReachesBand);
        Assert.Equal(["bladder-weekly"], result.Reasons.Select(rule => rule.Code));
    }

    [Theory]
    [InlineData("ketamine-self-check", 42)]
    [InlineData("ketamine-quick-check", 8)]
    [InlineData("ketamine-concern-check", 13)]
    public void Each_questionnaire_has_the_number_of_items_in_the_specification(string questionnaire, int items) =>
        Assert.Equal(items, Questionnaire.From(Published.FirstDefinition(questionnaire)).Items.Length);

    [Theory, MemberData(nameof(Published.Ids), MemberType = typeof(Published))]
    public void The_published_test_vectors_are_reproduced(string id)
    {
        var vectors = Published.Vectors(id);

        Assert.True(vectors.Vectors.Count > 50);
        Assert.Empty(KetamineScreening.Domain.Scoring.TestVectorCheck.Faults(Published.All[id], vectors));
    }
}
