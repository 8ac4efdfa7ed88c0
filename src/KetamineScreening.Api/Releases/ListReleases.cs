using KetamineScreening.Api.Http;

namespace KetamineScreening.Api.Releases;

/// <summary>Lists the releases there are.</summary>
public sealed class ListReleases : IEndpoint
{
    /// <inheritdoc />
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapMethods("/v1/releases", Methods.GetAndHead, Handle)
        .WithName(nameof(ListReleases))
        .WithSummary("List the releases of anonymous totals")
        .WithDescription("Releases of closed periods, the newest last, withdrawn ones with the reason. Nothing of an open period is ever shown.")
        .WithTags(Tags.Releases)
        .Produces<Response>()
        .WithProblems(ProblemCode.TooManyRequests, ProblemCode.StoreUnavailable);

    /// <summary>The releases.</summary>
    /// <param name="Releases">One entry each, the newest last.</param>
    public sealed record Response(IReadOnlyList<ReleaseDocument> Releases);

    private static async Task<IResult> Handle(HttpResponse response, [FromServices] PublishedReleases published, [FromServices] Problems problems)
    {
        if (await published.AllAsync(response.HttpContext.RequestAborted) is not { } releases) return problems.Of(ProblemCode.StoreUnavailable);

        response.Headers.CacheControl = "public, max-age=300";
        return TypedResults.Ok(new Response([.. releases.Select(release => ReleaseDocument.From(release.Row))]));
    }
}
