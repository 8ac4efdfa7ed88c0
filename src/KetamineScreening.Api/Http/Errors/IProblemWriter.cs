namespace KetamineScreening.Api.Http.Errors;

/// <summary>Writes problems for requests that do not get <c>application/problem+json</c>: those of FHIR, and those of people.</summary>
internal interface IProblemWriter
{
    /// <summary>Whether this writer is responsible for a request.</summary>
    bool CanWrite(HttpRequest request);

    /// <summary>Writes a problem as the response.</summary>
    /// <param name="context">The request and its response.</param>
    /// <param name="code">A code of <see cref="ProblemCode"/>.</param>
    /// <param name="errors">The single errors, without messages; null when there are none.</param>
    Task Write(HttpContext context, string code, IReadOnlyList<ProblemError>? errors);
}
