using System.Collections.Immutable;

namespace KetamineScreening.Domain.Questionnaires;

/// <summary>One path through the branching of a questionnaire: the items that are asked, and every limit that follows from them.</summary>
public sealed class Branch
{
    private readonly sbyte[] lowest;
    private readonly sbyte[] highest;

    internal Branch(Questionnaire questionnaire, ReadOnlySpan<sbyte> chosen, ReadOnlySpan<bool> isBranchingItem)
    {
        var asked = new bool[chosen.Length];
        var answers = new int?[chosen.Length];
        (lowest, highest) = (new sbyte[chosen.Length], new sbyte[chosen.Length]);
        foreach (var item in questionnaire.Items)
        {
            asked[item.Index] = item.IsAsked(chosen);
            answers[item.Index] = isBranchingItem[item.Index] ? chosen[item.Index] : null;
            lowest[item.Index] = (sbyte)(asked[item.Index] && item.Required ? 0 : -1);
            highest[item.Index] = (sbyte)(asked[item.Index] ? item.Options.Length - 1 : -1);
        }

        (Asked, BranchingAnswers) = ([.. asked], [.. answers]);
        AskedItems = asked.Count(isAsked => isAsked);
        Domains = [.. questionnaire.Sections
            .Where(section => section.IsDomain && section.Items.Any(item => asked[item.Index]))
            .Select(section => (section, section.Items.Where(item => asked[item.Index]).Sum(item => item.MaxWeight)))];
        MaxScore = Domains.Sum(domain => domain.MaxScore);
        CountableItems = [.. questionnaire.Counts.Select(count => count.OptionsByItem.Count(entry => asked[entry.Item]))];
        MaxCounts = [.. questionnaire.Counts
            .Select(count => count.OptionsByItem.Count(entry => asked[entry.Item] && entry.Options != 0))];

        // Audience conditions refer to branching items only, so counts and the score are not needed here.
        var facts = new Facts(chosen, new int[questionnaire.Counts.Length], 0);
        foreach (var audience in questionnaire.Audiences.Reverse())
        {
            if (audience.When?.Holds(in facts) ?? true) Audience = audience;
        }
    }

    /// <summary>Whether each item is asked, by item index.</summary>
    public ImmutableArray<bool> Asked { get; }

    /// <summary>Number of items asked.</summary>
    public int AskedItems { get; }

    /// <summary>Option index chosen for each branching item, by item index (-1 when left out); null for every other item.</summary>
    public ImmutableArray<int?> BranchingAnswers { get; }

    /// <summary>The domains with at least one item asked, each with its largest possible score.</summary>
    public ImmutableArray<(Section Section, int MaxScore)> Domains { get; }

    /// <summary>Largest possible score.</summary>
    public int MaxScore { get; }

    /// <summary>For each count, the number of items asked that belong to it.</summary>
    public ImmutableArray<int> CountableItems { get; }

    /// <summary>Largest possible value of each count.</summary>
    public ImmutableArray<int> MaxCounts { get; }

    /// <summary>Audience of this branch.</summary>
    public Audience Audience { get; } = null!;

    /// <summary>Whether answers of this branch can be scored: only items asked have an answer, and every required item has one.</summary>
    /// <param name="chosen">Index of the chosen option by item index; -1 when not answered.</param>
    public bool Accepts(ReadOnlySpan<sbyte> chosen)
    {
        for (var item = 0; item < chosen.Length; item++)
        {
            if (chosen[item] < lowest[item] || chosen[item] > highest[item]) return false;
        }

        return true;
    }

    /// <summary>The bands that a result can have in this branch.</summary>
    public IEnumerable<Band> ReachableBands(Questionnaire questionnaire)
    {
        var unrated = questionnaire.UnratedRules.Where(CanHold).ToList();
        var scale = questionnaire.ScaleBands.Where(band =>
            (band.From <= MaxScore && !AlwaysRaisedAbove(questionnaire, band))
            || questionnaire.Rules.Any(rule => rule.Band == band && CanHold(rule)));
        var replaced = unrated.Where(rule => rule.When.PossibleValues(this) == TruthValues.True).Select(rule => rule.Band).ToList();
        if (replaced.Find(band => band.InsteadOf is null) is { } only) return [only];
        var rated = scale.Where(band => replaced.TrueForAll(other => other.InsteadOf != band)).ToList();
        return [.. rated, .. unrated
            .Select(rule => rule.Band)
            .Where(band => band.InsteadOf is null || scale.Contains(band.InsteadOf))
            .Distinct()];
    }

    private bool CanHold(Rule rule) => rule.When.PossibleValues(this).HasFlag(TruthValues.True);

    private bool AlwaysRaisedAbove(Questionnaire questionnaire, Band band) =>
        questionnaire.Rules.Any(rule => rule.Band.Index > band.Index && rule.When.PossibleValues(this) == TruthValues.True);
}
