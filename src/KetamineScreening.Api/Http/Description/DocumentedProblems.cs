using KetamineScreening.Api.Http.Errors;
namespace KetamineScreening.Api.Http.Description;

/// <summary>Endpoint metadata: the problems that an endpoint can return.</summary>
/// <param name="Codes">Codes of <see cref="ProblemCode"/>.</param>
internal sealed record DocumentedProblems(IReadOnlyList<string> Codes);

/// <summary>Adds problems to the description of an endpoint.</summary>
internal static class DocumentedProblemsExtensions
{
    /// <summary>Documents the problems of an endpoint. <c>internal-error</c> is added, because every endpoint can return it.</summary>
    public static RouteHandlerBuilder WithProblems(this RouteHandlerBuilder builder, params IReadOnlyList<string> codes)
    {
        IReadOnlyList<string> all = [.. codes, ProblemCode.InternalError];
        foreach (var status in all.Select(code => ProblemCode.Statuses[code]).Distinct())
        {
            builder.Produces<ProblemDocument>(status, Problems.ContentType);
        }

        if (codes.Contains(ProblemCode.TooManyRequests))
        {
            builder.WithMetadata(DocumentedHeader.RetryAfter, DocumentedHeader.RateLimitPolicy, DocumentedHeader.RateLimit);
        }

        return builder.WithMetadata(new DocumentedProblems(all));
    }
}
