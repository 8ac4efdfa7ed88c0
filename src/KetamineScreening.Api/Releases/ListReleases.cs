using KetamineScreening.Api.Http.Errors;
using KetamineScreening.Api.Http.Caching;
using FastEndpoints;
using KetamineScreening.Api.Http.Description;
using Microsoft.AspNetCore.Http.HttpResults;

namespace KetamineScreening.Api.Releases;

/// <summary>Lists the releases.</summary>
internal sealed class ListReleases(PublishedReleases published, Problems problems)
    : EndpointWithoutRequest<Results<Ok<ListReleases.Response>, Problem>>
{
    /// <inheritdoc />
    public override void Configure()
    {
        Get("/v1/releases");
        Description(endpoint => endpoint
            .WithSummary("List the releases of anonymous totals")
            .WithDescription(
                "Releases of closed periods, the newest last, withdrawn ones with the reason. Nothing of an open period is ever shown.")
            .WithTags(OperationTag.Releases)
            .WithProblems(ProblemCode.TooManyRequests, ProblemCode.StoreUnavailable));
    }

    /// <summary>The releases.</summary>
    /// <param name="Releases">One entry each, the newest last.</param>
    public new sealed record Response(IReadOnlyList<ReleaseDocument> Releases);

    /// <inheritdoc />
    public override async Task<Results<Ok<Response>, Problem>> ExecuteAsync(CancellationToken ct)
    {
        if (await published.AllAsync(ct) is not { } releases) return problems.Of(ProblemCode.StoreUnavailable);

        CacheHeaders.SetShort(HttpContext.Response);
        var root = HttpContext.Request.PathBase;
        return TypedResults.Ok(new Response([.. releases.Select(release => ReleaseDocument.From(release.Row, root))]));
    }
}
