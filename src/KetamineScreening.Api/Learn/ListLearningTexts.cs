using FastEndpoints;
using KetamineScreening.Api.Http;
using KetamineScreening.Api.Http.Caching;
using KetamineScreening.Api.Http.Description;
using KetamineScreening.Api.Http.Errors;
using Microsoft.AspNetCore.Http.HttpResults;

namespace KetamineScreening.Api.Learn;

/// <summary>Lists the learning texts.</summary>
internal sealed class ListLearningTexts(LearningTexts texts) : EndpointWithoutRequest<Ok<ListLearningTexts.Response>>
{
    /// <inheritdoc />
    public override void Configure()
    {
        Get("/v1/learn");
        Description(endpoint => endpoint
            .WithSummary("List the learning texts")
            .WithDescription("Short texts that answer what people ask after a result. A result names the ones that fit it in `learn`.")
            .WithTags(OperationTag.Learn)
            .WithMetadata(DocumentedParameter.AcceptLanguage, DocumentedHeader.ContentLanguage)
            .WithProblems(ProblemCode.TooManyRequests));
    }

    /// <summary>The learning texts.</summary>
    /// <param name="Texts">One entry each, in the order in which they are shown.</param>
    public new sealed record Response(IReadOnlyList<LearningTextEntry> Texts);

    /// <inheritdoc />
    public override Task<Ok<Response>> ExecuteAsync(CancellationToken ct)
    {
        var language = Language.Negotiate(HttpContext.Request.Headers.AcceptLanguage, texts.Languages);
        CacheHeaders.SetShort(HttpContext.Response, language);
        return Task.FromResult(TypedResults.Ok(Describe(texts, language, HttpContext.Request.PathBase)));
    }

    internal static Response Describe(LearningTexts texts, string language, PathString root) => new(
    [
        .. texts.Texts.Select(text => new LearningTextEntry(text.Id, text.Wordings[language].Title, $"{root}/v1/learn/{text.Id}")),
    ]);
}

/// <summary>A learning text in the list.</summary>
/// <param name="Id">Id of the text.</param>
/// <param name="Title">Title.</param>
/// <param name="Href">Address of the text.</param>
internal sealed record LearningTextEntry(string Id, string Title, string Href);
