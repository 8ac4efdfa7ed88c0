using KetamineScreening.Domain.Answers;
using KetamineScreening.Domain.Questionnaires;
using KetamineScreening.Domain.Scoring;

namespace KetamineScreening.Domain.Tests.Scoring;

[Trait("kind", "property")]
public sealed class ScoringRuleTests
{
    public static TheoryData<string> Ids => Published.Ids;

    [Theory, MemberData(nameof(Ids))]
    public void A_worse_answer_never_lowers_score_or_band(string id)
    {
        // The options of every item that does not branch go from the least to the most severe; "I do not know" comes last.
        var questionnaire = Published.All[id];
        var items = questionnaire.Items.Where(item => questionnaire.Branches.All(branch => branch.BranchingAnswers[item.Index] is null));
        Answering.ForAll(questionnaire, answers =>
        {
            var before = questionnaire.Score(answers);
            return items.Where(item => before.Sheet.Branch.Asked[item.Index]).All(item =>
            {
                var present = item.OptionIndex(answers.GetValueOrDefault(item.Id));
                if (present >= 0 && present == item.DontKnow) return true;
                return item.Options.Where(option => option.Index > present && option.Index != item.DontKnow).All(option =>
                {
                    var after = questionnaire.Score(new Dictionary<string, string>(answers) { [item.Id] = option.Code });
                    return after.Score >= before.Score && Rank(after) >= Rank(before);
                });
            });
        });
    }

    [Theory, MemberData(nameof(Ids))]
    public void Unclear_is_never_given_when_a_rule_raises_the_band(string id)
    {
        var questionnaire = Published.All[id];
        Answering.ForAll(questionnaire, answers =>
        {
            var result = questionnaire.Score(answers);
            return result.Band.Code != "unclear" || !questionnaire.Rules.Any(rule => Holds(rule.When, result));
        });
    }

    [Theory, MemberData(nameof(Ids))]
    public void Lower_is_never_given_when_too_little_was_answered(string id)
    {
        var questionnaire = Published.All[id];
        Answering.ForAll(questionnaire, answers =>
        {
            var result = questionnaire.Score(answers);
            return result.Band.Code != "lower" || !questionnaire.UnratedRules.Any(rule => Holds(rule.When, result));
        });
    }

    [Theory, MemberData(nameof(Ids))]
    public void A_person_who_did_not_use_ketamine_in_12_months_is_never_rated(string id)
    {
        var questionnaire = Published.All[id];
        Answering.ForAll(questionnaire, answers =>
            answers.GetValueOrDefault("last-used") is not ("never" or "over-12-months-ago")
            || questionnaire.Score(answers).Band.Code == "not-rated");
    }

    [Fact]
    public void Somebody_in_support_is_told_to_show_the_result_there_and_offered_no_counsellor() =>
        Answering.ForAll(Published.SelfCheck, answers =>
        {
            var kinds = Published.SelfCheck.Score(answers).NextSteps.Select(step => step.Kind).ToList();
            return answers.GetValueOrDefault("in-support") == "yes"
                ? kinds.Contains("current-support") && !kinds.Contains("counselling")
                : !kinds.Contains("current-support");
        });

    [Fact]
    public void A_supervised_patient_without_signs_is_offered_no_therapy_against_craving() =>
        Answering.ForAll(Published.SelfCheck, answers =>
        {
            var result = Published.SelfCheck.Score(answers);
            return result.Audience.Code != "supervised" || result.SignsPresent!.Value.Count > 0
                || result.NextSteps.All(step => step.Kind != "cognitive-behavioural-therapy");
        });

    [Theory, MemberData(nameof(Ids))]
    public void Every_raised_flag_belongs_to_one_action_and_actions_are_ordered_by_urgency(string id) =>
        Answering.ForAll(Published.All[id], answers =>
        {
            var result = Published.All[id].Score(answers);
            var actions = result.Actions.ToList();
            var urgencies = actions.Select(entry => entry.Flags[0].Urgency).ToList();
            return actions.SelectMany(entry => entry.Flags).OrderBy(flag => flag.Index).SequenceEqual(result.Flags)
                && actions.DistinctBy(entry => entry.Action).Count() == actions.Count
                && urgencies.SequenceEqual(urgencies.Order())
                && actions.All(entry => entry.Flags[0].Urgency == entry.Flags.Min(flag => flag.Urgency));
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
    public void Every_band_rule_flag_action_step_link_and_audience_is_reachable(string id)
    {
        var questionnaire = Published.All[id];
        var missing = questionnaire.Definition.Guidance
            .SelectMany(byBand => byBand.Value, (byBand, steps) => (Pair: $"{byBand.Key} {steps.Key}", Steps: steps.Value))
            .SelectMany(entry => entry.Steps.Select(step => $"{entry.Pair} {step}").Append(entry.Pair))
            .Concat(questionnaire.Rules.Concat(questionnaire.UnratedRules).Select(rule => "rule " + rule.Code))
            .Concat(questionnaire.Actions.Select(action => "action " + action.Code))
            .Concat(questionnaire.LearningLinks.Select(link => "learn " + link.Id))
            .Concat(questionnaire.Flags.Select(flag => "flag " + flag.Code))
            .Concat(questionnaire.Audiences.Select(audience => "audience " + audience.Code))
            .ToHashSet();
        var random = new Random(1);
        for (var i = 0; i < 200_000 && missing.Count > 0; i++)
        {
            // The severity varies, so that every band of the scale occurs.
            var (leaveOut, severity) = (random.Next(100), Math.Pow(32, 2 * random.NextDouble() - 1));
            var result = questionnaire.Score(Interview.Of(questionnaire, item => !item.Required && random.Next(100) < leaveOut
                ? -1
                : item.Required ? random.Next(item.Options.Length) : (int)(item.Options.Length * Math.Pow(random.NextDouble(), severity))));
            var pair = $"{result.Audience.Code} {result.Band.Code}";
            missing.Remove(pair);
            missing.ExceptWith(result.NextSteps.Select(step => $"{pair} {step.Id}"));
            missing.ExceptWith(result.Actions.Select(entry => "action " + entry.Action.Code));
            missing.ExceptWith(result.LearningLinks.Select(link => "learn " + link.Id));
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

    // A band without rating that stands for the lowest band has the rank of that band.
    private static int Rank(ScreeningResult result) => result.Band.IsOnScale ? result.Band.Index : 0;

    private static bool Holds(Condition condition, ScreeningResult result)
    {
        var chosen = result.Sheet.Chosen.ToArray();
        var counts = result.Questionnaire.Counts
            .Select(count => count.OptionsByItem.Count(entry => chosen[entry.Item] >= 0 && (entry.Options >> chosen[entry.Item] & 1) == 1));
        return condition.Holds(new Facts(chosen, counts.ToArray(), result.Score));
    }

    private static string Summary(Questionnaire questionnaire, IEnumerable<KeyValuePair<string, string>> answers) =>
        System.Text.Json.JsonSerializer.Serialize(KetamineScreening.Domain.Scoring.TestVectorCheck.Summarize(questionnaire.Score(answers)));
}
