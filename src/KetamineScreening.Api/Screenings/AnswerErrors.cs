using KetamineScreening.Api.Http;
using KetamineScreening.Domain.Answers;

namespace KetamineScreening.Api.Screenings;

/// <summary>Answer problems in the words of the HTTP contract.</summary>
internal static class AnswerErrors
{
    /// <summary>The error of a problem; its message is filled in when it is written.</summary>
    public static ProblemError From(AnswerProblem problem) => new(
        problem.Kind switch
        {
            AnswerProblemKind.UnknownItem => ErrorCode.UnknownItem,
            AnswerProblemKind.UnknownOption => ErrorCode.UnknownOption,
            AnswerProblemKind.NotAsked => ErrorCode.NotAsked,
            _ => ErrorCode.Required,
        },
        "",
        Pointer: "/answers/" + ScreeningBody.Escaped(problem.ItemId),
        Allowed: problem.Allowed);
}
