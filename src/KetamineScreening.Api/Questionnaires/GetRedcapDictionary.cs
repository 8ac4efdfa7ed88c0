using KetamineScreening.Api.Http.Errors;
using KetamineScreening.Api.Http.Caching;
using FastEndpoints;
using KetamineScreening.Api.Http.Description;
using Microsoft.AspNetCore.Http.HttpResults;

namespace KetamineScreening.Api.Questionnaires;

/// <summary>Serves a version of a questionnaire as a REDCap data dictionary.</summary>
internal sealed class GetRedcapDictionary(QuestionnaireCatalog catalog, Problems problems)
    : EndpointWithoutRequest<Results<FileContentHttpResult, NotModified, Problem>>
{
    /// <inheritdoc />
    public override void Configure()
    {
        Get("/v1/questionnaires/{id}/{version}/redcap.csv");
        Description(endpoint => endpoint
            .WithSummary("Get a REDCap data dictionary of a version")
            .WithDescription(
                "For researchers who field the same questions themselves: items, options, branching and the score as a calculated field. "
                + "Hyphens of ids and codes become underscores.")
            .WithTags(OperationTag.Questionnaires)
            .WithMetadata(
                DocumentedParameter.IfNoneMatch, DocumentedHeader.ETag, DocumentedHeader.Link, DocumentedHeader.Deprecation,
                DocumentedHeader.ContentDisposition)
            .Produces<string>(contentType: "text/csv")
            .WithProblems(ProblemCode.UnknownQuestionnaire, ProblemCode.UnknownVersion, ProblemCode.TooManyRequests));
    }

    /// <inheritdoc />
    public override Task<Results<FileContentHttpResult, NotModified, Problem>> ExecuteAsync(CancellationToken ct) =>
        Task.FromResult(Respond());

    private Results<FileContentHttpResult, NotModified, Problem> Respond()
    {
        var (id, version) = (Route<string>("id")!, Route<string>("version")!);
        if (catalog.Find(id) is not { } questionnaire) return problems.Of(ProblemCode.UnknownQuestionnaire);
        if (questionnaire.Find(version) is not { } published) return problems.Of(ProblemCode.UnknownVersion);

        var body = published.RedcapDictionary;
        VersionHeaders.Set(HttpContext.Response, published);
        HttpContext.Response.Headers.ContentDisposition = $"attachment; filename=\"{id}-{version}-redcap.csv\"";
        if (NotModified.For(HttpContext, body.Plain.Tag) is { } notModified) return notModified;
        return body.ToFile(body.Plain);
    }
}
