using System.Collections.Immutable;
using KetamineScreening.Domain.Questionnaires;

namespace KetamineScreening.Api.Fhir.Questionnaires;

/// <summary>
/// Alternatives under which items are asked. Each is complete: when it needs the answer of an item, it also needs the answers under
/// which that item is asked. So the alternatives are right for any answers, even if some belong to items that are not asked.
/// </summary>
internal sealed class Prerequisites(Questionnaire questionnaire)
{
    private static readonly Alternative Always = new(ImmutableSortedDictionary<int, ulong>.Empty);

    /// <summary>The alternatives under which a condition holds. An alternative without answers always holds.</summary>
    public IReadOnlyList<Alternative> Of(Condition? condition) => condition switch
    {
        null => [Always],
        Condition.AnsweredIn leaf => And(Of(questionnaire.Items[leaf.Item].AskedWhen), [Answered(leaf.Item, leaf.Options)]),
        Condition.AllOf all => all.Parts.Select(Of).Aggregate(And),
        Condition.AnyOf any => Simplify(any.Parts.SelectMany(Of)),
        Condition.Negation negation => Of(negation.Part).Select(Not).Aggregate(And),
        _ => throw new ArgumentException("A branching condition can look at answers only.", nameof(condition)),
    };

    /// <summary>The alternatives under which at least one item of a section is asked.</summary>
    public IReadOnlyList<Alternative> Of(Section section) => Simplify(section.Items.SelectMany(item => Of(item.AskedWhen)));

    private IReadOnlyList<Alternative> And(IReadOnlyList<Alternative> left, IReadOnlyList<Alternative> right) =>
        Simplify(left.SelectMany(_ => right, Both));

    private Alternative Both(Alternative left, Alternative right) => new(right.Answers.Aggregate(left.Answers, (answers, accepted) =>
        answers.SetItem(accepted.Key, accepted.Value & answers.GetValueOrDefault(accepted.Key, AnyAnswer(accepted.Key)))));

    private IReadOnlyList<Alternative> Not(Alternative alternative) =>
        [.. alternative.Answers.Select(accepted => Answered(accepted.Key, AnyAnswer(accepted.Key) & ~accepted.Value))];

    private static Alternative Answered(int item, ulong accepted) => new(Always.Answers.SetItem(item, accepted));

    // All options, and no answer.
    private ulong AnyAnswer(int item) => Alternative.NoAnswer | Alternative.AllOptions(questionnaire.Items[item]);

    private List<Alternative> Simplify(IEnumerable<Alternative> alternatives)
    {
        var simple = new List<Alternative>();
        foreach (var alternative in alternatives.Select(WithoutAnyAnswer).Where(one => !one.Answers.ContainsValue(0))) Add(alternative);
        return simple;

        void Add(Alternative added)
        {
            if (simple.Exists(added.Implies)) return;
            simple.RemoveAll(other => other.Implies(added));
            if (simple.Find(other => added.DifferingItem(other) is not null) is not { } similar) simple.Add(added);
            else
            {
                var item = added.DifferingItem(similar)!.Value;
                simple.Remove(similar);
                Add(WithoutAnyAnswer(new(added.Answers.SetItem(item, added.Answers[item] | similar.Answers[item]))));
            }
        }
    }

    private Alternative WithoutAnyAnswer(Alternative alternative) =>
        new(alternative.Answers.RemoveRange(alternative.Answers.Where(one => one.Value == AnyAnswer(one.Key)).Select(one => one.Key)));
}

/// <summary>Answers that are accepted together.</summary>
/// <param name="Answers">For each item that has to be looked at, by index: one bit per accepted option, and <see cref="NoAnswer"/>.</param>
internal sealed record Alternative(ImmutableSortedDictionary<int, ulong> Answers)
{
    /// <summary>The bit for an item without an answer.</summary>
    public const ulong NoAnswer = 1UL << 63;

    /// <summary>Whether it looks at one item only, which has to have an answer.</summary>
    public bool RequiresOneAnswer => Answers.Count == 1 && Answers.Values.All(accepted => (accepted & NoAnswer) == 0);

    /// <summary>The bits of all options of an item.</summary>
    public static ulong AllOptions(Item item) => (1UL << item.Options.Length) - 1;

    /// <summary>This alternative without the answers that each of some other alternatives requires as well.</summary>
    public Alternative Without(IReadOnlyList<Alternative> others) =>
        new(Answers.RemoveRange(Answers.Keys.Where(item =>
            others.All(other => other.Implies(new(Answers.RemoveRange(Answers.Keys.Where(key => key != item))))))));

    /// <summary>Whether the other alternative accepts everything that this one accepts.</summary>
    public bool Implies(Alternative other) =>
        other.Answers.All(accepted => Answers.TryGetValue(accepted.Key, out var own) && (own & ~accepted.Value) == 0);

    /// <summary>The only item for which two alternatives accept different answers; null if there is no such item.</summary>
    public int? DifferingItem(Alternative other) =>
        Answers.Keys.SequenceEqual(other.Answers.Keys)
        && Answers.Keys.Where(item => Answers[item] != other.Answers[item]).ToList() is [var single] ? single : null;
}
