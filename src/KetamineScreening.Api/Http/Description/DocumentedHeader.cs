using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace KetamineScreening.Api.Http.Description;

/// <summary>A header that an answer always carries.</summary>
/// <param name="Name">Name of the header.</param>
/// <param name="Description">What it means.</param>
/// <param name="Example">A value.</param>
/// <param name="Statuses">Answers that carry it; none listed for the one that all carry.</param>
internal sealed record DocumentedHeader(string Name, string Description, string Example, params string[] Statuses)
{
    /// <summary>The language of the texts.</summary>
    public static DocumentedHeader ContentLanguage { get; } = new("Content-Language", "Language of the texts, BCP 47.", "en", "200", "304");

    /// <summary>The strong ETag.</summary>
    public static DocumentedHeader ETag { get; } =
        new("ETag", "Strong ETag, the SHA-256 of the body.", "\"9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08\"", "200", "206", "304");

    /// <summary>The address of the version.</summary>
    public static DocumentedHeader Link { get; } =
        new("Link", "Link with `rel=\"canonical\"` to the version, which never changes.", "</v1/questionnaires/ketamine-self-check/1.0.0>; rel=\"canonical\"", "200", "304");

    /// <summary>The name of a file.</summary>
    public static DocumentedHeader ContentDisposition { get; } =
        new("Content-Disposition", "Name to save the file under.", "attachment; filename=\"ketamine-self-check-1.0.0-redcap.csv\"", "200", "206", "304");

    /// <summary>Which part of a file it is.</summary>
    public static DocumentedHeader ContentRange { get; } = new("Content-Range", "First and last byte of the part, and the size of the file (RFC 9110).", "bytes 0-1023/1875", "206", "416");

    /// <summary>For how long the answer may be kept.</summary>
    public static DocumentedHeader CacheControl { get; } =
        new("Cache-Control", "For how long the answer may be kept: five minutes, for ever (a version never changes), or not at all (`no-store`, for results and problems).", "public, max-age=300");

    /// <summary>Where a redirect leads.</summary>
    public static DocumentedHeader Location { get; } = new("Location", "Address of the release.", "/v1/releases/ketamine-self-check-1-2026q4", "307");

    /// <summary>The digest of the body.</summary>
    public static DocumentedHeader ReprDigest { get; } = new("Repr-Digest", "SHA-256 of the whole body (RFC 9530).", "sha-256=:n4bQgYhMfWWaL+qgxVrQFaO/TxsrC4Is0V1sFbDwCgg=:", "200", "206");

    /// <summary>When to try again.</summary>
    public static DocumentedHeader RetryAfter { get; } = new("Retry-After", "Seconds to wait.", "37", "429");

    /// <summary>The limit in force.</summary>
    public static DocumentedHeader RateLimitPolicy { get; } = new("RateLimit-Policy", "The limit in force (IETF draft): requests `q` in a window of `w` seconds.", "\"network\";q=600;w=60", "429");

    /// <summary>What is left of it.</summary>
    public static DocumentedHeader RateLimit { get; } = new("RateLimit", "What is left of the limit (IETF draft): requests `r` until it begins anew in `t` seconds.", "\"network\";r=0;t=37", "429");

    internal IOpenApiHeader In(OpenApiDocument document)
    {
        document.AddComponent<IOpenApiHeader>(Name, new OpenApiHeader
        {
            Description = Description,
            Required = true,
            Schema = new OpenApiSchema { Type = JsonSchemaType.String },
            Example = (JsonNode)Example,
        });
        return new OpenApiHeaderReference(Name, document);
    }
}
