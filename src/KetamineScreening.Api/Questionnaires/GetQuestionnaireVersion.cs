using KetamineScreening.Api.Http;
using KetamineScreening.Api.Http.Errors;
using KetamineScreening.Api.Http.Caching;
using FastEndpoints;
using KetamineScreening.Api.Http.Description;
using Microsoft.AspNetCore.Http.HttpResults;

namespace KetamineScreening.Api.Questionnaires;

/// <summary>Serves one version of a questionnaire. A published version never changes.</summary>
internal sealed class GetQuestionnaireVersion(QuestionnaireCatalog catalog, Problems problems)
    : EndpointWithoutRequest<Results<StoredBody<QuestionnaireDocument>, NotModified, Problem>>
{
    /// <inheritdoc />
    public override void Configure()
    {
        Get("/v1/questionnaires/{id}/{version}");
        Description(endpoint => endpoint
            .WithSummary("Get one version of a questionnaire")
            .WithDescription(
                "A published version never changes, so it can be cached for a year. A retired version has `status` `retired`, the header "
                + "`Deprecation`, and a link with `rel=\"successor-version\"`; it can be read, and is no longer scored.")
            .WithTags(OperationTag.Questionnaires)
            .WithMetadata(
                DocumentedParameter.AcceptLanguage, DocumentedParameter.IfNoneMatch,
                DocumentedHeader.ContentLanguage, DocumentedHeader.ETag, DocumentedHeader.Link, DocumentedHeader.Deprecation)
            .WithProblems(ProblemCode.UnknownQuestionnaire, ProblemCode.UnknownVersion, ProblemCode.TooManyRequests));
    }

    /// <inheritdoc />
    public override Task<Results<StoredBody<QuestionnaireDocument>, NotModified, Problem>> ExecuteAsync(CancellationToken ct) =>
        Task.FromResult(Respond());

    private Results<StoredBody<QuestionnaireDocument>, NotModified, Problem> Respond()
    {
        if (catalog.Find(Route<string>("id")!) is not { } questionnaire) return problems.Of(ProblemCode.UnknownQuestionnaire);
        if (questionnaire.Find(Route<string>("version")!) is not { } published) return problems.Of(ProblemCode.UnknownVersion);

        var language = Language.Negotiate(HttpContext.Request.Headers.AcceptLanguage, published.Languages);
        var body = published.Document(language);
        var representation = body.Negotiate(HttpContext);
        VersionHeaders.Set(HttpContext.Response, published, language);
        if (NotModified.For(HttpContext, representation.Tag) is { } notModified) return notModified;
        return body.ToJson<QuestionnaireDocument>(representation);
    }
}
