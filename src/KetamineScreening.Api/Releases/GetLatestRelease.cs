using KetamineScreening.Api.Http.Errors;
using KetamineScreening.Api.Http.Caching;
using FastEndpoints;
using KetamineScreening.Api.Http.Description;
using Microsoft.AspNetCore.Http.HttpResults;

namespace KetamineScreening.Api.Releases;

/// <summary>Redirects to the newest release of a questionnaire.</summary>
internal sealed class GetLatestRelease(PublishedReleases published, Problems problems)
    : EndpointWithoutRequest<Results<RedirectHttpResult, Problem>>
{
    /// <inheritdoc />
    public override void Configure()
    {
        Get("/v1/releases/latest");
        Description(endpoint => endpoint
            .WithSummary("Go to the newest release of a questionnaire")
            .WithDescription("Redirects to the newest release that was not withdrawn; to a synthetic one only while there is no other.")
            .WithTags(OperationTag.Releases)
            .WithMetadata(DocumentedParameter.Questionnaire, DocumentedHeader.Location)
            .Produces(StatusCodes.Status307TemporaryRedirect)
            .WithProblems(
                ProblemCode.InvalidRequest, ProblemCode.UnknownRelease, ProblemCode.TooManyRequests, ProblemCode.StoreUnavailable));
    }

    /// <inheritdoc />
    public override async Task<Results<RedirectHttpResult, Problem>> ExecuteAsync(CancellationToken ct)
    {
        if (ReleaseParameters.Questionnaire(HttpContext.Request) is not { } questionnaire)
        {
            return problems.Of(ProblemCode.InvalidRequest, [ReleaseParameters.Invalid(DocumentedParameter.Questionnaire)]);
        }

        if (await published.AllAsync(ct) is not { } releases) return problems.Of(ProblemCode.StoreUnavailable);
        if (PublishedReleases.Readable(releases, questionnaire) is not [.., var latest]) return problems.Of(ProblemCode.UnknownRelease);

        CacheHeaders.SetShort(HttpContext.Response);
        var address = HttpContext.Request.PathBase + ReleaseDocument.AddressOf(latest.Id);
        return TypedResults.Redirect(address, permanent: false, preserveMethod: true);
    }
}
