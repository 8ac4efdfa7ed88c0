using KetamineScreening.Domain.Questionnaires;

namespace KetamineScreening.Domain.Answers;

/// <summary>What one person chose, checked against the questionnaire: every sheet can be scored.</summary>
public sealed class AnswerSheet
{
    private readonly sbyte[] chosen;

    internal AnswerSheet(Questionnaire questionnaire, sbyte[] chosen, Branch branch)
    {
        Questionnaire = questionnaire;
        this.chosen = chosen;
        Branch = branch;
    }

    /// <summary>The questionnaire that was answered.</summary>
    public Questionnaire Questionnaire { get; }

    /// <summary>Index of the chosen option by item index; -1 when not answered.</summary>
    public ReadOnlySpan<sbyte> Chosen => chosen;

    /// <summary>The way through the branching: what is asked in this person's case.</summary>
    public Branch Branch { get; }

    /// <summary>Checks answers given as item id and option code.</summary>
    /// <param name="questionnaire">The questionnaire that was answered.</param>
    /// <param name="answers">Item id and option code, in any order, each item once.</param>
    /// <param name="sheet">The sheet, when there is no problem.</param>
    /// <returns>Every problem there is; none when <paramref name="sheet"/> is set.</returns>
    public static IReadOnlyList<AnswerProblem> Check(
        Questionnaire questionnaire, IEnumerable<KeyValuePair<string, string>> answers, out AnswerSheet? sheet)
    {
        var draft = new AnswerDraft(questionnaire);
        foreach (var (item, option) in answers) draft.Add(item, option);
        return draft.Finish(out sheet);
    }

    /// <summary>Checks answers given as indexes of items and options.</summary>
    /// <remarks>Agrees with <see cref="AnswerDraft"/>, which takes longer and can say what is wrong.</remarks>
    /// <param name="questionnaire">The questionnaire that was answered.</param>
    /// <param name="chosen">Index of the chosen option by item index; -1 when not answered.</param>
    /// <returns>The sheet; null when an item was answered that is not asked, or one was left out that is required.</returns>
    public static AnswerSheet? Of(Questionnaire questionnaire, ReadOnlySpan<sbyte> chosen) =>
        questionnaire.BranchOf(chosen) is { } branch && branch.Takes(chosen) ? new AnswerSheet(questionnaire, chosen.ToArray(), branch) : null;
}
