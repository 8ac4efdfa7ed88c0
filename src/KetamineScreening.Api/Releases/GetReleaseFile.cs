using KetamineScreening.Api.Http.Errors;
using KetamineScreening.Api.Http.Caching;
using FastEndpoints;
using KetamineScreening.Api.Http.Description;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace KetamineScreening.Api.Releases;

/// <summary>Serves one file of a release. Its bytes never change.</summary>
internal sealed class GetReleaseFile(PublishedReleases published, Problems problems)
    : EndpointWithoutRequest<Results<FileContentHttpResult, Problem>>
{
    private static readonly string[] MediaTypes =
        ["text/csv", "application/json", "application/xml", "text/markdown", "text/plain", "application/zip"];

    /// <inheritdoc />
    public override void Configure()
    {
        Get("/v1/releases/{release}/{file}");
        Description(endpoint => endpoint
            .WithSummary("Get a file of a release")
            .WithDescription(
                "The file as it was frozen; it never changes, and caches keep it for a day, so that a withdrawal arrives. The ETag is its "
                + "SHA-256; one range of bytes is answered; it is compressed only when `Accept-Encoding` asks for gzip by name.")
            .WithTags(OperationTag.Releases)
            .WithMetadata(
                DocumentedParameter.IfNoneMatch, DocumentedParameter.Range, DocumentedParameter.AcceptEncoding,
                DocumentedHeader.ETag, DocumentedHeader.ReprDigest, DocumentedHeader.ContentDisposition, DocumentedHeader.ContentRange)
            .Produces<string>(StatusCodes.Status200OK, MediaTypes[0], MediaTypes[1..])
            .Produces<string>(StatusCodes.Status206PartialContent, MediaTypes[0], MediaTypes[1..])
            .Produces(StatusCodes.Status304NotModified)
            .Produces(StatusCodes.Status416RangeNotSatisfiable)
            .WithProblems(
                ProblemCode.UnknownRelease, ProblemCode.UnknownFile, ProblemCode.ReleaseWithdrawn,
                ProblemCode.TooManyRequests, ProblemCode.StoreUnavailable));
    }

    /// <inheritdoc />
    public override async Task<Results<FileContentHttpResult, Problem>> ExecuteAsync(CancellationToken ct)
    {
        var (release, file) = (Route<string>("release"), Route<string>("file"));
        if (await published.AllAsync(ct) is not { } releases) return problems.Of(ProblemCode.StoreUnavailable);
        if (releases.FirstOrDefault(candidate => candidate.Id == release) is not { } found) return problems.Of(ProblemCode.UnknownRelease);
        if (found.Row.IsWithdrawn)
        {
            return problems.Of(ProblemCode.ReleaseWithdrawn, members: new ProblemMembers(Notice: found.Row.Withdrawn));
        }

        if (found.Files.FirstOrDefault(candidate => candidate.Name == file) is not { } stored) return problems.Of(ProblemCode.UnknownFile);

        var representation = stored.Served.Negotiate(HttpContext);
        CacheHeaders.SetDay(HttpContext.Response);
        HttpContext.Response.Headers.ContentDisposition = $"attachment; filename=\"{stored.Name}\"";
        HttpContext.Response.Headers["Repr-Digest"] = representation.Digest;
        return stored.Served.ToFile(representation, hasRanges: AsksForBytes(HttpContext.Request));
    }

    // A range of another unit, or of a HEAD request, has to be ignored (RFC 9110, section 14.2).
    private static bool AsksForBytes(HttpRequest request) => HttpMethods.IsGet(request.Method)
        && RangeHeaderValue.TryParse(request.Headers.Range.ToString(), out var range) && range.Unit == "bytes" && range.Ranges.Count == 1;
}
