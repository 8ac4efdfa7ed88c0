using KetamineScreening.Domain.Questionnaires;

namespace KetamineScreening.Domain.Answers;

/// <summary>The validated answers of one person; every sheet can be scored.</summary>
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

    /// <summary>The branch of these answers, which determines the items asked.</summary>
    public Branch Branch { get; }

    /// <summary>Validates answers given as item ids and option codes.</summary>
    /// <param name="questionnaire">The questionnaire that was answered.</param>
    /// <param name="answers">Pairs of item id and option code, in any order, each item at most once.</param>
    /// <param name="sheet">The sheet; null when there is a problem.</param>
    /// <returns>All problems; empty when <paramref name="sheet"/> is set.</returns>
    public static IReadOnlyList<AnswerProblem> Check(
        Questionnaire questionnaire, IEnumerable<KeyValuePair<string, string>> answers, out AnswerSheet? sheet)
    {
        var draft = new AnswerDraft(questionnaire);
        foreach (var (item, option) in answers) draft.Add(item, option);
        return draft.Finish(out sheet);
    }

    /// <summary>Validates answers given as indexes of items and options.</summary>
    /// <remarks>Accepts the same answers as <see cref="AnswerDraft"/>; faster, but without a list of problems.</remarks>
    /// <param name="questionnaire">The questionnaire that was answered.</param>
    /// <param name="chosen">Index of the chosen option by item index; -1 when not answered.</param>
    /// <returns>The sheet; null when an item has an answer although it is not asked, or has none although it is required.</returns>
    public static AnswerSheet? Of(Questionnaire questionnaire, ReadOnlySpan<sbyte> chosen) =>
        questionnaire.BranchOf(chosen) is { } branch && branch.Accepts(chosen)
            ? new AnswerSheet(questionnaire, chosen.ToArray(), branch)
            : null;
}
