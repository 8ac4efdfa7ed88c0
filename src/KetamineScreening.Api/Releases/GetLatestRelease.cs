using KetamineScreening.Api.Http;
using KetamineScreening.Api.OpenApi;

namespace KetamineScreening.Api.Releases;

/// <summary>Leads to the newest release.</summary>
public sealed class GetLatestRelease : IEndpoint
{
    /// <inheritdoc />
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGetAndHead("/v1/releases/latest", Handle)
        .WithName(nameof(GetLatestRelease))
        .WithSummary("Go to the newest release")
        .WithDescription("Redirects to the newest release that was not withdrawn, of one questionnaire or of any.")
        .WithTags(Tags.Releases)
        .WithMetadata(DocumentedParameter.Questionnaire, DocumentedHeader.Location)
        .Produces(StatusCodes.Status307TemporaryRedirect)
        .WithProblems(ProblemCode.UnknownRelease, ProblemCode.TooManyRequests, ProblemCode.StoreUnavailable);

    private static async Task<IResult> Handle(
        HttpContext context, ReleaseStore store, Problems problems, CancellationToken cancellation)
    {
        var questionnaire = (string?)context.Request.Query["questionnaire"];
        var latest = (await store.ListAsync(cancellation))
            .LastOrDefault(release => !release.IsWithdrawn && (questionnaire is null || release.Questionnaire == questionnaire));
        if (latest is null) return problems.Of(ProblemCode.UnknownRelease);

        context.Response.Headers.CacheControl = "public, max-age=300";
        return TypedResults.Redirect(ReleaseDocument.AddressOf(latest.Id), permanent: false, preserveMethod: true);
    }
}
