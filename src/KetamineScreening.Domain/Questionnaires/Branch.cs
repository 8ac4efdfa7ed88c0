using System.Collections.Immutable;

namespace KetamineScreening.Domain.Questionnaires;

/// <summary>One way through the branching of a questionnaire: which questions are asked, and what can come of it.</summary>
/// <remarks>
/// Branching looks at few items (the gates), so all ways are found by trying every answer of theirs. Checks of content
/// and the bins of aggregates rest on this list; scoring does not.
/// </remarks>
public sealed class Branch
{
    private Branch(Questionnaire questionnaire, sbyte[] chosen, bool[] gates)
    {
        var asked = new bool[chosen.Length];
        foreach (var item in questionnaire.Items) asked[item.Index] = IsAsked(item, chosen);
        Asked = [.. asked];
        Fixed = [.. gates.Select((gate, index) => gate ? chosen[index] : (int?)null)];
        MaxScore = questionnaire.Items.Where(item => asked[item.Index]).Sum(item => item.MaxWeight);
        LargestCounts = [.. questionnaire.Counts.Select(count => count.OptionsByItem.Count(entry => asked[entry.Item] && entry.Options != 0))];
        Audience = questionnaire.Audiences.First(audience => audience.When?.Holds(new Facts(chosen, new int[questionnaire.Counts.Length], 0)) ?? true);
    }

    /// <summary>Whether each item is asked, by item index.</summary>
    public ImmutableArray<bool> Asked { get; }

    /// <summary>Answer of each gate by item index (-1: left out); null for items that are no gate.</summary>
    public ImmutableArray<int?> Fixed { get; }

    /// <summary>Largest score possible.</summary>
    public int MaxScore { get; }

    /// <summary>Largest value possible of each count.</summary>
    public ImmutableArray<int> LargestCounts { get; }

    /// <summary>Audience of this branch.</summary>
    public Audience Audience { get; }

    /// <summary>The bands that can be reached in this branch.</summary>
    public IEnumerable<Band> ReachableBands(Questionnaire questionnaire) => questionnaire.Bands.Where(band =>
        (band.From <= MaxScore && !AlwaysRaisedAbove(questionnaire, band))
        || questionnaire.Rules.Any(rule => rule.Band == band && rule.When.Possible(this).HasFlag(Outcomes.True)));

    private bool AlwaysRaisedAbove(Questionnaire questionnaire, Band band) =>
        questionnaire.Rules.Any(rule => rule.Band.Index > band.Index && rule.When.Possible(this) == Outcomes.True);

    internal static ImmutableArray<Branch> AllOf(Questionnaire questionnaire)
    {
        var gates = new bool[questionnaire.Items.Length];
        foreach (var index in questionnaire.Items.SelectMany(item => item.AskedWhen?.Items ?? [])) gates[index] = true;
        var chosen = new sbyte[questionnaire.Items.Length];
        Array.Fill(chosen, (sbyte)-1);
        var branches = ImmutableArray.CreateBuilder<Branch>();
        Try(0);
        return branches.ToImmutable();

        void Try(int index)
        {
            while (index < gates.Length && !gates[index]) index++;
            if (index == gates.Length)
            {
                branches.Add(new Branch(questionnaire, chosen, gates));
                return;
            }

            var item = questionnaire.Items[index];
            var isAsked = IsAsked(item, chosen);
            for (var option = isAsked && item.Required ? 0 : -1; option < (isAsked ? item.Options.Length : 0); option++)
            {
                chosen[index] = (sbyte)option;
                Try(index + 1);
            }

            chosen[index] = -1;
        }
    }

    // Branching may not look at counts or scores (DefinitionCheck), so none are needed here.
    private static bool IsAsked(Item item, sbyte[] chosen) => item.AskedWhen?.Holds(new Facts(chosen, [], 0)) ?? true;
}
