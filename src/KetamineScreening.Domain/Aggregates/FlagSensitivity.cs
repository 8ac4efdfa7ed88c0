using KetamineScreening.Domain.Questionnaires;

namespace KetamineScreening.Domain.Aggregates;

/// <summary>The largest number of flags that one screening can raise: the squared L2 sensitivity of the flags.</summary>
/// <remarks>
/// The answers to the twenty-odd items behind the flags have too many combinations to try all of them, so this is variable elimination:
/// items are decided one by one, and states are kept apart only by answers that undecided flags still depend on. Options that no flag
/// tells apart count as one. A flag that depends on a count or the score is taken as raised whenever it can be.
/// </remarks>
internal static class FlagSensitivity
{
    /// <summary>The largest number of flags raised together, over all answers.</summary>
    public static int Of(Questionnaire questionnaire) => questionnaire.Branches.Max(branch => InBranch(questionnaire, branch));

    private static int InBranch(Questionnaire questionnaire, Branch branch)
    {
        var chosen = questionnaire.Items.Select(item => (sbyte)(branch.BranchingAnswers[item.Index] ?? -1)).ToArray();
        var possible = questionnaire.Flags
            .Select(flag => flag.When)
            .Where(condition => condition.PossibleValues(branch).HasFlag(TruthValues.True))
            .ToList();
        var alwaysCounted = possible.RemoveAll(condition => Leaves(condition).Any(leaf => leaf is not Condition.AnsweredIn));
        var undecided = possible.ConvertAll(condition => (When: condition, Items: condition.Items.Where(IsOpen).ToHashSet()));
        var raisedByBranch = undecided.Count(flag => flag.Items.Count == 0 && Holds(flag.When, chosen));
        undecided.RemoveAll(flag => flag.Items.Count == 0);
        var tests = possible.SelectMany(Leaves).Cast<Condition.AnsweredIn>().ToLookup(leaf => leaf.Item, leaf => leaf.Options);

        var states = new List<State> { new(chosen, raisedByBranch) };
        var decided = new HashSet<int>();
        while (undecided.Count > 0)
        {
            // The item that leaves the fewest answers to keep apart.
            var item = undecided.SelectMany(flag => flag.Items).Except(decided).MinBy(candidate => Kept([.. decided, candidate]).Length);
            decided.Add(item);
            var ready = undecided.Where(flag => flag.Items.IsSubsetOf(decided)).Select(flag => flag.When).ToList();
            undecided.RemoveAll(flag => flag.Items.IsSubsetOf(decided));
            var (kept, options) = (Kept(decided), Options(questionnaire.Items[item], tests[item]));
            states = [.. states
                .SelectMany(state => options.Select(option => state.With(item, option, ready)))
                .GroupBy(state => string.Join(',', kept.Select(index => state.Chosen[index])), StringComparer.Ordinal)
                .Select(same => same.MaxBy(state => state.Raised)!)];
        }

        return states.Max(state => state.Raised) + alwaysCounted;

        bool IsOpen(int item) => branch.Asked[item] && branch.BranchingAnswers[item] is null;

        int[] Kept(HashSet<int> known) => [.. undecided
            .Where(flag => !flag.Items.IsSubsetOf(known))
            .SelectMany(flag => flag.Items)
            .Where(known.Contains)
            .Distinct()
            .Order()];
    }

    // One option of each class that the tests tell apart.
    private static List<sbyte> Options(Item item, IEnumerable<ulong> tests) => [.. Enumerable
        .Range(item.Required ? 0 : -1, item.Options.Length + (item.Required ? 0 : 1))
        .GroupBy(
            option => string.Concat(tests.Select(test => option >= 0 && (test >> option & 1) == 1 ? '1' : '0')), StringComparer.Ordinal)
        .Select(same => (sbyte)same.First())];

    private static IEnumerable<Condition> Leaves(Condition condition) => condition switch
    {
        Condition.AllOf all => all.Parts.SelectMany(Leaves),
        Condition.AnyOf any => any.Parts.SelectMany(Leaves),
        Condition.Negation negation => Leaves(negation.Part),
        _ => [condition],
    };

    private static bool Holds(Condition condition, sbyte[] answers) => condition.Holds(new Facts(answers, [], 0));

    /// <summary>Answers to the items decided so far, and how many decided flags they raise.</summary>
    private sealed record State(sbyte[] Chosen, int Raised)
    {
        public State With(int item, sbyte option, List<Condition> ready)
        {
            var answers = (sbyte[])Chosen.Clone();
            answers[item] = option;
            return new State(answers, Raised + ready.Count(condition => Holds(condition, answers)));
        }
    }
}
