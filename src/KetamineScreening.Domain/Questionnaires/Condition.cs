using System.Collections.Immutable;

namespace KetamineScreening.Domain.Questionnaires;

/// <summary>What conditions may look at: the chosen options, the counts and the score of one person.</summary>
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

/// <summary>What can become of a condition when all that is known is which questions are asked.</summary>
[Flags]
public enum Outcomes
{
    /// <summary>Nothing: not a value that a condition has.</summary>
    None = 0,

    /// <summary>It can fail to hold.</summary>
    False = 1,

    /// <summary>It can hold.</summary>
    True = 2,

    /// <summary>It can do either.</summary>
    Both = False | True,
}

/// <summary>A condition ready to evaluate; the same language serves branching, rules, flags and audiences.</summary>
public abstract record Condition
{
    /// <summary>Whether the condition holds.</summary>
    public abstract bool Holds(in Facts facts);

    /// <summary>What can become of it for somebody of this branch, whatever else they answer.</summary>
    public abstract Outcomes Possible(Branch branch);

    /// <summary>Indexes of the items it looks at directly.</summary>
    public abstract IEnumerable<int> Items { get; }

    private static Outcomes From(bool canBeTrue, bool canBeFalse) =>
        (canBeTrue ? Outcomes.True : Outcomes.None) | (canBeFalse ? Outcomes.False : Outcomes.None);

    /// <summary>The item was answered with one of some options.</summary>
    /// <param name="Item">Index of the item.</param>
    /// <param name="Options">Bit per option index.</param>
    public sealed record AnsweredIn(int Item, ulong Options) : Condition
    {
        /// <inheritdoc />
        public override bool Holds(in Facts facts) => facts.Chosen[Item] is >= 0 and var option && (Options >> option & 1) == 1;

        /// <inheritdoc />
        public override Outcomes Possible(Branch branch)
        {
            if (!branch.Asked[Item]) return Outcomes.False;
            if (branch.Fixed[Item] is not { } option) return Outcomes.Both;
            return From(option >= 0 && (Options >> option & 1) == 1, option < 0 || (Options >> option & 1) == 0);
        }

        /// <inheritdoc />
        public override IEnumerable<int> Items => [Item];
    }

    /// <summary>A count reaches a number.</summary>
    /// <param name="Count">Index of the count.</param>
    /// <param name="AtLeast">Smallest value that does, itself included.</param>
    public sealed record CountReaches(int Count, int AtLeast) : Condition
    {
        /// <inheritdoc />
        public override bool Holds(in Facts facts) => facts.Counts[Count] >= AtLeast;

        /// <inheritdoc />
        public override Outcomes Possible(Branch branch) => From(branch.LargestCounts[Count] >= AtLeast, AtLeast > 0);

        /// <inheritdoc />
        public override IEnumerable<int> Items => [];
    }

    /// <summary>The score reaches a number.</summary>
    /// <param name="AtLeast">Smallest value that does, itself included.</param>
    public sealed record ScoreReaches(int AtLeast) : Condition
    {
        /// <inheritdoc />
        public override bool Holds(in Facts facts) => facts.Score >= AtLeast;

        /// <inheritdoc />
        public override Outcomes Possible(Branch branch) => From(branch.MaxScore >= AtLeast, AtLeast > 0);

        /// <inheritdoc />
        public override IEnumerable<int> Items => [];
    }

    /// <summary>All of some conditions hold.</summary>
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
        public override Outcomes Possible(Branch branch) => From(
            Parts.All(part => part.Possible(branch).HasFlag(Outcomes.True)),
            Parts.Any(part => part.Possible(branch).HasFlag(Outcomes.False)));

        /// <inheritdoc />
        public override IEnumerable<int> Items => Parts.SelectMany(part => part.Items);
    }

    /// <summary>At least one of some conditions holds.</summary>
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
        public override Outcomes Possible(Branch branch) => From(
            Parts.Any(part => part.Possible(branch).HasFlag(Outcomes.True)),
            Parts.All(part => part.Possible(branch).HasFlag(Outcomes.False)));

        /// <inheritdoc />
        public override IEnumerable<int> Items => Parts.SelectMany(part => part.Items);
    }

    /// <summary>A condition does not hold.</summary>
    /// <param name="Part">The condition.</param>
    public sealed record Negation(Condition Part) : Condition
    {
        /// <inheritdoc />
        public override bool Holds(in Facts facts) => !Part.Holds(in facts);

        /// <inheritdoc />
        public override Outcomes Possible(Branch branch)
        {
            var outcomes = Part.Possible(branch);
            return From(outcomes.HasFlag(Outcomes.False), outcomes.HasFlag(Outcomes.True));
        }

        /// <inheritdoc />
        public override IEnumerable<int> Items => Part.Items;
    }
}
