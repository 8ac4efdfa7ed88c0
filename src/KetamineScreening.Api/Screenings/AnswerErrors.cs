using KetamineScreening.Api.Http.Errors;
using KetamineScreening.Domain.Answers;

namespace KetamineScreening.Api.Screenings;

/// <summary>Maps answer problems of the domain to errors of the HTTP contract.</summary>
internal static class AnswerErrors
{
    /// <summary>The error for an answer problem. Its message is empty here and is added when the response is written.</summary>
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
