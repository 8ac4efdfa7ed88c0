using KetamineScreening.Domain.Questionnaires;

namespace KetamineScreening.Domain.Answers;

/// <summary>Takes answers one at a time, in any order, and turns them into a sheet or a list of everything wrong.</summary>
public sealed class AnswerDraft
{
    private readonly Questionnaire questionnaire;
    private readonly sbyte[] chosen;
    private readonly bool[] refused;
    private List<AnswerProblem>? problems;

    /// <summary>Begins with nothing answered.</summary>
    public AnswerDraft(Questionnaire questionnaire)
    {
        this.questionnaire = questionnaire;
        chosen = new sbyte[questionnaire.Items.Length];
        refused = new bool[questionnaire.Items.Length];
        Array.Fill(chosen, (sbyte)-1);
    }

    /// <summary>Takes one answer; unknown items and options become problems.</summary>
    /// <param name="itemId">Id of the item.</param>
    /// <param name="code">Code of the option.</param>
    public void Add(ReadOnlySpan<char> itemId, ReadOnlySpan<char> code)
    {
        if (!questionnaire.TryFind(itemId, out var item))
        {
            Report(new AnswerProblem(AnswerProblemKind.UnknownItem, itemId.ToString()));
            return;
        }

        var option = item.OptionIndex(code);
        if (option < 0)
        {
            refused[item.Index] = true;
            Report(new AnswerProblem(AnswerProblemKind.UnknownOption, item.Id, Codes(item)));
            return;
        }

        chosen[item.Index] = (sbyte)option;
    }

    /// <summary>Notes that an item was sent in a form that could not be read, so that it is not called missing as well.</summary>
    public void Refuse(ReadOnlySpan<char> itemId)
    {
        if (questionnaire.TryFind(itemId, out var item)) refused[item.Index] = true;
    }

    /// <summary>Checks the whole: what is asked in this person's case, and what is required.</summary>
    /// <param name="sheet">The sheet, when there is no problem and nothing was refused.</param>
    /// <returns>Every problem there is.</returns>
    /// <remarks>
    /// Whether an item is asked cannot be said while an answer it depends on is missing or wrong; that answer alone is
    /// reported then, so that a client is not sent after problems that go away by themselves.
    /// </remarks>
    public IReadOnlyList<AnswerProblem> Finish(out AnswerSheet? sheet)
    {
        var asked = new bool[chosen.Length];
        foreach (var item in questionnaire.Items)
        {
            if (item.AskedWhen is { } askedWhen && DependsOnRefused(askedWhen))
            {
                if (chosen[item.Index] < 0) refused[item.Index] = true;
                continue;
            }

            asked[item.Index] = item.IsAsked(chosen);
            if (!asked[item.Index] && chosen[item.Index] >= 0) Report(new AnswerProblem(AnswerProblemKind.NotAsked, item.Id));
            if (!asked[item.Index] || !item.Required || chosen[item.Index] >= 0 || refused[item.Index]) continue;
            refused[item.Index] = true;
            Report(new AnswerProblem(AnswerProblemKind.Required, item.Id, Codes(item)));
        }

        sheet = problems is null && !refused.Contains(true) ? new AnswerSheet(questionnaire, chosen, questionnaire.BranchOf(chosen)!) : null;
        return problems ?? [];
    }

    private static List<string> Codes(Item item) => [.. item.Options.Select(option => option.Code)];

    private bool DependsOnRefused(Condition condition)
    {
        if (!refused.Contains(true)) return false;
        foreach (var item in condition.Items)
        {
            if (refused[item]) return true;
        }

        return false;
    }

    private void Report(AnswerProblem problem) => (problems ??= []).Add(problem);
}
