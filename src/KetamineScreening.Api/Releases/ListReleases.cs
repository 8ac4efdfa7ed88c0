using KetamineScreening.Api.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace KetamineScreening.Api.Releases;

/// <summary>Lists the releases there are.</summary>
public sealed class ListReleases : IEndpoint
{
    /// <inheritdoc />
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGetAndHead("/v1/releases", Handle)
        .WithName(nameof(ListReleases))
        .WithSummary("List the releases of anonymous totals")
        .WithDescription("Releases of closed periods, the newest last, withdrawn ones with the reason. Nothing of an open period is ever shown.")
        .WithTags(Tags.Releases)
        .WithProblems(ProblemCode.TooManyRequests, ProblemCode.StoreUnavailable);

    /// <summary>The releases.</summary>
    /// <param name="Releases">One entry each, the newest last.</param>
    public sealed record Response(IReadOnlyList<ReleaseDocument> Releases);

    private static async Task<Ok<Response>> Handle(HttpResponse response, ReleaseStore store, CancellationToken cancellation)
    {
        var releases = await store.ListAsync(cancellation);
        response.Headers.CacheControl = "public, max-age=300";
        return TypedResults.Ok(new Response([.. releases.Select(release => ReleaseDocument.From(release))]));
    }
}
