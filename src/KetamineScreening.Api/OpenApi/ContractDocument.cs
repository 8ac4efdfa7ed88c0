using KetamineScreening.Api.Http.Description;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace KetamineScreening.Api.OpenApi;

/// <summary>Completes the OpenAPI document: servers and tags.</summary>
internal sealed class ContractDocument : IDocumentFilter
{
    /// <summary>Address of the server in the document.</summary>
    public const string Root = "/";

    /// <inheritdoc />
    public void Apply(OpenApiDocument swaggerDoc, DocumentFilterContext context)
    {
        swaggerDoc.Servers = [new OpenApiServer { Url = Root, Description = "The service that serves this document." }];
        swaggerDoc.Tags = new HashSet<OpenApiTag>
        {
            new() { Name = OperationTag.Questionnaires, Description = "What is asked, and how it is scored." },
            new() { Name = OperationTag.Screenings, Description = "Answers in, explained result out." },
            new() { Name = OperationTag.Releases, Description = "Anonymous totals to analyse." },
            new() { Name = OperationTag.Learn, Description = "Short texts that answer what people ask after a result." },
            new() { Name = OperationTag.Help, Description = "Where help is." },
            new() { Name = OperationTag.Privacy, Description = "What is kept and what is not." },
            new() { Name = OperationTag.Texts, Description = "Words for a front end." },
            new() { Name = OperationTag.Health, Description = "For operators." },
        };

        // Every GET also answers HEAD. The introduction says so once.
        foreach (var path in swaggerDoc.Paths.Values) path.Operations?.Remove(HttpMethod.Head);
    }
}
