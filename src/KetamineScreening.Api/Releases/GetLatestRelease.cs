using KetamineScreening.Api.Http;
using KetamineScreening.Api.OpenApi;

namespace KetamineScreening.Api.Releases;

/// <summary>Leads to the newest release.</summary>
public sealed class GetLatestRelease : IEndpoint
{
    /// <inheritdoc />
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapMethods("/v1/releases/latest", Methods.GetAndHead, Handle)
        .WithName(nameof(GetLatestRelease))
        .WithSummary("Go to the newest release")
        .WithDescription("Redirects to the newest release that was not withdrawn, of one questionnaire or of any.")
        .WithTags(Tags.Releases)
        .WithMetadata(DocumentedParameter.Questionnaire, DocumentedHeader.Location)
        .Produces(StatusCodes.Status307TemporaryRedirect)
        .WithProblems(ProblemCode.UnknownRelease, ProblemCode.TooManyRequests, ProblemCode.StoreUnavailable);

    private static async Task<IResult> Handle(HttpContext context, [FromServices] PublishedReleases published, [FromServices] Problems problems)
    {
        if (await published.AllAsync(context.RequestAborted) is not { } releases) return problems.Of(ProblemCode.StoreUnavailable);
        var questionnaire = (string?)context.Request.Query["questionnaire"];
        var latest = releases.LastOrDefault(release => !release.Row.IsWithdrawn && (questionnaire is null || release.Row.Questionnaire == questionnaire));
        if (latest is null) return problems.Of(ProblemCode.UnknownRelease);

        context.Response.Headers.CacheControl = "public, max-age=300";
        return TypedResults.Redirect(ReleaseDocument.AddressOf(latest.Id), permanent: false, preserveMethod: true);
    }
}
