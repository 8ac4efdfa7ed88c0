using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace KetamineScreening.Api.Http.Description;

/// <summary>Endpoint metadata: a query parameter or header that the endpoint reads itself.</summary>
/// <param name="Name">Name of the query parameter or header.</param>
/// <param name="Place">Whether it is a query parameter or a header.</param>
/// <param name="Description">Description in the OpenAPI document.</param>
/// <param name="Pattern">Regular expression that valid values match; null for any value.</param>
/// <param name="Example">Example value in the OpenAPI document.</param>
internal sealed record DocumentedParameter(string Name, ParameterLocation Place, string Description, string? Pattern, string Example)
{
    /// <summary>Country of the help contacts.</summary>
    public static DocumentedParameter Country { get; } =
        new("country", ParameterLocation.Query, "Country that help is wanted for, ISO 3166-1 alpha-2 in any case.",
            "^[A-Za-z]{2}$", "GB")
        {
            MaxLength = 2,
        };

    /// <summary>Preferred languages of the texts.</summary>
    public static DocumentedParameter AcceptLanguage { get; } =
        new("Accept-Language", ParameterLocation.Header,
            "Languages that texts are wanted in, by preference (RFC 9110). English is the fallback.",
            null, "en-GB, en;q=0.8");

    /// <summary>Key that identifies retries of a request.</summary>
    public static DocumentedParameter IdempotencyKey { get; } =
        new("Idempotency-Key", ParameterLocation.Header,
            "A random key of the client's. A repeated request with it is scored again and counted once; "
            + "it is remembered for ten minutes at least.",
            "^[!-~]{16,128}$", "6f1c1e0c-9a55-4d0b-8f5e-2f1d7c1b9d3a")
        {
            MaxLength = 128,
        };

    /// <summary>The questionnaire whose releases are wanted.</summary>
    public static DocumentedParameter Questionnaire { get; } =
        new("questionnaire", ParameterLocation.Query, "Id of the questionnaire.", "^[a-z0-9-]+$", "ketamine-self-check")
        {
            IsRequired = true,
        };

    /// <summary>The major version whose releases are wanted.</summary>
    public static DocumentedParameter Major { get; } =
        new("major", ParameterLocation.Query, "Major version of the questionnaire; the newest one that has releases, when left out.",
            "^[1-9][0-9]{0,5}$", "2")
        {
            MaxLength = 6,
        };

    /// <summary>The format of the response.</summary>
    public static DocumentedParameter Format { get; } =
        new("format", ParameterLocation.Query, "`json` or `csv`; what `Accept` prefers, when left out.", "^(json|csv)$", "json");

    /// <summary>ETag of the body that the client has cached.</summary>
    public static DocumentedParameter IfNoneMatch { get; } =
        new("If-None-Match", ParameterLocation.Header, "The ETag of the body the client has already (RFC 9110).",
            null, DocumentedHeader.ETag.Example);

    /// <summary>Compression that the client accepts.</summary>
    public static DocumentedParameter AcceptEncoding { get; } =
        new("Accept-Encoding", ParameterLocation.Header, "`gzip` for a compressed body, which has an ETag of its own.", null, "gzip");

    /// <summary>Requested byte range of a file.</summary>
    public static DocumentedParameter Range { get; } =
        new("Range", ParameterLocation.Header,
            "The part of the file that is wanted, in bytes (RFC 9110); the whole, when left out.",
            null, "bytes=0-1023");

    /// <summary>Whether every request needs it.</summary>
    public bool IsRequired { get; init; }

    /// <summary>The greatest length of a valid value; null when only the length of the request limits it.</summary>
    public int? MaxLength { get; init; }

    // Generators derive names of types from the id. A name such as Range would be that of a global or of a schema.
    private string Id => Name.Replace("-", "", StringComparison.Ordinal) + Place;

    internal IOpenApiParameter In(OpenApiDocument document)
    {
        document.AddComponent<IOpenApiParameter>(Id, new OpenApiParameter
        {
            Name = Name,
            In = Place,
            Description = Description,
            Required = IsRequired,
            Schema = new OpenApiSchema { Type = JsonSchemaType.String, Pattern = Pattern, MaxLength = MaxLength },
            Example = (JsonNode)Example,
        });
        return new OpenApiParameterReference(Id, document);
    }
}
