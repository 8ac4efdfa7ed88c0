using System.Collections.Immutable;

namespace KetamineScreening.Domain.Questionnaires;

/// <summary>One way through the branching of a questionnaire: which questions are asked, and all that follows from that alone.</summary>
public sealed class Branch
{
    private readonly sbyte[] lowest;
    private readonly sbyte[] highest;

    internal Branch(Questionnaire questionnaire, ReadOnlySpan<sbyte> chosen, ReadOnlySpan<bool> gates)
    {
        var asked = new bool[chosen.Length];
        var answers = new int?[chosen.Length];
        (lowest, highest) = (new sbyte[chosen.Length], new sbyte[chosen.Length]);
        foreach (var item in questionnaire.Items)
        {
            asked[item.Index] = item.IsAsked(chosen);
            answers[item.Index] = gates[item.Index] ? chosen[item.Index] : null;
            lowest[item.Index] = (sbyte)(asked[item.Index] && item.Required ? 0 : -1);
            highest[item.Index] = (sbyte)(asked[item.Index] ? item.Options.Length - 1 : -1);
        }

        (Asked, Fixed) = ([.. asked], [.. answers]);
        AskedItems = asked.Count(isAsked => isAsked);
        Domains = [.. questionnaire.Sections
            .Where(section => section.IsDomain && section.Items.Any(item => asked[item.Index]))
            .Select(section => (section, section.Items.Where(item => asked[item.Index]).Sum(item => item.MaxWeight)))];
        MaxScore = Domains.Sum(domain => domain.MaxScore);
        Countable = [.. questionnaire.Counts.Select(count => count.OptionsByItem.Count(entry => asked[entry.Item]))];
        LargestCounts = [.. questionnaire.Counts.Select(count => count.OptionsByItem.Count(entry => asked[entry.Item] && entry.Options != 0))];

        // Whatever decides on the audience is a gate.
        var facts = new Facts(chosen, new int[questionnaire.Counts.Length], 0);
        foreach (var audience in questionnaire.Audiences.Reverse())
        {
            if (audience.When?.Holds(in facts) ?? true) Audience = audience;
        }
    }

    /// <summary>Whether each item is asked, by item index.</summary>
    public ImmutableArray<bool> Asked { get; }

    /// <summary>How many items are asked.</summary>
    public int AskedItems { get; }

    /// <summary>Answer of each gate by item index (-1: left out); null for items that are no gate.</summary>
    public ImmutableArray<int?> Fixed { get; }

    /// <summary>The domains of which something is asked, each with its largest score possible.</summary>
    public ImmutableArray<(Section Section, int MaxScore)> Domains { get; }

    /// <summary>Largest score possible.</summary>
    public int MaxScore { get; }

    /// <summary>Of how many items asked each count is made.</summary>
    public ImmutableArray<int> Countable { get; }

    /// <summary>Largest value possible of each count.</summary>
    public ImmutableArray<int> LargestCounts { get; }

    /// <summary>Audience of this branch.</summary>
    public Audience Audience { get; } = null!;

    /// <summary>Whether answers of this branch can be scored: nothing is answered that is not asked, and nothing left out that is required.</summary>
    /// <param name="chosen">Index of the chosen option by item index; -1 when not answered.</param>
    public bool Takes(ReadOnlySpan<sbyte> chosen)
    {
        for (var item = 0; item < chosen.Length; item++)
        {
            if (chosen[item] < lowest[item] || chosen[item] > highest[item]) return false;
        }

        return true;
    }

    /// <summary>The bands that can be reached in this branch.</summary>
    public IEnumerable<Band> ReachableBands(Questionnaire questionnaire) => questionnaire.Bands.Where(band =>
        (band.From <= MaxScore && !AlwaysRaisedAbove(questionnaire, band))
        || questionnaire.Rules.Any(rule => rule.Band == band && rule.When.Possible(this).HasFlag(Outcomes.True)));

    private bool AlwaysRaisedAbove(Questionnaire questionnaire, Band band) =>
        questionnaire.Rules.Any(rule => rule.Band.Index > band.Index && rule.When.Possible(this) == Outcomes.True);
}
