namespace KetamineScreening.Domain.Answers;

/// <summary>A problem with the answer of one item.</summary>
/// <param name="Kind">Kind of the problem.</param>
/// <param name="ItemId">Id of the item as sent by the client.</param>
/// <param name="Allowed">Accepted option codes of the item; null for the kinds that no option code can correct.</param>
public sealed record AnswerProblem(AnswerProblemKind Kind, string ItemId, IReadOnlyList<string>? Allowed = null);

/// <summary>Kinds of answer problem; their kebab-case names are error codes of the HTTP contract.</summary>
public enum AnswerProblemKind
{
    /// <summary>The questionnaire has no such item.</summary>
    UnknownItem,

    /// <summary>The item has no such option.</summary>
    UnknownOption,

    /// <summary>The item has an answer although the other answers exclude it from being asked.</summary>
    NotAsked,

    /// <summary>The item is asked and required but has no answer.</summary>
    Required,
}
