using FastEndpoints;
using KetamineScreening.Api.Http;
using KetamineScreening.Api.Http.Caching;
using KetamineScreening.Api.Http.Description;
using KetamineScreening.Api.Http.Errors;
using Microsoft.AspNetCore.Http.HttpResults;

namespace KetamineScreening.Api.Interface;

/// <summary>Serves the texts of the interface.</summary>
internal sealed class GetTexts(InterfaceTexts texts) : EndpointWithoutRequest<Results<StoredBody<InterfaceTextsDocument>, NotModified>>
{
    /// <inheritdoc />
    public override void Configure()
    {
        Get("/v1/texts");
        Description(endpoint => endpoint
            .WithSummary("Get the texts of the interface")
            .WithDescription(
                "Every text of the page and the widget in the best language for `Accept-Language`, so that another front end can use them: "
                + "the question for consent (`consent.*`), words for each urgency (`urgency.*`), kind of next step (`kind.*`) and purpose "
                + "of a help contact (`purpose.*`), and the words around a result (`result.*`).")
            .WithTags(OperationTag.Texts)
            .WithMetadata(
                DocumentedParameter.AcceptLanguage, DocumentedParameter.IfNoneMatch, DocumentedParameter.AcceptEncoding,
                DocumentedHeader.ContentLanguage, DocumentedHeader.ETag)
            .WithProblems(ProblemCode.TooManyRequests));
    }

    /// <inheritdoc />
    public override Task<Results<StoredBody<InterfaceTextsDocument>, NotModified>> ExecuteAsync(CancellationToken ct) =>
        Task.FromResult(Respond());

    private Results<StoredBody<InterfaceTextsDocument>, NotModified> Respond()
    {
        var language = Language.Negotiate(HttpContext.Request.Headers.AcceptLanguage, texts.Languages);
        var document = texts.Document(language);
        var representation = document.Negotiate(HttpContext);
        // The scripts of the widget are revalidated too, so a new script never meets texts without its keys.
        CacheHeaders.SetRevalidate(HttpContext.Response, language);
        if (NotModified.For(HttpContext, representation.Tag) is { } notModified) return notModified;
        return document.ToJson<InterfaceTextsDocument>(representation);
    }
}
