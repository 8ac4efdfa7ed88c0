using KetamineScreening.Api.Http;
using KetamineScreening.Api.Http.Errors;
using KetamineScreening.Api.Http.Caching;
using FastEndpoints;
using KetamineScreening.Api.Http.Description;
using Microsoft.AspNetCore.Http.HttpResults;

namespace KetamineScreening.Api.Questionnaires;

/// <summary>Serves the current version of a questionnaire.</summary>
internal sealed class GetQuestionnaire(QuestionnaireCatalog catalog, Problems problems)
    : EndpointWithoutRequest<Results<StoredBody<QuestionnaireDocument>, NotModified, Problem>>
{
    /// <inheritdoc />
    public override void Configure()
    {
        Get("/v1/questionnaires/{id}");
        Description(endpoint => endpoint
            .WithSummary("Get the current version of a questionnaire")
            .WithDescription(
                "Everything that is needed to show, branch, score and explain the questionnaire. "
                + "The link `canonical` names the version, which never changes.")
            .WithTags(OperationTag.Questionnaires)
            .WithMetadata(
                DocumentedParameter.AcceptLanguage, DocumentedParameter.IfNoneMatch,
                DocumentedHeader.ContentLanguage, DocumentedHeader.ETag, DocumentedHeader.Link)
            .WithProblems(ProblemCode.UnknownQuestionnaire, ProblemCode.TooManyRequests));
    }

    /// <inheritdoc />
    public override Task<Results<StoredBody<QuestionnaireDocument>, NotModified, Problem>> ExecuteAsync(CancellationToken ct) =>
        Task.FromResult(Respond());

    private Results<StoredBody<QuestionnaireDocument>, NotModified, Problem> Respond()
    {
        if (catalog.Find(Route<string>("id")!)?.Current is not { } published) return problems.Of(ProblemCode.UnknownQuestionnaire);

        var language = Language.Negotiate(HttpContext.Request.Headers.AcceptLanguage, published.Languages);
        var body = published.Document(language);
        var representation = body.Negotiate(HttpContext);
        CacheHeaders.SetShort(HttpContext.Response, language);
        HttpContext.Response.Headers.Link = published.CanonicalLink(HttpContext.Request.PathBase);
        if (NotModified.For(HttpContext, representation.Tag) is { } notModified) return notModified;
        return body.ToJson<QuestionnaireDocument>(representation);
    }
}
