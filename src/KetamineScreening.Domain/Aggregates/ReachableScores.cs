using KetamineScreening.Domain.Questionnaires;

namespace KetamineScreening.Domain.Aggregates;

/// <summary>The scores that some set of answers of an audience gives.</summary>
internal static class ReachableScores
{
    /// <summary>Whether each score from 0 to the largest one can occur.</summary>
    public static bool[] Of(Questionnaire questionnaire, Audience audience)
    {
        var branches = questionnaire.Branches.Where(branch => branch.Audience == audience).ToList();
        var reachable = new bool[branches[0].MaxScore + 1];
        foreach (var branch in branches)
        {
            var ofBranch = OfBranch(questionnaire, branch);
            for (var score = 0; score < reachable.Length; score++) reachable[score] |= ofBranch[score];
        }

        return reachable;
    }

    private static bool[] OfBranch(Questionnaire questionnaire, Branch branch)
    {
        var sums = new bool[branch.MaxScore + 1];
        sums[0] = true;
        foreach (var item in questionnaire.Items.Where(item => branch.Asked[item.Index]))
        {
            var weights = WeightsOf(item, branch);
            var next = new bool[sums.Length];
            for (var sum = 0; sum < sums.Length; sum++)
            {
                foreach (var weight in weights) if (sums[sum]) next[sum + weight] = true;
            }

            sums = next;
        }

        return sums;
    }

    private static HashSet<int> WeightsOf(Item item, Branch branch)
    {
        if (branch.BranchingAnswers[item.Index] is { } option) return [option < 0 ? 0 : item.WeightOf(option)];
        var weights = item.Options.Select(choice => choice.Weight ?? 0);
        return item.Required ? [.. weights] : [0, .. weights];
    }
}
