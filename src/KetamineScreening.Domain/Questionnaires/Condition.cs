using System.Collections.Immutable;

namespace KetamineScreening.Domain.Questionnaires;

/// <summary>Input of a condition: the chosen options, the counts and the score of one person.</summary>
/// <param name="chosen">Index of the chosen option by item index; negative when not answered.</param>
/// <param name="counts">Value of each count of the questionnaire.</param>
/// <param name="score">Sum of the weights.</param>
public readonly ref struct Facts(ReadOnlySpan<sbyte> chosen, ReadOnlySpan<int> counts, int score)
{
    /// <summary>Index of the chosen option by item index; negative when not answered.</summary>
    public ReadOnlySpan<sbyte> Chosen { get; } = chosen;

    /// <summary>Value of each count of the questionnaire.</summary>
    public ReadOnlySpan<int> Counts { get; } = counts;

    /// <summary>Sum of the weights.</summary>
    public int Score { get; } = score;
}

/// <summary>The values that a condition can take within one branch, over all answers of that branch.</summary>
[Flags]
public enum TruthValues
{
    /// <summary>The empty set; no condition has it.</summary>
    None = 0,

    /// <summary>The condition can be false.</summary>
    False = 1,

    /// <summary>The condition can be true.</summary>
    True = 2,

    /// <summary>The condition can be either.</summary>
    Both = False | True,
}

/// <summary>A condition ready to evaluate; branching, rules, flags and audiences use the same condition language.</summary>
public abstract record Condition
{
    /// <summary>Whether the condition holds.</summary>
    public abstract bool Holds(in Facts facts);

    /// <summary>The values it can take in a branch, over all answers of that branch.</summary>
    public abstract TruthValues PossibleValues(Branch branch);

    /// <summary>Indexes of the items it refers to directly; items behind a count or the score are not listed.</summary>
    public abstract IEnumerable<int> Items { get; }

    private static TruthValues From(bool canBeTrue, bool canBeFalse) =>
        (canBeTrue ? TruthValues.True : TruthValues.None) | (canBeFalse ? TruthValues.False : TruthValues.None);

    /// <summary>True when the chosen option of an item is in a set.</summary>
    /// <param name="Item">Index of the item.</param>
    /// <param name="Options">The set, one bit per option index.</param>
    public sealed record AnsweredIn(int Item, ulong Options) : Condition
    {
        /// <inheritdoc />
        public override bool Holds(in Facts facts) => facts.Chosen[Item] is >= 0 and var option && (Options >> option & 1) == 1;

        /// <inheritdoc />
        public override TruthValues PossibleValues(Branch branch)
        {
            if (!branch.Asked[Item]) return TruthValues.False;
            if (branch.BranchingAnswers[Item] is not { } option) return TruthValues.Both;
            return From(option >= 0 && (Options >> option & 1) == 1, option < 0 || (Options >> option & 1) == 0);
        }

        /// <inheritdoc />
        public override IEnumerable<int> Items => [Item];
    }

    /// <summary>True when a count is at least a threshold.</summary>
    /// <param name="Count">Index of the count.</param>
    /// <param name="AtLeast">The threshold, inclusive.</param>
    public sealed record CountReaches(int Count, int AtLeast) : Condition
    {
        /// <inheritdoc />
        public override bool Holds(in Facts facts) => facts.Counts[Count] >= AtLeast;

        /// <inheritdoc />
        public override TruthValues PossibleValues(Branch branch) => From(branch.MaxCounts[Count] >= AtLeast, AtLeast > 0);

        /// <inheritdoc />
        public override IEnumerable<int> Items => [];
    }

    /// <summary>True when the score is at least a threshold.</summary>
    /// <param name="AtLeast">The threshold, inclusive.</param>
    public sealed record ScoreReaches(int AtLeast) : Condition
    {
        /// <inheritdoc />
        public override bool Holds(in Facts facts) => facts.Score >= AtLeast;

        /// <inheritdoc />
        public override TruthValues PossibleValues(Branch branch) => From(branch.MaxScore >= AtLeast, AtLeast > 0);

        /// <inheritdoc />
        public override IEnumerable<int> Items => [];
    }

    /// <summary>True when every part is true.</summary>
    /// <param name="Parts">The conditions.</param>
    public sealed record AllOf(ImmutableArray<Condition> Parts) : Condition
    {
        /// <inheritdoc />
        public override bool Holds(in Facts facts)
        {
            foreach (var part in Parts)
            {
                if (!part.Holds(in facts)) return false;
            }

            return true;
        }

        /// <inheritdoc />
        public override TruthValues PossibleValues(Branch branch) => From(
            Parts.All(part => part.PossibleValues(branch).HasFlag(TruthValues.True)),
            Parts.Any(part => part.PossibleValues(branch).HasFlag(TruthValues.False)));

        /// <inheritdoc />
        public override IEnumerable<int> Items => Parts.SelectMany(part => part.Items);
    }

    /// <summary>True when at least one part is true.</summary>
    /// <param name="Parts">The conditions.</param>
    public sealed record AnyOf(ImmutableArray<Condition> Parts) : Condition
    {
        /// <inheritdoc />
        public override bool Holds(in Facts facts)
        {
            foreach (var part in Parts)
            {
                if (part.Holds(in facts)) return true;
            }

            return false;
        }

        /// <inheritdoc />
        public override TruthValues PossibleValues(Branch branch) => From(
            Parts.Any(part => part.PossibleValues(branch).HasFlag(TruthValues.True)),
            Parts.All(part => part.PossibleValues(branch).HasFlag(TruthValues.False)));

        /// <inheritdoc />
        public override IEnumerable<int> Items => Parts.SelectMany(part => part.Items);
    }

    /// <summary>True when the part is false.</summary>
    /// <param name="Part">The condition.</param>
    public sealed record Negation(Condition Part) : Condition
    {
        /// <inheritdoc />
        public override bool Holds(in Facts facts) => !Part.Holds(in facts);

        /// <inheritdoc />
        public override TruthValues PossibleValues(Branch branch)
        {
            var values = Part.PossibleValues(branch);
            return From(values.HasFlag(TruthValues.False), values.HasFlag(TruthValues.True));
        }

        /// <inheritdoc />
        public override IEnumerable<int> Items => Part.Items;
    }
}
