using KetamineScreening.Api.Configuration;
using KetamineScreening.Api.Http;
using KetamineScreening.Api.Pages;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.Swagger;

namespace KetamineScreening.Api.OpenApi;

/// <summary>Serves the OpenAPI document at <c>/openapi/v1.json</c> and Swagger UI at <c>/docs</c>.</summary>
internal static partial class ApiDescription
{
    private const string Document = "v1";
    private const string Address = "/openapi/v1.json";

    /// <summary>Registers Swashbuckle.</summary>
    public static void Add(IServiceCollection services)
    {
        services.AddEndpointsApiExplorer();
        services.AddSingleton<ContractExamples>();
        services.AddSwaggerGen(swagger =>
        {
            swagger.SwaggerDoc(Document, Info());
            swagger.CustomSchemaIds(SchemaName.Of);
            swagger.SupportNonNullableReferenceTypes();
            swagger.NonNullableReferenceTypesAsRequired();
            foreach (var assembly in new[] { typeof(ApiDescription).Assembly, typeof(Domain.Questionnaires.Questionnaire).Assembly })
            {
                swagger.IncludeXmlComments(assembly);
            }

            swagger.OperationFilter<ContractOperations>();
            swagger.SchemaFilter<ContractSchemas>();
            swagger.DocumentFilter<ContractDocument>();
        });
    }

    /// <summary>Serves the document, which is generated on the first request, and Swagger UI if the options enable it.</summary>
    public static void Use(WebApplication app, DocsOptions docsOptions)
    {
        var document = new Lazy<Task<byte[]>>(() => WriteAsync(app.Services));
        app
            .MapMethods(Address, HttpVerbs.GetAndHead, async (HttpRequest request) =>
                TypedResults.Bytes(Below(request.PathBase, await document.Value), "application/json"))
            .ExcludeFromDescription();
        if (!docsOptions.Enabled) return;

        // Swagger UI matches regular expressions against every path, so it runs below /docs only.
        app.UseWhen(IsDocs, docs => docs.UseSwaggerUI(page =>
        {
            page.RoutePrefix = "docs";
            page.DocumentTitle = "KetamineScreening API";
            page.SwaggerEndpoint(".." + Address, "KetamineScreening API v1");
            // The list of schemas is long, so it is closed at first.
            page.DefaultModelsExpandDepth(0);
        }));
    }

    // The document is generated once, and the path of a proxy is known with a request only.
    private static byte[] Below(PathString root, byte[] document) => !root.HasValue
        ? document
        : Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(document).Replace(
            $"\"url\": \"{ContractDocument.Root}\"", $"\"url\": \"{root}\"", StringComparison.Ordinal));

    private static bool IsDocs(HttpContext context) => context.Request.Path.StartsWithSegments("/docs", StringComparison.OrdinalIgnoreCase);

    private static async Task<byte[]> WriteAsync(IServiceProvider services)
    {
        var document = services.GetRequiredService<ISwaggerProvider>().GetSwagger(Document);
        using var buffer = new MemoryStream();
        await document.SerializeAsync(buffer, OpenApiSpecVersion.OpenApi3_1, OpenApiConstants.Json, CancellationToken.None);
        // The writer declares OpenAPI 3.1.2, which several tools reject. It differs from 3.1.1 in the text of the specification only.
        var json = Encoding.UTF8.GetString(buffer.ToArray());
        json = json.Replace("\"openapi\": \"3.1.2\"", "\"openapi\": \"3.1.1\"", StringComparison.Ordinal);
        // orval for zod takes the first of several types only.
        return Encoding.UTF8.GetBytes(NullFirst().Replace(json, "${type}${comma}${null}") + "\n");
    }

    [GeneratedRegex(
        """(?<null>"null")(?<comma>,\s+)(?<type>"\w+")(?=\s+\])""",
        RegexOptions.ExplicitCapture,
        PatternTimeout.Milliseconds)]
    private static partial Regex NullFirst();

    private static OpenApiInfo Info() => new()
    {
        Title = "KetamineScreening",
        Version = "1.0.0",
        Description = """
            An anonymous, non-diagnostic self-screening on ketamine use. It serves questionnaires, scores answers into a
            risk band that points to professional help, explains the result, and keeps nothing but anonymous totals.

            Not validated clinically, not a diagnosis, not a medical device. Answers are never stored, logged or put in
            an address.

            Every GET also answers HEAD. What has no value is left out of an answer, unless the schema says that it can be
            null; an answer may get further members one day, so pass over those you do not know. Errors are
            `application/problem+json` with a stable `code`; beside those listed with an operation, an address where there
            is nothing is `not-found` (404), and a method that an address does not take is `method-not-allowed` (405).

            Within v1 addresses, methods, members and codes keep their meaning. Additions come at any time; an end is announced 12 months
            ahead, with the headers `Deprecation` and `Sunset`. The guide at `/docs/lifecycle` has the whole promise, where the operator
            serves the guides.

            The same questionnaires are served as FHIR R4 below `/fhir`, for clinical systems; `/fhir/metadata` describes that
            part in the terms of FHIR, so it is left out here.
            """,
        Contact = new OpenApiContact { Name = "The operator of this service" },
        License = new OpenApiLicense { Name = "MIT", Identifier = "MIT" },
    };
}
