using KetamineScreening.Api.Http;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace KetamineScreening.Api.OpenApi;

/// <summary>Orders the document as a whole.</summary>
public sealed class ContractDocument : IDocumentFilter
{
    /// <inheritdoc />
    public void Apply(OpenApiDocument swaggerDoc, DocumentFilterContext context)
    {
        swaggerDoc.Servers = [new OpenApiServer { Url = "/", Description = "The service that serves this document." }];
        swaggerDoc.Tags = new HashSet<OpenApiTag>
        {
            new() { Name = Tags.Questionnaires, Description = "What is asked, and how it is scored." },
            new() { Name = Tags.Screenings, Description = "Answers in, explained result out." },
            new() { Name = Tags.Help, Description = "Where help is." },
            new() { Name = Tags.Privacy, Description = "What is kept and what is not." },
            new() { Name = Tags.Health, Description = "For operators." },
        };

        // HEAD answers wherever GET does; described once, in the introduction.
        foreach (var path in swaggerDoc.Paths.Values) path.Operations?.Remove(HttpMethod.Head);
    }
}
