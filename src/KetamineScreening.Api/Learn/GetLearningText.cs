using FastEndpoints;
using KetamineScreening.Api.Http;
using KetamineScreening.Api.Http.Caching;
using KetamineScreening.Api.Http.Description;
using KetamineScreening.Api.Http.Errors;
using Microsoft.AspNetCore.Http.HttpResults;

namespace KetamineScreening.Api.Learn;

/// <summary>Serves one learning text.</summary>
internal sealed class GetLearningText(LearningTexts texts, Problems problems)
    : EndpointWithoutRequest<Results<StoredBody<LearningDocument>, NotModified, Problem>>
{
    /// <inheritdoc />
    public override void Configure()
    {
        Get("/v1/learn/{id}");
        Description(endpoint => endpoint
            .WithSummary("Get a learning text")
            .WithDescription("The text in the best language for `Accept-Language`, with the sources of its facts.")
            .WithTags(OperationTag.Learn)
            .WithMetadata(
                DocumentedParameter.AcceptLanguage, DocumentedParameter.IfNoneMatch, DocumentedParameter.AcceptEncoding,
                DocumentedHeader.ContentLanguage, DocumentedHeader.ETag)
            .WithProblems(ProblemCode.UnknownLearningText, ProblemCode.TooManyRequests));
    }

    /// <inheritdoc />
    public override Task<Results<StoredBody<LearningDocument>, NotModified, Problem>> ExecuteAsync(CancellationToken ct) =>
        Task.FromResult(Respond());

    private Results<StoredBody<LearningDocument>, NotModified, Problem> Respond()
    {
        if (texts.Find(Route<string>("id")!) is not { } text) return problems.Of(ProblemCode.UnknownLearningText);

        var language = Language.Negotiate(HttpContext.Request.Headers.AcceptLanguage, texts.Languages);
        var document = text.Document(language);
        var representation = document.Negotiate(HttpContext);
        CacheHeaders.SetShort(HttpContext.Response, language);
        if (NotModified.For(HttpContext, representation.Tag) is { } notModified) return notModified;
        return document.ToJson<LearningDocument>(representation);
    }
}
