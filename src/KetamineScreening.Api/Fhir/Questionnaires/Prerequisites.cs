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
