using System.Security.Cryptography;
using KetamineScreening.Api.Http;
using KetamineScreening.Api.OpenApi;
using Microsoft.Net.Http.Headers;

namespace KetamineScreening.Api.Releases;

/// <summary>Serves one file of a release, the same bytes for ever.</summary>
public sealed class GetReleaseFile : IEndpoint
{
    /// <inheritdoc />
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapMethods("/v1/releases/{release}/{file}", Methods.GetAndHead, Handle)
        .WithName(nameof(GetReleaseFile))
        .WithSummary("Get a file of a release")
        .WithDescription("The file as it was frozen. The ETag is its SHA-256; ranges are answered; it is compressed only when `Accept-Encoding` asks for gzip by name.")
        .WithTags(Tags.Releases)
        .WithMetadata(
            DocumentedParameter.IfNoneMatch, DocumentedParameter.Range, DocumentedParameter.AcceptEncoding,
            DocumentedHeader.ETag, DocumentedHeader.ReprDigest, DocumentedHeader.ContentDisposition, DocumentedHeader.ContentRange)
        .Produces<string>(StatusCodes.Status200OK, "text/csv", "application/json", "text/markdown", "text/plain", "application/zip")
        .Produces<string>(StatusCodes.Status206PartialContent, "text/csv", "application/json", "text/markdown", "text/plain", "application/zip")
        .Produces(StatusCodes.Status304NotModified)
        .Produces(StatusCodes.Status416RangeNotSatisfiable)
        .WithProblems(
            ProblemCode.UnknownRelease, ProblemCode.UnknownFile, ProblemCode.ReleaseWithdrawn, ProblemCode.TooManyRequests, ProblemCode.StoreUnavailable);

    private static async Task<IResult> Handle(string release, string file, HttpContext context, [FromServices] PublishedReleases published, [FromServices] Problems problems)
    {
        if (await published.AllAsync(context.RequestAborted) is not { } releases) return problems.Of(ProblemCode.StoreUnavailable);
        if (releases.FirstOrDefault(candidate => candidate.Id == release) is not { } found) return problems.Of(ProblemCode.UnknownRelease);
        if (found.Row.IsWithdrawn) return problems.Of(ProblemCode.ReleaseWithdrawn, notice: found.Row.Withdrawn);
        if (found.Files.FirstOrDefault(candidate => candidate.Name == file) is not { } stored) return problems.Of(ProblemCode.UnknownFile);

        var (bytes, tag) = (stored.Bytes, stored.Sha256);
        var headers = context.Response.Headers;
        headers.CacheControl = "public, max-age=31536000, immutable";
        headers.Append(HeaderNames.Vary, HeaderNames.AcceptEncoding);
        headers.ContentDisposition = $"attachment; filename=\"{stored.Name}\"";
        if (stored.IsText && ContentCoding.IsAskedFor(context.Request, ContentCoding.Gzip))
        {
            // Another representation has another tag: one strong tag for two bodies would be a lie.
            (bytes, tag) = (ContentCoding.Compress(bytes, ContentCoding.Gzip), tag + "-gzip");
            headers.ContentEncoding = ContentCoding.Gzip;
        }

        headers["Repr-Digest"] = $"sha-256=:{Convert.ToBase64String(SHA256.HashData(bytes))}:";
        return TypedResults.Bytes(bytes, stored.MediaType, enableRangeProcessing: true, entityTag: new EntityTagHeaderValue($"\"{tag}\""));
    }
}
