using KetamineScreening.Domain.Questionnaires;

namespace KetamineScreening.Domain.Answers;

/// <summary>What one person chose, checked against the questionnaire: every sheet can be scored.</summary>
public sealed class AnswerSheet
{
    private readonly sbyte[] chosen;
    private readonly bool[] asked;

    internal AnswerSheet(Questionnaire questionnaire, sbyte[] chosen, bool[] asked)
    {
        Questionnaire = questionnaire;
        this.chosen = chosen;
        this.asked = asked;
    }

    /// <summary>The questionnaire that was answered.</summary>
    public Questionnaire Questionnaire { get; }

    /// <summary>Index of the chosen option by item index; -1 when not answered.</summary>
    public ReadOnlySpan<sbyte> Chosen => chosen;

    /// <summary>Whether each item is asked in this person's case, by item index.</summary>
    public ReadOnlySpan<bool> Asked => asked;

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
    public static AnswerSheet? Of(Questionnaire questionnaire, ReadOnlySpan<sbyte> chosen)
    {
        var isAsked = new bool[chosen.Length];
        var facts = new Facts(chosen, [], 0);
        foreach (var item in questionnaire.Items)
        {
            var (applies, answered) = (item.AskedWhen?.Holds(in facts) ?? true, chosen[item.Index] >= 0);
            if (applies ? item.Required && !answered : answered) return null;
            isAsked[item.Index] = applies;
        }

        return new AnswerSheet(questionnaire, chosen.ToArray(), isAsked);
    }
}
