using System.Collections.Immutable;
using KetamineScreening.Domain.Questionnaires;

namespace KetamineScreening.Domain.Scoring;

/// <summary>
/// The parts that results of one branch with one band can have, even if some of them exclude each other. The lengths of these parts
/// bound the length of a result.
/// </summary>
public sealed class PossibleParts
{
    private readonly Questionnaire questionnaire;

    private PossibleParts(Questionnaire questionnaire, Branch branch, Band band)
    {
        (this.questionnaire, Branch, Band) = (questionnaire, branch, band);
        Rules = [.. (band.IsOnScale ? questionnaire.Rules : questionnaire.UnratedRules)
            .Where(rule => rule.Band == band && CanHold(rule.When))];
        Flags = [.. questionnaire.Flags.Where(flag => CanHold(flag.When))];

        bool CanHold(Condition condition) => condition.PossibleValues(branch).HasFlag(TruthValues.True);
    }

    /// <summary>The parts for every band that each branch of a questionnaire can reach.</summary>
    public static IEnumerable<PossibleParts> Of(Questionnaire questionnaire) => questionnaire.Branches.SelectMany(
        branch => branch.ReachableBands(questionnaire), (branch, band) => new PossibleParts(questionnaire, branch, band));

    /// <summary>The branch.</summary>
    public Branch Branch { get; }

    /// <summary>The band.</summary>
    public Band Band { get; }

    /// <summary>The rules that can be a reason for the band.</summary>
    public ImmutableArray<Rule> Rules { get; }

    /// <summary>The flags that can be raised.</summary>
    public ImmutableArray<Flag> Flags { get; }

    /// <summary>Indexes of the actions that these flags can call for.</summary>
    public IEnumerable<int> Actions => Flags.SelectMany(ActionsOf).Distinct();

    /// <summary>The next steps.</summary>
    public ImmutableArray<NextStep> NextSteps => questionnaire.NextSteps(Branch.Audience, Band);

    /// <summary>The items that are asked.</summary>
    public IEnumerable<Item> Asked => questionnaire.Items.Where(item => Branch.Asked[item.Index]);

    /// <summary>Indexes of the actions that a flag can call for: its own, or one that includes it.</summary>
    public static IEnumerable<int> ActionsOf(Flag flag) => flag.Action is { } own ? [own.Index, .. own.CoveredBy] : [];
}
