using KetamineScreening.Domain.Answers;

namespace KetamineScreening.Domain.Tests.Answers;

public sealed class AnswerSheetTests
{
    public static TheoryData<string, string> Invalid => new()
    {
        { "", "Required last-used" },
        { "last-used=within-12-months", "Required setting" },
        { "last-used=yesterday", "UnknownOption last-used" },
        { "last-used=never craving=weekly", "NotAsked craving" },
        { "last-used=never setting=both", "NotAsked setting" },
        { "last-used=within-12-months setting=supervised-only route=snorted tolerance=never", "NotAsked route, NotAsked tolerance" },
        { "last-used=never shoe-size=44", "UnknownItem shoe-size" },
        {
            "last-used=never psychosis=maybe shoe-size=44 craving=weekly",
            "UnknownOption psychosis, UnknownItem shoe-size, NotAsked craving"
        },

        // Items that depend on a missing or wrong answer are not checked until that answer is correct.
        { "craving=weekly", "Required last-used" },
        { "last-used=within-12-months setting=nowhere route=snorted", "UnknownOption setting" },
    };

    [Theory, MemberData(nameof(Invalid))]
    public void All_problems_are_reported_at_once(string answers, string expected)
    {
        var problems = AnswerSheet.Check(Published.SelfCheck, Published.Answers(answers), out var sheet);

        Assert.Equal(expected, string.Join(", ", problems.Select(problem => $"{problem.Kind} {problem.ItemId}")));
        Assert.Null(sheet);
    }

    [Fact]
    public void An_unknown_option_is_reported_with_the_allowed_options()
    {
        var problems = AnswerSheet.Check(Published.SelfCheck, Published.Answers("last-used=yesterday"), out _);

        Assert.Equal(["never", "over-12-months-ago", "within-12-months"], problems.Single().Allowed!);
    }

    [Fact]
    public void Option_codes_are_compared_exactly()
    {
        string[] similar = ["Never", " never", "never ", "never, weekly", "0", "", "nеver"];
        Assert.All(similar, code =>
        {
            AnswerSheet.Check(Published.SelfCheck, [new("last-used", code)], out var sheet);
            Assert.Null(sheet);
        });
    }

    [Theory, MemberData(nameof(Published.Ids), MemberType = typeof(Published))]
    [Trait("kind", "property")]
    public void Any_input_gives_either_a_sheet_or_a_problem(string id)
    {
        var questionnaire = Published.All[id];
        var anyText = ArbMap.Default.GeneratorFor<NonNull<string>>().Select(text => text.Get);
        var item = Gen.OneOf(Gen.Elements(questionnaire.Items.Select(item => item.Id)), anyText);
        var code = Gen.OneOf(Gen.Elements("never", "weekly", "yes", "within-12-months", "both"), anyText);
        var answers = Gen.Zip(item, code).ListOf().Select(pairs => pairs
            .DistinctBy(pair => pair.Item1)
            .ToDictionary(pair => pair.Item1, pair => pair.Item2));
        Prop.ForAll(answers.ToArbitrary(), sent =>
        {
            var problems = AnswerSheet.Check(questionnaire, sent, out var sheet);
            return sheet is null == problems.Count > 0;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));
    }
}
