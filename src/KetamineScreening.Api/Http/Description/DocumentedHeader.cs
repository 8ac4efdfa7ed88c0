using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace KetamineScreening.Api.Http.Description;

/// <summary>Endpoint metadata: a header that a response always has.</summary>
/// <param name="Name">Name of the header.</param>
/// <param name="Description">Description in the OpenAPI document.</param>
/// <param name="Example">Example value in the OpenAPI document.</param>
/// <param name="Statuses">Status codes of the responses that have the header; empty when all responses have it.</param>
internal sealed record DocumentedHeader(string Name, string Description, string Example, params string[] Statuses)
{
    /// <summary>Language of the texts in the response.</summary>
    public static DocumentedHeader ContentLanguage { get; } = new("Content-Language", "Language of the texts, BCP 47.", "en", "200", "304");

    /// <summary>Strong ETag of the response.</summary>
    public static DocumentedHeader ETag { get; } =
        new("ETag", "Strong ETag, the SHA-256 of the body.",
            "\"9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08\"", "200", "206", "304");

    /// <summary>Canonical link to the version of the questionnaire.</summary>
    public static DocumentedHeader Link { get; } =
        new("Link", "Link with `rel=\"canonical\"` to the version, which never changes.",
            "</v1/questionnaires/ketamine-self-check/2.0.0>; rel=\"canonical\"", "200", "304");

    /// <summary>Day on which a version was retired.</summary>
    public static DocumentedHeader Deprecation { get; } =
        new("Deprecation", "Day on which the version was retired (RFC 9745); only a retired version has it.", "@1795651200", "200", "304")
        {
            IsRequired = false,
        };

    /// <summary>File name for a download.</summary>
    public static DocumentedHeader ContentDisposition { get; } =
        new("Content-Disposition", "Name to save the file under.",
            "attachment; filename=\"ketamine-self-check-2.0.0-redcap.csv\"", "200", "206", "304");

    /// <summary>The byte range of a partial response.</summary>
    public static DocumentedHeader ContentRange { get; } =
        new("Content-Range", "First and last byte of the part, and the size of the file (RFC 9110).", "bytes 0-1023/1875", "206", "416");

    /// <summary>How long a response may be cached.</summary>
    public static DocumentedHeader CacheControl { get; } =
        new("Cache-Control",
            "For how long the answer may be kept: five minutes, a day (a file of a release), for ever (a version never changes), "
            + "or not at all "
            + "(`no-store`, for results and problems).",
            "public, max-age=300");

    /// <summary>Target of a redirect.</summary>
    public static DocumentedHeader Location { get; } =
        new("Location", "Address of the release.", "/v1/releases/ketamine-self-check-2-2026q4", "307");

    /// <summary>Digest of the response body.</summary>
    public static DocumentedHeader ReprDigest { get; } =
        new("Repr-Digest", "SHA-256 of the whole body (RFC 9530).", "sha-256=:n4bQgYhMfWWaL+qgxVrQFaO/TxsrC4Is0V1sFbDwCgg=:", "200", "206");

    /// <summary>Seconds to wait before a retry.</summary>
    public static DocumentedHeader RetryAfter { get; } = new("Retry-After", "Seconds to wait.", "37", "429");

    /// <summary>The accepted coding of a request body.</summary>
    public static DocumentedHeader AcceptEncoding { get; } =
        new("Accept-Encoding", "The coding to send the body in, when its `Content-Encoding` was refused (RFC 9110).", "identity", "415")
        {
            IsRequired = false,
        };

    /// <summary>The rate limit in force.</summary>
    public static DocumentedHeader RateLimitPolicy { get; } =
        new("RateLimit-Policy", "The limit in force (IETF draft): requests `q` in a window of `w` seconds.",
            "\"network\";q=600;w=60", "429");

    /// <summary>The remaining quota of the rate limit.</summary>
    public static DocumentedHeader RateLimit { get; } =
        new("RateLimit", "What is left of the limit (IETF draft): requests `r` until it begins anew in `t` seconds.",
            "\"network\";r=0;t=37", "429");

    /// <summary>Whether every response with one of the <see cref="Statuses"/> has the header.</summary>
    public bool IsRequired { get; init; } = true;

    internal IOpenApiHeader In(OpenApiDocument document)
    {
        document.AddComponent<IOpenApiHeader>(Name, new OpenApiHeader
        {
            Description = Description,
            Required = IsRequired,
            Schema = new OpenApiSchema { Type = JsonSchemaType.String },
            Example = (JsonNode)Example,
        });
        return new OpenApiHeaderReference(Name, document);
    }
}
