using KetamineScreening.Domain.Questionnaires;

namespace KetamineScreening.Domain.Aggregates;

/// <summary>The largest number of flags that one screening can raise: the squared L2 sensitivity of the flags.</summary>
/// <remarks>
/// Found by variable elimination, because the answers to the twenty-odd items behind the flags have too many combinations to try:
/// items are decided one by one, and only the answers that later flags still depend on are kept apart.
/// </remarks>
internal static class FlagSensitivity
{
    /// <summary>The largest number of flags raised together, over all answers.</summary>
    public static int Of(Questionnaire questionnaire) => questionnaire.Branches.Max(branch => InBranch(questionnaire, branch));

    private static int InBranch(Questionnaire questionnaire, Branch branch)
    {
        var chosen = questionnaire.Items.Select(item => (sbyte)(branch.BranchingAnswers[item.Index] ?? -1)).ToArray();
        var undecided = questionnaire.Flags
            .Select(flag => (flag.When, Items: flag.When.Items.Where(IsOpen).ToHashSet()))
            .ToList();
        var order = Order([.. undecided.Select(flag => flag.Items)]);
        var states = new List<State> { new(chosen, CountDecided([], chosen)) };
        var decided = new HashSet<int>();
        foreach (var item in order)
        {
            decided.Add(item);
            var ready = undecided.Where(flag => flag.Items.IsSubsetOf(decided)).ToList();
            undecided.RemoveAll(flag => flag.Items.IsSubsetOf(decided));
            var kept = undecided.SelectMany(flag => flag.Items).Where(decided.Contains).Distinct().Order().ToArray();
            states = [.. states
                .SelectMany(state => Extended(state, questionnaire.Items[item], ready))
                .GroupBy(state => string.Join(',', kept.Select(index => state.Chosen[index])))
                .Select(same => same.MaxBy(state => state.Raised)!)];
        }

        return states.Max(state => state.Raised);

        bool IsOpen(int item) => branch.Asked[item] && branch.BranchingAnswers[item] is null;

        // Flags that depend on no open item are decided by the branch.
        int CountDecided(HashSet<int> items, sbyte[] answers)
        {
            var count = undecided.Count(flag => flag.Items.IsSubsetOf(items) && Holds(flag.When, answers));
            undecided.RemoveAll(flag => flag.Items.IsSubsetOf(items));
            return count;
        }
    }

    private static IEnumerable<State> Extended(State state, Item item, List<(Condition When, HashSet<int> Items)> ready)
    {
        for (var option = -1; option < item.Options.Length; option++)
        {
            var answers = (sbyte[])state.Chosen.Clone();
            answers[item.Index] = (sbyte)option;
            yield return new State(answers, state.Raised + ready.Count(flag => Holds(flag.When, answers)));
        }
    }

    private static bool Holds(Condition condition, sbyte[] answers) => condition.Holds(new Facts(answers, [], 0));

    // Items that occur with few others come first, so that few answers have to be kept apart.
    private static List<int> Order(List<HashSet<int>> scopes) => [.. scopes
        .SelectMany(scope => scope)
        .Distinct()
        .OrderBy(item => scopes.Where(scope => scope.Contains(item)).SelectMany(scope => scope).Distinct().Count())
        .ThenBy(item => item)];

    /// <summary>Answers to the items decided so far, and how many decided flags they raise.</summary>
    private sealed record State(sbyte[] Chosen, int Raised);
}
