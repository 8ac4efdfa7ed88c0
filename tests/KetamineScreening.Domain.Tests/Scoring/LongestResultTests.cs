using System.Text.Json.Nodes;
using KetamineScreening.Domain.Answers;
using KetamineScreening.Domain.Questionnaires;
using KetamineScreening.Domain.Scoring;

namespace KetamineScreening.Domain.Tests.Scoring;

/// <summary>A frightened person reads little, so the part of a result that is visible before "more" is opened is short.</summary>
public sealed class LongestResultTests(ITestOutputHelper output)
{
    // Names and numbers of the contacts in the emergency blocks take the rest: a test of the help directory counts them.
    private const int Limit = 700 - 60;

    // Titles and texts of the emergency blocks, which every result shows.
    private static readonly string[] Emergency = [.. JsonNode.Parse(
            File.ReadAllText(Path.Combine(Published.Root, "src/KetamineScreening.Api/Content/help/en.json")))!["emergency"]!
        .AsObject()
        .SelectMany(block => new[] { (string)block.Value!["title"]!, (string)block.Value["text"]! })];

    [Theory, MemberData(nameof(Published.Ids), MemberType = typeof(Published))]
    public void The_longest_result_has_fewer_than_700_words_before_more_is_opened(string id)
    {
        var (questionnaire, wording) = (Published.All[id], Published.Wording(id));
        var random = new Random(1);
        var starts = Enumerable.Repeat((Item item) => random.Next(item.Options.Length), 3).Prepend(Worst);
        var longest = questionnaire.Branches
            .SelectMany(_ => starts, (branch, start) => Longest(questionnaire, branch, wording, start))
            .MaxBy(result => Words(result, wording))!;

        var words = Words(longest, wording);
        output.WriteLine($"{id}: {words} words, {longest.Band.Code}, {longest.Flags.Count()} flags, {longest.Actions.Count()} actions");
        Assert.InRange(words, 300, Limit - 1);
    }

    private static int Worst(Item item) =>
        item.Options.MaxBy(option => option.Weight ?? (option.Index == item.DontKnow ? -1 : option.Index))!.Index;

    // Coordinate ascent: each item takes the option with which the result is longest, until no change makes it longer.
    private static ScreeningResult Longest(Questionnaire questionnaire, Branch branch, Wording wording, Func<Item, int> start)
    {
        var chosen = questionnaire.Items.Select(item => branch.BranchingAnswers[item.Index] ?? start(item)).ToArray();
        var best = Score();
        for (var improved = true; improved;)
        {
            improved = false;
            foreach (var item in questionnaire.Items.Where(item => branch.Asked[item.Index] && branch.BranchingAnswers[item.Index] is null))
            {
                for (var option = -1; option < item.Options.Length; option++)
                {
                    var before = chosen[item.Index];
                    chosen[item.Index] = option;
                    var changed = Score();
                    if (Words(changed, wording) > Words(best, wording)) (best, improved) = (changed, true);
                    else chosen[item.Index] = before;
                }
            }
        }

        return best;

        ScreeningResult Score() => questionnaire.Score(Interview.Of(questionnaire, item => chosen[item.Index]));
    }

    private static int Words(ScreeningResult result, Wording wording) => Visible(result, wording).Sum(CountWords);

    private static IEnumerable<string> Visible(ScreeningResult result, Wording wording) =>
    [
        wording.Bands[result.Band.Code],
        wording.Guidance[result.Audience.Code][result.Band.Code],
        .. result.ScoreReachesBand ? [wording.ScoreReason] : Array.Empty<string>(),
        .. result.Reasons.Select(wording.ReasonOf),
        .. result.Actions.SelectMany(entry => new[] { wording.Actions[entry.Action.Code].Title!, wording.Actions[entry.Action.Code].Text }),
        .. result.Flags.Select(flag => wording.Flags[flag.Code].Title!),
        .. result.NextSteps.Select(step => wording.NextSteps[step.Id].Title!),
        .. Emergency,
        result.Completeness.IsComplete ? wording.Completeness.Complete : wording.Completeness.Incomplete,
        wording.Disclaimer,
        wording.Validation,
    ];

    private static int CountWords(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length;
}
