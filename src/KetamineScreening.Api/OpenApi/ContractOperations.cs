using KetamineScreening.Api.Http.Errors;
using System.Globalization;
using System.Text.Json.Nodes;
using KetamineScreening.Api.Http.Description;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace KetamineScreening.Api.OpenApi;

/// <summary>Adds documented parameters and headers to the operation of an endpoint, and examples of every response.</summary>
internal sealed class ContractOperations(ContractExamples examples) : IOperationFilter
{
    private static readonly Dictionary<string, string> Meanings = new(StringComparer.Ordinal)
    {
        ["200"] = "The file.",
        ["206"] = "The part of the file that was asked for.",
        ["304"] = "The client has the present body already.",
        ["307"] = "The header Location leads to the newest release.",
        ["416"] = "The file has no such part; the header Content-Range says how large it is.",
        ["503"] = "The service is starting or stopping.",
    };

    private static readonly Dictionary<string, (string Description, string Example)> PathParameters = new(StringComparer.Ordinal)
    {
        ["id"] = ("Id of a questionnaire.", "ketamine-self-check"),
        ["version"] = ("Version of the questionnaire, major.minor.patch.", "2.0.0"),
        ["release"] = ("Id of a release.", "ketamine-self-check-2-2026q4"),
        ["file"] = ("Name of a file of the release.", "bands.csv"),
    };

    private static readonly DocumentedHeader[] HeadersOfAll = [DocumentedHeader.CacheControl];
    private static readonly DocumentedHeader[] HeadersOfProblems = [DocumentedHeader.CacheControl, DocumentedHeader.ContentLanguage];

    /// <inheritdoc />
    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        var metadata = context.ApiDescription.ActionDescriptor.EndpointMetadata;
        operation.Security = [];
        // Endpoints of FastEndpoints are delegates without parameters, so that the explorer does not see those of the route.
        operation.Parameters = [.. RoutePatternFactory.Parse(context.ApiDescription.RelativePath!).Parameters.Select(InPath)];
        foreach (var parameter in metadata.OfType<DocumentedParameter>()) operation.Parameters.Add(parameter.In(context.Document));
        if (metadata.OfType<DocumentedBody>().SingleOrDefault() is { } body) operation.RequestBody = Body(body, context);

        var responses = operation.Responses!.OrderBy(entry => entry.Key, StringComparer.Ordinal).ToList();
        operation.Responses!.Clear();
        foreach (var (status, response) in responses)
        {
            var concrete = (OpenApiResponse)response;
            var codes = metadata.OfType<DocumentedProblems>().Single().Codes.Where(code => StatusOf(code) == status).ToList();
            concrete.Headers = metadata.OfType<DocumentedHeader>()
                .Where(header => header.Statuses.Contains(status))
                .Concat(codes.Count > 0 ? HeadersOfProblems : HeadersOfAll)
                .ToDictionary(header => header.Name, header => header.In(context.Document));
            operation.Responses[status] = codes.Count > 0
                ? Problem(concrete, operation.OperationId!, codes, context.Document)
                : Answer(concrete, operation.OperationId!, status);
        }
    }

    private static OpenApiParameter InPath(RoutePatternParameterPart part)
    {
        var (description, example) = PathParameters[part.Name];
        return new OpenApiParameter
        {
            Name = part.Name,
            In = ParameterLocation.Path,
            Required = true,
            Description = description,
            Schema = new OpenApiSchema { Type = JsonSchemaType.String },
            Example = (JsonNode)example,
        };
    }

    private OpenApiRequestBody Body(DocumentedBody body, OperationFilterContext context)
    {
        var content = new OpenApiMediaType
        {
            Schema = context.SchemaGenerator.GenerateSchema(body.Type, context.SchemaRepository),
            Example = examples.Request(),
        };
        return new OpenApiRequestBody
        {
            Required = true,
            Description = "The answers, at most 16 KiB of UTF-8.",
            Content = new Dictionary<string, IOpenApiMediaType> { ["application/json"] = content },
        };
    }

    private OpenApiResponse Answer(OpenApiResponse response, string operation, string status)
    {
        response.Description = Meanings.GetValueOrDefault(status);
        foreach (var (mediaType, body) in response.Content ?? new Dictionary<string, IOpenApiMediaType>())
        {
            var content = (OpenApiMediaType)body;
            // A byte range of a file has no meaningful example.
            if (status != "206") content.Example = examples.Response(operation, status, mediaType);
            // The schema "string" is wrong for files that are not text.
            var isText = content.Schema is OpenApiSchema { Type: JsonSchemaType.String };
            var isFile = isText && mediaType is "application/json" or "application/zip";
            if (isFile) content.Schema = new OpenApiSchema();
            if (status == "200") response.Description = content.Schema?.Description ?? response.Description;
            if (mediaType == "text/csv") content.Schema = new OpenApiSchema { Type = JsonSchemaType.String };
            Undescribe(content);
        }

        return response;
    }

    // Equal problem responses share one component of the document, except where the example depends on the operation.
    private IOpenApiResponse Problem(OpenApiResponse response, string operation, List<string> codes, OpenApiDocument document)
    {
        response.Description = string.Join(" ", codes.Select(code => examples.ProblemTitle(code) + "."));
        var content = (OpenApiMediaType)response.Content![Problems.ContentType];
        content.Examples = codes.ToDictionary(
            code => code,
            IOpenApiExample (code) => new OpenApiExample
            {
                Summary = examples.ProblemTitle(code),
                Value = examples.Problem(code, operation),
            });
        Undescribe(content);
        if (codes.Contains(ProblemCode.InvalidRequest)) return response;

        var id = string.Join("-or-", codes);
        document.AddComponent(id, response);
        return new OpenApiResponseReference(id, document);
    }

    // A reference would repeat the description of its target.
    private static void Undescribe(OpenApiMediaType content)
    {
        if (content.Schema is OpenApiSchemaReference reference) reference.Reference.Description = null;
    }

    private static string StatusOf(string code) => ProblemCode.Statuses[code].ToString(CultureInfo.InvariantCulture);
}
