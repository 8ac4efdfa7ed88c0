using System.Collections.Immutable;
using KetamineScreening.Domain.Questionnaires;

namespace KetamineScreening.Api.Fhir.Questionnaires;

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
