using System.Collections.Immutable;

namespace KetamineScreening.Domain.Questionnaires;

/// <summary>All branches of a questionnaire, as a decision tree that finds the branch of a set of answers.</summary>
/// <remarks>
/// Only a few items decide which others are asked (the branching items). Every combination of their options is enumerated
/// once; each level of the tree is one branching item, each edge one of its options.
/// </remarks>
internal sealed class Branching
{
    private readonly Questionnaire questionnaire;
    private readonly bool[] isBranchingItem;
    private readonly sbyte[] chosen;
    private readonly ImmutableArray<Branch>.Builder all = ImmutableArray.CreateBuilder<Branch>();
    private readonly Node root;

    public Branching(Questionnaire questionnaire)
    {
        this.questionnaire = questionnaire;
        isBranchingItem = new bool[questionnaire.Items.Length];
        var conditions = questionnaire.Items.Select(item => item.AskedWhen)
            .Concat(questionnaire.Audiences.Select(audience => audience.When));
        foreach (var index in conditions.SelectMany(condition => condition?.Items ?? [])) isBranchingItem[index] = true;
        chosen = new sbyte[questionnaire.Items.Length];
        Array.Fill(chosen, (sbyte)-1);
        root = BuildNode(0);
        All = all.ToImmutable();
    }

    public ImmutableArray<Branch> All { get; }

    /// <summary>
    /// The branch of a set of answers; null when a branching item has an answer although it is not asked, or has none although
    /// it is required.
    /// </summary>
    public Branch? Find(ReadOnlySpan<sbyte> answers)
    {
        var node = root;
        while (node.Branch is null)
        {
            if (node.Next[answers[node.Item] + 1] is not { } next) return null;
            node = next;
        }

        return node.Branch;
    }

    private Node BuildNode(int index)
    {
        while (index < isBranchingItem.Length && !isBranchingItem[index]) index++;
        if (index == isBranchingItem.Length)
        {
            all.Add(new Branch(questionnaire, chosen, isBranchingItem));
            return new Node(0, [], all[^1]);
        }

        var item = questionnaire.Items[index];
        var isAsked = item.IsAsked(chosen);
        var next = new Node?[item.Options.Length + 1];
        for (var option = isAsked && item.Required ? 0 : -1; option < (isAsked ? item.Options.Length : 0); option++)
        {
            chosen[index] = (sbyte)option;
            next[option + 1] = BuildNode(index + 1);
        }

        chosen[index] = -1;
        return new Node(index, next, null);
    }

    /// <summary>Either a branching item with one child per option (child 0: left out), or a leaf with its branch.</summary>
    private sealed record Node(int Item, Node?[] Next, Branch? Branch);
}
