using KetamineScreening.Domain.Answers;

namespace KetamineScreening.Domain.Tests.Answers;

public sealed class AnswerSheetTests
{
    public static TheoryData<string, string> Wrong => new()
    {
        { "", "Required last-used" },
        { "last-used=within-12-months", "Required setting" },
        { "last-used=yesterday", "UnknownOption last-used" },
        { "last-used=never craving=weekly", "NotAsked craving" },
        { "last-used=never setting=both", "NotAsked setting" },
        { "last-used=within-12-months setting=supervised-only route=snorted tolerance=never", "NotAsked route, NotAsked tolerance" },
        { "last-used=never shoe-size=44", "UnknownItem shoe-size" },
        { "last-used=never psychosis=maybe shoe-size=44 craving=weekly", "UnknownOption psychosis, UnknownItem shoe-size, NotAsked craving" },

        // What depends on a missing or wrong answer is not judged before that answer is right.
        { "craving=weekly", "Required last-used" },
        { "last-used=within-12-months setting=nowhere route=snorted", "UnknownOption setting" },
    };

    [Theory, MemberData(nameof(Wrong))]
    public void Everything_that_is_wrong_is_named_at_once(string answers, string expected)
    {
        var problems = AnswerSheet.Check(Published.SelfCheck, Published.Answers(answers), out var sheet);

        Assert.Equal(expected, string.Join(", ", problems.Select(problem => $"{problem.Kind} {problem.ItemId}")));
        Assert.Null(sheet);
    }

    [Fact]
    public void An_unknown_option_comes_with_the_options_there_are()
    {
        var problems = AnswerSheet.Check(Published.SelfCheck, Published.Answers("last-used=yesterday"), out _);

        Assert.Equal(["never", "over-12-months-ago", "within-12-months"], problems.Single().Allowed!);
    }

    [Fact]
    public void Codes_are_taken_to_the_letter()
    {
        string[] almost = ["Never", " never", "never ", "never, weekly", "0", "", "nеver"];
        Assert.All(almost, code =>
        {
            AnswerSheet.Check(Published.SelfCheck, [new("last-used", code)], out var sheet);
            Assert.Null(sheet);
        });
    }

    [Theory, MemberData(nameof(Published.Ids), MemberType = typeof(Published))]
    [Trait("kind", "property")]
    public void Whatever_is_sent_there_is_either_a_sheet_or_a_problem(string id)
    {
        var questionnaire = Published.All[id];
        var item = Gen.OneOf(Gen.Elements(questionnaire.Items.Select(item => item.Id)), ArbMap.Default.GeneratorFor<NonNull<string>>().Select(text => text.Get));
        var code = Gen.OneOf(Gen.Elements("never", "weekly", "yes", "within-12-months", "both"), ArbMap.Default.GeneratorFor<NonNull<string>>().Select(text => text.Get));
        var answers = Gen.Zip(item, code).ListOf().Select(pairs => pairs.DistinctBy(pair => pair.Item1).ToDictionary(pair => pair.Item1, pair => pair.Item2));
        Prop.ForAll(answers.ToArbitrary(), sent =>
        {
            var problems = AnswerSheet.Check(questionnaire, sent, out var sheet);
            return sheet is null == problems.Count > 0;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));
    }
}
