using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace KetamineScreening.Api.OpenApi;

/// <summary>A parameter that the handler reads by itself.</summary>
/// <param name="Name">Name of the query parameter or header.</param>
/// <param name="Place">Where it is.</param>
/// <param name="Description">What it means.</param>
/// <param name="Pattern">Regular expression that values fit.</param>
/// <param name="Example">A value.</param>
public sealed record DocumentedParameter(string Name, ParameterLocation Place, string Description, string? Pattern, string Example)
{
    /// <summary>The country that help is wanted for.</summary>
    public static DocumentedParameter Country { get; } =
        new("country", ParameterLocation.Query, "Country that help is wanted for, ISO 3166-1 alpha-2 in any case.", "^[A-Za-z]{2}$", "GB");

    /// <summary>The languages that texts are wanted in.</summary>
    public static DocumentedParameter AcceptLanguage { get; } =
        new("Accept-Language", ParameterLocation.Header, "Languages that texts are wanted in, by preference (RFC 9110). English is the fallback.", null, "en-GB, en;q=0.8");

    /// <summary>The key of a retry.</summary>
    public static DocumentedParameter IdempotencyKey { get; } =
        new("Idempotency-Key", ParameterLocation.Header, "A random key of the client's. A repeated request with it is scored again and counted once; it is remembered for ten minutes at least.", "^[!-~]{16,128}$", "6f1c1e0c-9a55-4d0b-8f5e-2f1d7c1b9d3a");

    /// <summary>The questionnaire whose newest release is wanted.</summary>
    public static DocumentedParameter Questionnaire { get; } =
        new("questionnaire", ParameterLocation.Query, "Id of the questionnaire; any, when left out.", "^[a-z0-9-]+$", "ketamine-self-check");

    /// <summary>The body a client has already.</summary>
    public static DocumentedParameter IfNoneMatch { get; } =
        new("If-None-Match", ParameterLocation.Header, "The ETag of the body the client has already (RFC 9110).", null, DocumentedHeader.ETag.Example);

    /// <summary>The compression that is wanted.</summary>
    public static DocumentedParameter AcceptEncoding { get; } =
        new("Accept-Encoding", ParameterLocation.Header, "`gzip` for a compressed body, which has an ETag of its own.", null, "gzip");

    /// <summary>The part of a file that is wanted.</summary>
    public static DocumentedParameter Range { get; } =
        new("Range", ParameterLocation.Header, "The part of the file that is wanted, in bytes (RFC 9110); the whole, when left out.", null, "bytes=0-1023");

    internal IOpenApiParameter In(OpenApiDocument document)
    {
        document.AddComponent<IOpenApiParameter>(Name, new OpenApiParameter
        {
            Name = Name,
            In = Place,
            Description = Description,
            Schema = new OpenApiSchema { Type = JsonSchemaType.String, Pattern = Pattern },
            Example = (JsonNode)Example,
        });
        return new OpenApiParameterReference(Name, document);
    }
}

/// <summary>A header that an answer always carries.</summary>
/// <param name="Name">Name of the header.</param>
/// <param name="Description">What it means.</param>
/// <param name="Example">A value.</param>
/// <param name="Statuses">Answers that carry it; none listed for the one that all carry.</param>
public sealed record DocumentedHeader(string Name, string Description, string Example, params string[] Statuses)
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
