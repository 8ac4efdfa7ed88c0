using KetamineScreening.Domain.Questionnaires;
using KetamineScreening.Domain.Scoring;

namespace KetamineScreening.Domain.Tests.Scoring;

/// <summary>The worked examples of the specification. Each row is answers, score, largest score, band, reasons and flags.</summary>
public sealed class WorkedExampleTests
{
    private const string Unsupervised = "last-used=within-12-months setting=unsupervised-only";
    private const string Supervised = "last-used=within-12-months setting=supervised-only";
    private const string NoUrgentSigns = "urine-blood-or-blocked=no yellow-skin-or-dark-urine=no";

    private static readonly string Signs = Section(Published.SelfCheck, "signs", "never", _ => true);
    private static readonly string SupervisedSigns =
        Section(Published.SelfCheck, "signs", "never", id => id is not ("tolerance" or "withdrawal"));

    private static readonly string Effects =
        Section(Published.SelfCheck, "effects", "never", id => id is not ("treatment-after-effects" or "treatment-mood"));

    private const string SupervisedEffects = "bladder=never unreal-perceptions=never treatment-mood=never";
    private const string PastEffects = "memory=never low-or-anxious=never unreal-perceptions=never";

    public static TheoryData<int, string, int, int, string, string, string> SelfCheck => new()
    {
        {
            1,
            $"{Supervised} treatment-alone=no {SupervisedSigns} {SupervisedEffects} {NoUrgentSigns} "
            + "memory=less-than-monthly detached=less-than-monthly treatment-after-effects=less-than-monthly high-blood-pressure=no",
            2, 71, "lower", "score", ""
        },
        {
            2,
            $"{Unsupervised} frequency=weekly high-dose=weekly route=snorted {Signs} {Effects} {NoUrgentSigns} "
            + "mixing-depressants=yes mixing-alcohol=yes",
            6, 115, "high", "regular-high-doses", "mixing-depressants mixing-alcohol"
        },
        { 3, Unsupervised, 0, 115, "unclear", "too-few-answers", "" },
        {
            4,
            $"{Unsupervised} frequency=less-than-monthly high-dose=never route=snorted {Effects} "
            + With(Signs, "craving hard-to-stop despite-harm withdrawal", "less-than-monthly"),
            9, 115, "increasing", "score", ""
        },
        {
            5,
            $"last-used=over-12-months-ago bladder=monthly {PastEffects} urine-blood-or-blocked=earlier yellow-skin-or-dark-urine=recent",
            2, 17, "not-rated", "no-use-in-12-months", "liver-urgent bladder"
        },
        {
            6,
            "last-used=never past-substance-problem=yes psychosis=yes considering-treatment=yes",
            1, 5, "not-rated", "never-used", "tell-your-prescriber"
        },
        {
            7,
            $"{Supervised} treatment-alone=yes {SupervisedSigns} {SupervisedEffects} {NoUrgentSigns} "
            + "memory=weekly detached=monthly treatment-after-effects=weekly mixing-depressants=yes mixing-alcohol=no",
            5, 71, "lower", "score", "treatment-alone treatment-mixing treatment-effects"
        },
        {
            8,
            $"{Unsupervised} frequency=daily high-dose=monthly route=injected "
            + With(Signs, "more-than-planned preoccupation craving tolerance hard-to-stop", "weekly")
            + $" {With(Effects, "cramps", "weekly")} {NoUrgentSigns} mixing-depressants=no mixing-alcohol=no pregnancy=yes",
            40, 115, "very-high", "score daily-and-signs-4", "injecting belly-pain pregnancy"
        },
        {
            9,
            $"{Unsupervised} frequency=daily high-dose=never route=snorted {Signs} {Effects} {NoUrgentSigns} "
            + "mixing-depressants=no mixing-alcohol=no",
            4, 115, "high", "frequency-daily", ""
        },
        {
            10,
            $"{Unsupervised} high-dose=never route=snorted {Signs} {Effects} {NoUrgentSigns} mixing-depressants=no mixing-alcohol=no",
            1, 115, "unclear", "too-few-answers", ""
        },
    };

    private const string QuickSigns = "more-than-planned=never preoccupation=never neglected-responsibilities=never despite-harm=never";

    public static TheoryData<string, string, int, int, string, string, string> Others => new()
    {
        { "ketamine-quick-check", "last-used=never", 0, 0, "not-rated", "never-used", "" },
        {
            "ketamine-quick-check", "last-used=over-12-months-ago bladder=weekly",
            0, 0, "not-rated", "no-use-in-12-months", "bladder"
        },
        { "ketamine-quick-check", Supervised, 0, 12, "unclear", "too-few-answers", "" },
        { "ketamine-quick-check", $"{Supervised} {QuickSigns} bladder=never", 0, 12, "lower", "score", "" },
        { "ketamine-quick-check", $"{Supervised} bladder=monthly", 0, 12, "increasing", "bladder-monthly", "bladder" },
        {
            "ketamine-quick-check", $"{Unsupervised} {QuickSigns} tolerance=less-than-monthly bladder=less-than-monthly",
            1, 15, "unclear", "too-few-answers", "bladder-early"
        },
        {
            "ketamine-quick-check", $"{Unsupervised} {QuickSigns} frequency=less-than-monthly bladder=never",
            0, 15, "lower", "score", ""
        },
        { "ketamine-quick-check", $"{Unsupervised} frequency=weekly", 0, 15, "increasing", "frequency-weekly", "" },
        {
            "ketamine-quick-check", "last-used=within-12-months setting=both frequency=daily bladder=weekly",
            0, 15, "high", "bladder-weekly frequency-daily", "bladder supervised-and-unsupervised"
        },
        { "ketamine-quick-check", $"{Unsupervised} tolerance=weekly despite-harm=weekly", 6, 15, "high", "score", "" },
        {
            "ketamine-quick-check", $"{Unsupervised} tolerance=weekly despite-harm=weekly preoccupation=weekly more-than-planned=monthly",
            11, 15, "very-high", "score", ""
        },
        { "ketamine-concern-check", "", 0, 53, "unclear", "too-few-answers", "" },
        {
            "ketamine-concern-check",
            Section(Published.All["ketamine-concern-check"], "signs", "dont-know", _ => true)
            + " " + Section(Published.All["ketamine-concern-check"], "effects", "never", _ => true),
            0, 53, "unclear", "too-few-answers", ""
        },
        {
            "ketamine-concern-check",
            "using-more=never cannot-stop=never neglected-responsibilities=never social-withdrawal=never "
            + "mood-swings=never memory=never unsteady=never bladder=never detached=never under-18=yes",
            0, 53, "lower", "score", "under-18"
        },
        { "ketamine-concern-check", "unresponsive=less-than-monthly", 1, 53, "increasing", "unresponsive", "unresponsive" },
        { "ketamine-concern-check", "unresponsive=weekly", 3, 53, "high", "unresponsive-weekly", "unresponsive" },
        { "ketamine-concern-check", "bladder=weekly", 3, 53, "high", "bladder-weekly", "bladder" },
        {
            "ketamine-concern-check", "unreal-perceptions=weekly bladder=less-than-monthly",
            4, 53, "high", "unreal-perceptions-weekly", "unreal-perceptions-urgent bladder-early"
        },
        { "ketamine-concern-check", "using-more=weekly cannot-stop=weekly memory=monthly", 14, 53, "high", "score", "" },
        {
            "ketamine-concern-check",
            "using-more=weekly cannot-stop=weekly social-withdrawal=weekly risky-situations=weekly memory=monthly",
            26, 53, "very-high", "score", "driving-and-danger"
        },
    };

    [Theory, MemberData(nameof(SelfCheck))]
    public void The_self_check_scores_the_examples_as_the_specification_says(
        int example, string answers, int score, int max, string band, string reasons, string flags)
    {
        var result = Published.SelfCheck.Score(Published.Answers(answers));

        Assert.Equal(
            (example, score, max, band, reasons, flags),
            (example, result.Score, result.MaxScore, result.Band.Code, Reasons(result), Flags(result)));
    }

    [Theory, MemberData(nameof(Others))]
    public void The_other_questionnaires_score_the_examples_as_the_specification_says(
        string questionnaire, string answers, int score, int max, string band, string reasons, string flags)
    {
        var result = Published.All[questionnaire].Score(Published.Answers(answers));

        Assert.Equal((score, max, band, reasons, flags), (result.Score, result.MaxScore, result.Band.Code, Reasons(result), Flags(result)));
    }

    [Theory]
    [InlineData("over-12-months-ago", "bladder=monthly yellow-skin-or-dark-urine=recent", "doctor-today urgent: liver-urgent bladder")]
    [InlineData("over-12-months-ago", "bladder=less-than-monthly", "doctor-in-coming-weeks routine: bladder-early")]
    [InlineData(
        "over-12-months-ago", "bladder=less-than-monthly yellow-skin-or-dark-urine=earlier", "doctor-this-week soon: liver bladder-early")]
    [InlineData(
        "within-12-months", "setting=both risky-situations=weekly loss-of-awareness=weekly withdrawal=weekly low-or-anxious=weekly",
        "stay-safe urgent: loss-of-awareness-often driving-and-danger; doctor-this-week soon: stopping-safely; "
        + "clinician-before-next-dose soon: supervised-and-unsupervised; talk-to-someone soon: mood")]
    public void Flags_share_actions_and_one_visit_to_a_doctor_is_enough(string lastUsed, string answers, string actions)
    {
        var result = Published.SelfCheck.Score(Published.Answers($"last-used={lastUsed} {answers}"));

        Assert.Equal(actions, string.Join("; ", result.Actions.Select(entry =>
            $"{entry.Action.Code} {entry.Flags[0].Urgency}: {Codes(entry.Flags)}".Replace(
                $"{entry.Flags[0].Urgency}", $"{entry.Flags[0].Urgency}".ToLowerInvariant(), StringComparison.Ordinal))));
    }

    [Theory]
    [InlineData("ketamine-self-check", 49)]
    [InlineData("ketamine-quick-check", 9)]
    [InlineData("ketamine-concern-check", 15)]
    public void Each_questionnaire_has_the_number_of_items_in_the_specification(string questionnaire, int items) =>
        Assert.Equal(items, Published.All[questionnaire].Items.Length);

    [Fact]
    public void At_most_46_questions_of_the_self_check_are_asked_of_one_person() =>
        Assert.Equal(46, Published.SelfCheck.Branches.Max(branch => branch.AskedItems));

    [Theory, MemberData(nameof(Published.Versions), MemberType = typeof(Published))]
    public void The_published_test_vectors_are_reproduced(string id, string version)
    {
        var vectors = Published.Vectors(id, version);

        Assert.True(vectors.Vectors.Count > 50);
        Assert.Empty(TestVectorCheck.Faults(Questionnaire.From(Published.Definition(id, version)), vectors));
    }

    private static string Section(Questionnaire questionnaire, string section, string option, Func<string, bool> includes) =>
        string.Join(' ', questionnaire.Sections.Single(candidate => candidate.Id == section).Items
            .Where(item => includes(item.Id))
            .Select(item => $"{item.Id}={option}"));

    private static string With(string answers, string items, string option) => items.Split(' ')
        .Aggregate(
            $" {answers}", (changed, item) => changed.Replace($" {item}=never", $" {item}={option}", StringComparison.Ordinal));

    private static string Reasons(ScreeningResult result) =>
        string.Join(' ', result.Reasons.Select(rule => rule.Code).Prepend(result.ScoreReachesBand ? "score" : "")).Trim();

    private static string Flags(ScreeningResult result) => Codes(result.Flags);

    private static string Codes(IEnumerable<Flag> flags) => string.Join(' ', flags.Select(flag => flag.Code));
}
