using KetamineScreening.Domain.Answers;
using KetamineScreening.Domain.Questionnaires;

namespace KetamineScreening.Domain.Tests.Scoring;

[Trait("kind", "property")]
public sealed class ScoringRuleTests
{
    public static TheoryData<string> Ids => Published.Ids;

    [Theory, MemberData(nameof(Ids))]
    public void A_worse_answer_never_lowers_score_or_band(string id) => Answering.ForAll(Published.All[id], answers =>
    {
        var questionnaire = Published.All[id];
        var before = questionnaire.Score(answers);
        return questionnaire.Items.Where(item => item.IsScored && before.Sheet.Branch.Asked[item.Index]).All(item =>
        {
            var present = answers.GetValueOrDefault(item.Id);
            var weight = item.Options.FirstOrDefault(option => option.Code == present)?.Weight ?? 0;
            return item.Options.Where(option => option.Weight > weight).All(option =>
            {
                var after = questionnaire.Score(new Dictionary<string, string>(answers) { [item.Id] = option.Code });
                return after.Score == before.Score + option.Weight - weight && after.Band.Index >= before.Band.Index;
            });
        });
    });

    [Theory, MemberData(nameof(Ids))]
    public void The_score_never_exceeds_the_largest_score(string id) => Answering.ForAll(Published.All[id], answers =>
    {
        var result = Published.All[id].Score(answers);
        return result.Score >= 0 && result.Score <= result.MaxScore
            && result.Domains.All(domain => domain.Score <= domain.MaxScore)
            && result.Domains.Sum(domain => domain.Score) == result.Score
            && result.Domains.Sum(domain => domain.MaxScore) == result.MaxScore;
    });

    [Theory, MemberData(nameof(Ids))]
    public void The_largest_score_is_reachable_in_every_branch(string id)
    {
        var questionnaire = Published.All[id];
        Assert.All(questionnaire.Branches, branch =>
        {
            var worst = Interview.Of(questionnaire, item =>
                branch.BranchingAnswers[item.Index] ?? item.Options.MaxBy(option => option.Weight ?? 0)!.Index);
            Assert.Equal(branch.MaxScore, questionnaire.Score(worst).Score);
        });
    }

    [Theory, MemberData(nameof(Ids))]
    public void The_order_of_answers_is_irrelevant(string id) => Answering.ForAll(Published.All[id], answers =>
    {
        var original = Summary(Published.All[id], answers);
        return original == Summary(Published.All[id], answers.Reverse())
            && original == Summary(Published.All[id], answers.OrderBy(answer => answer.Value).ThenBy(answer => answer.Key));
    });

    [Theory, MemberData(nameof(Ids))]
    public void Every_band_rule_flag_and_audience_is_reachable(string id)
    {
        var questionnaire = Published.All[id];
        var missing = questionnaire.Bands.Select(band => band.Code)
            .Concat(questionnaire.Rules.Select(rule => "rule " + rule.Code))
            .Concat(questionnaire.Flags.Select(flag => "flag " + flag.Code))
            .Concat(questionnaire.Audiences.Select(audience => "audience " + audience.Code))
            .ToHashSet();
        var random = new Random(1);
        for (var i = 0; i < 50_000 && missing.Count > 0; i++)
        {
            var leaveOut = random.Next(100);
            var result = questionnaire.Score(Interview.Of(questionnaire, item =>
                !item.Required && random.Next(100) < leaveOut ? -1 : random.Next(item.Options.Length)));
            missing.Remove(result.Band.Code);
            missing.Remove("audience " + result.Audience.Code);
            missing.ExceptWith(result.Reasons.Select(rule => "rule " + rule.Code));
            missing.ExceptWith(result.Flags.Select(flag => "flag " + flag.Code));
        }

        Assert.Empty(missing);
    }

    [Fact]
    public void Supervised_only_never_scores_tolerance_withdrawal_or_pattern() => Answering.ForAll(Published.SelfCheck, answers =>
    {
        if (answers.GetValueOrDefault("setting") != "supervised-only") return true;
        var result = Published.SelfCheck.Score(answers);
        var withTolerance = new Dictionary<string, string>(answers) { ["tolerance"] = "weekly" };
        var problems = AnswerSheet.Check(Published.SelfCheck, withTolerance, out _);
        return result.Domains.All(domain => domain.Section.Id != "pattern")
            && result.Breakdown.All(entry => entry.Item.Id is not ("tolerance" or "withdrawal" or "frequency" or "high-dose" or "route"))
            && problems is [{ Kind: AnswerProblemKind.NotAsked, ItemId: "tolerance" }];
    });

    [Theory, MemberData(nameof(Ids))]
    public void Every_result_has_a_reason_and_every_reason_has_its_band(string id) => Answering.ForAll(Published.All[id], answers =>
    {
        var result = Published.All[id].Score(answers);
        return result.Reasons.All(rule => rule.Band == result.Band) && (result.ScoreReachesBand || result.Reasons.Any());
    });

    [Theory, MemberData(nameof(Ids))]
    public void Every_result_has_guidance(string id)
    {
        var (definition, wording) = (Published.All[id].Definition, Published.Wording(id));
        Answering.ForAll(Published.All[id], answers =>
        {
            var result = Published.All[id].Score(answers);
            return wording.Guidance[result.Audience.Code][result.Band.Code].Length > 0
                && definition.Guidance[result.Audience.Code][result.Band.Code].Count > 0;
        });
    }

    private static string Summary(Questionnaire questionnaire, IEnumerable<KeyValuePair<string, string>> answers) =>
        System.Text.Json.JsonSerializer.Serialize(KetamineScreening.Domain.Scoring.TestVectorCheck.Summarize(questionnaire.Score(answers)));
}
