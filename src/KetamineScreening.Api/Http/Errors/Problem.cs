namespace KetamineScreening.Api.Http.Errors;

/// <summary>A problem as the outcome of an endpoint.</summary>
/// <param name="problems">Writes the problem.</param>
/// <param name="code">A code of <see cref="ProblemCode"/>.</param>
/// <param name="errors">The single errors. Their messages are filled in when the problem is written.</param>
/// <param name="members">Members that only this kind of problem has.</param>
internal sealed class Problem(Problems problems, string code, IReadOnlyList<ProblemError>? errors, ProblemMembers? members) : IResult
{
    /// <inheritdoc />
    public Task ExecuteAsync(HttpContext httpContext) => problems.Write(httpContext, code, errors, members);
}
