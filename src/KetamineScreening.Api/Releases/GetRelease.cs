using KetamineScreening.Api.Http.Errors;
using KetamineScreening.Api.Http.Caching;
using FastEndpoints;
using KetamineScreening.Api.Http.Description;
using Microsoft.AspNetCore.Http.HttpResults;

namespace KetamineScreening.Api.Releases;

/// <summary>Describes one release and lists its files.</summary>
internal sealed class GetRelease(PublishedReleases published, Problems problems)
    : EndpointWithoutRequest<Results<Ok<ReleaseDocument>, Problem>>
{
    /// <inheritdoc />
    public override void Configure()
    {
        Get("/v1/releases/{release}");
        Description(endpoint => endpoint
            .WithSummary("Get a release")
            .WithDescription("What the release covers, and its files with their hashes. A withdrawn release answers 410 with the reason.")
            .WithTags(OperationTag.Releases)
            .WithProblems(
                ProblemCode.UnknownRelease, ProblemCode.ReleaseWithdrawn, ProblemCode.TooManyRequests, ProblemCode.StoreUnavailable));
    }

    /// <inheritdoc />
    public override async Task<Results<Ok<ReleaseDocument>, Problem>> ExecuteAsync(CancellationToken ct)
    {
        if (await published.AllAsync(ct) is not { } releases) return problems.Of(ProblemCode.StoreUnavailable);
        var id = Route<string>("release");
        if (releases.FirstOrDefault(candidate => candidate.Id == id) is not { } found) return problems.Of(ProblemCode.UnknownRelease);
        if (found.Row.IsWithdrawn)
        {
            return problems.Of(ProblemCode.ReleaseWithdrawn, members: new ProblemMembers(Notice: found.Row.Withdrawn));
        }


        CacheHeaders.SetShort(HttpContext.Response);
        return TypedResults.Ok(ReleaseDocument.From(found.Row, HttpContext.Request.PathBase, found.Files));
    }
}
