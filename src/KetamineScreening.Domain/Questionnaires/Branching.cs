using System.Collections.Immutable;

namespace KetamineScreening.Domain.Questionnaires;

/// <summary>All ways through the branching of a questionnaire, and which of them somebody's answers take.</summary>
/// <remarks>
/// Branching looks at few items (the gates), so all ways are found by trying every answer of theirs, and kept as a tree:
/// one step a gate, by the option chosen.
/// </remarks>
internal sealed class Branching
{
    private readonly Questionnaire questionnaire;
    private readonly bool[] gates;
    private readonly sbyte[] chosen;
    private readonly ImmutableArray<Branch>.Builder all = ImmutableArray.CreateBuilder<Branch>();
    private readonly Node root;

    public Branching(Questionnaire questionnaire)
    {
        this.questionnaire = questionnaire;
        gates = new bool[questionnaire.Items.Length];
        var conditions = questionnaire.Items.Select(item => item.AskedWhen).Concat(questionnaire.Audiences.Select(audience => audience.When));
        foreach (var index in conditions.SelectMany(condition => condition?.Items ?? [])) gates[index] = true;
        chosen = new sbyte[questionnaire.Items.Length];
        Array.Fill(chosen, (sbyte)-1);
        root = Grow(0);
        All = all.ToImmutable();
    }

    public ImmutableArray<Branch> All { get; }

    /// <summary>The branch of answers; null when a gate was answered that is not asked, or left out though it is required.</summary>
    public Branch? Of(ReadOnlySpan<sbyte> answers)
    {
        var node = root;
        while (node.Branch is null)
        {
            if (node.Next[answers[node.Gate] + 1] is not { } next) return null;
            node = next;
        }

        return node.Branch;
    }

    private Node Grow(int index)
    {
        while (index < gates.Length && !gates[index]) index++;
        if (index == gates.Length)
        {
            all.Add(new Branch(questionnaire, chosen, gates));
            return new Node(0, [], all[^1]);
        }

        var item = questionnaire.Items[index];
        var isAsked = item.IsAsked(chosen);
        var next = new Node?[item.Options.Length + 1];
        for (var option = isAsked && item.Required ? 0 : -1; option < (isAsked ? item.Options.Length : 0); option++)
        {
            chosen[index] = (sbyte)option;
            next[option + 1] = Grow(index + 1);
        }

        chosen[index] = -1;
        return new Node(index, next, null);
    }

    /// <summary>A gate with what comes after each option, after none in the first place; or the end, which is a branch.</summary>
    private sealed record Node(int Gate, Node?[] Next, Branch? Branch);
}
