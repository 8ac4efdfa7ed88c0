using KetamineScreening.Domain.Questionnaires;

namespace KetamineScreening.Domain.Answers;

/// <summary>Collects answers in any order and validates them into an <see cref="AnswerSheet"/> or a list of problems.</summary>
public sealed class AnswerDraft
{
    private readonly Questionnaire questionnaire;
    private readonly sbyte[] chosen;
    private readonly bool[] rejected;
    private List<AnswerProblem>? problems;

    /// <summary>Creates a draft without answers.</summary>
    public AnswerDraft(Questionnaire questionnaire)
    {
        this.questionnaire = questionnaire;
        chosen = new sbyte[questionnaire.Items.Length];
        rejected = new bool[questionnaire.Items.Length];
        Array.Fill(chosen, (sbyte)-1);
    }

    /// <summary>Adds one answer; an unknown item or option becomes a problem.</summary>
    /// <param name="itemId">Id of the item.</param>
    /// <param name="code">Code of the option.</param>
    public void Add(ReadOnlySpan<char> itemId, ReadOnlySpan<char> code)
    {
        if (!TryFind(itemId, out var item)) return;

        var option = item.OptionIndex(code);
        if (option < 0)
        {
            rejected[item.Index] = true;
            Report(new AnswerProblem(AnswerProblemKind.UnknownOption, item.Id, Codes(item)));
            return;
        }

        chosen[item.Index] = (sbyte)option;
    }

    /// <summary>Notes that an item has no answer; an unknown item becomes a problem.</summary>
    public void LeaveOut(ReadOnlySpan<char> itemId) => TryFind(itemId, out _);

    /// <summary>Marks the answer of an item as unreadable, so that it is not also reported as missing.</summary>
    public void Reject(ReadOnlySpan<char> itemId)
    {
        if (questionnaire.TryFind(itemId, out var item)) rejected[item.Index] = true;
    }

    /// <summary>Removes the answers of items that are not asked, given the other answers.</summary>
    /// <returns>The items whose answers were removed.</returns>
    public IReadOnlyList<string> RemoveNotAsked()
    {
        var removed = new List<string>();
        foreach (var item in questionnaire.Items)
        {
            // While an answer is unreadable, it is unknown whether the items that depend on it are asked.
            if (chosen[item.Index] < 0 || item.IsAsked(chosen)) continue;
            if (item.AskedWhen is { } askedWhen && DependsOnRejected(askedWhen)) continue;
            chosen[item.Index] = -1;
            removed.Add(item.Id);
        }

        return removed;
    }

    /// <summary>Checks which items are asked and that the required ones have an answer.</summary>
    /// <param name="sheet">The sheet; null when there is a problem or an answer was rejected.</param>
    /// <returns>All problems.</returns>
    /// <remarks>
    /// While an answer that a branching condition depends on is missing or wrong, it is unknown whether the dependent items are
    /// asked. Only that answer is reported then, because problems of the dependent items may disappear with its correction.
    /// </remarks>
    public IReadOnlyList<AnswerProblem> Finish(out AnswerSheet? sheet)
    {
        var asked = new bool[chosen.Length];
        foreach (var item in questionnaire.Items)
        {
            if (item.AskedWhen is { } askedWhen && DependsOnRejected(askedWhen))
            {
                if (chosen[item.Index] < 0) rejected[item.Index] = true;
                continue;
            }

            asked[item.Index] = item.IsAsked(chosen);
            if (!asked[item.Index] && chosen[item.Index] >= 0) Report(new AnswerProblem(AnswerProblemKind.NotAsked, item.Id));
            if (!asked[item.Index] || !item.Required || chosen[item.Index] >= 0 || rejected[item.Index]) continue;
            rejected[item.Index] = true;
            Report(new AnswerProblem(AnswerProblemKind.Required, item.Id, Codes(item)));
        }

        sheet = problems is null && !rejected.Contains(true)
            ? new AnswerSheet(questionnaire, chosen, questionnaire.BranchOf(chosen)!)
            : null;
        return problems ?? [];
    }

    private bool TryFind(ReadOnlySpan<char> itemId, out Item item)
    {
        if (questionnaire.TryFind(itemId, out item)) return true;
        Report(new AnswerProblem(AnswerProblemKind.UnknownItem, itemId.ToString()));
        return false;
    }

    private static List<string> Codes(Item item) => [.. item.Options.Select(option => option.Code)];

    private bool DependsOnRejected(Condition condition)
    {
        if (!rejected.Contains(true)) return false;
        foreach (var item in condition.Items)
        {
            if (rejected[item]) return true;
        }

        return false;
    }

    private void Report(AnswerProblem problem) => (problems ??= []).Add(problem);
}
