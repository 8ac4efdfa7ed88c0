namespace KetamineScreening.Domain.Answers;

/// <summary>What is wrong with one answer.</summary>
/// <param name="Kind">What kind of problem it is.</param>
/// <param name="ItemId">Id of the item, as it was sent.</param>
/// <param name="Allowed">Codes that would be accepted, where that helps.</param>
public sealed record AnswerProblem(AnswerProblemKind Kind, string ItemId, IReadOnlyList<string>? Allowed = null);

/// <summary>The kinds of answer problem; their kebab-case names are codes of the HTTP contract.</summary>
public enum AnswerProblemKind
{
    /// <summary>The questionnaire has no such item.</summary>
    UnknownItem,

    /// <summary>The item has no such option.</summary>
    UnknownOption,

    /// <summary>The item is not asked, given the other answers.</summary>
    NotAsked,

    /// <summary>The item is asked and has to be answered, and was not.</summary>
    Required,
}
