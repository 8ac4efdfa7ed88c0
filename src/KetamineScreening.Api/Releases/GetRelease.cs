using KetamineScreening.Api.Http;

namespace KetamineScreening.Api.Releases;

/// <summary>Describes one release and lists its files.</summary>
public sealed class GetRelease : IEndpoint
{
    /// <inheritdoc />
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapMethods("/v1/releases/{release}", Methods.GetAndHead, Handle)
        .WithName(nameof(GetRelease))
        .WithSummary("Get a release")
        .WithDescription("What the release covers, and its files with their hashes. A withdrawn release answers 410 with the reason.")
        .WithTags(Tags.Releases)
        .Produces<ReleaseDocument>()
        .WithProblems(ProblemCode.UnknownRelease, ProblemCode.ReleaseWithdrawn, ProblemCode.TooManyRequests, ProblemCode.StoreUnavailable);

    private static async Task<IResult> Handle(string release, HttpResponse response, [FromServices] PublishedReleases published, [FromServices] Problems problems)
    {
        if (await published.AllAsync(response.HttpContext.RequestAborted) is not { } releases) return problems.Of(ProblemCode.StoreUnavailable);
        if (releases.FirstOrDefault(candidate => candidate.Id == release) is not { } found) return problems.Of(ProblemCode.UnknownRelease);
        if (found.Row.IsWithdrawn) return problems.Of(ProblemCode.ReleaseWithdrawn, notice: found.Row.Withdrawn);

        response.Headers.CacheControl = "public, max-age=300";
        return TypedResults.Ok(ReleaseDocument.From(found.Row, found.Files));
    }
}
