using System.Globalization;
using System.Text.Json.Nodes;
using KetamineScreening.Api.Http;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace KetamineScreening.Api.OpenApi;

/// <summary>Adds to each operation what the endpoint says about itself: parameters, headers, and examples of every answer.</summary>
public sealed class ContractOperations(ContractExamples examples) : IOperationFilter
{
    /// <inheritdoc />
    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        var metadata = context.ApiDescription.ActionDescriptor.EndpointMetadata;
        operation.Security = [];
        foreach (var parameter in operation.Parameters?.OfType<OpenApiParameter>() ?? []) Describe(parameter);
        foreach (var parameter in metadata.OfType<DocumentedParameter>())
        {
            (operation.Parameters ??= []).Add(parameter.ToOpenApi());
        }

        foreach (var (status, response) in operation.Responses ?? [])
        {
            if (response is not OpenApiResponse concrete) continue;
            concrete.Description = Meanings.GetValueOrDefault(status, "The answer.");
            foreach (var header in metadata.OfType<DocumentedHeader>().Where(header => header.Statuses.Contains(status)))
            {
                (concrete.Headers ??= new Dictionary<string, IOpenApiHeader>()).Add(header.Name, header.ToOpenApi());
            }

            foreach (var (mediaType, body) in concrete.Content ?? new Dictionary<string, IOpenApiMediaType>())
            {
                var content = (OpenApiMediaType)body;
                if (mediaType == Problems.ContentType) AddProblems(content, status, metadata.OfType<ProblemCodes>().Single());
                else if (status is "200" or "503") content.Example = examples.Response(operation.OperationId!, status);
            }
        }

        foreach (var content in operation.RequestBody?.Content?.Values.Cast<OpenApiMediaType>() ?? []) content.Examples = examples.Requests();
        if (operation.RequestBody is OpenApiRequestBody requestBody) (requestBody.Required, requestBody.Description) = (true, "The answers, at most 16 KiB of UTF-8.");
    }

    private static readonly Dictionary<string, string> Meanings = new(StringComparer.Ordinal)
    {
        ["200"] = "The answer.",
        ["304"] = "The client has the present body already.",
        ["400"] = "The request has another form than this contract says; every error is listed.",
        ["404"] = "There is no such thing.",
        ["413"] = "The body is larger than 16 KiB.",
        ["415"] = "The body is not JSON in UTF-8.",
        ["422"] = "The answers do not fit the questionnaire; every problem is listed.",
        ["429"] = "Too many requests came from this network.",
        ["500"] = "The service failed; nothing was kept.",
        ["503"] = "The service is starting or stopping.",
    };

    private static void Describe(OpenApiParameter parameter)
    {
        (parameter.Description, parameter.Example) = parameter.Name switch
        {
            "id" => ("Id of a questionnaire.", (JsonNode)"ketamine-self-check"),
            _ => ("Version of the questionnaire, major.minor.patch.", "1.0.0"),
        };
    }

    private void AddProblems(OpenApiMediaType content, string status, ProblemCodes codes)
    {
        content.Examples = codes.Codes
            .Where(code => ProblemCode.Statuses[code].ToString(CultureInfo.InvariantCulture) == status)
            .ToDictionary(code => code, IOpenApiExample (code) => new OpenApiExample { Summary = examples.ProblemTitle(code), Value = examples.Problem(code) });
    }
}
