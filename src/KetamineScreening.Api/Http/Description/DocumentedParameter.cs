using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace KetamineScreening.Api.Http.Description;

/// <summary>A parameter that the handler reads by itself.</summary>
/// <param name="Name">Name of the query parameter or header.</param>
/// <param name="Place">Where it is.</param>
/// <param name="Description">What it means.</param>
/// <param name="Pattern">Regular expression that values fit.</param>
/// <param name="Example">A value.</param>
internal sealed record DocumentedParameter(string Name, ParameterLocation Place, string Description, string? Pattern, string Example)
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
