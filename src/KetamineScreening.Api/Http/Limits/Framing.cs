using Microsoft.Extensions.Primitives;

namespace KetamineScreening.Api.Http.Limits;

/// <summary>Refuses requests whose end a proxy in front may see elsewhere (request smuggling), although Kestrel accepts them.</summary>
internal static class Framing
{
    // Kestrel moves the length here when the request has chunks as well.
    private const string DroppedLength = "X-Content-Length";

    /// <summary>
    /// Answers 400 and closes the connection when a request has a length and chunks, or a transfer coding besides chunks.
    /// </summary>
    public static void Use(WebApplication app) => app.Use(next => context =>
    {
        var headers = context.Request.Headers;
        if (StringValues.IsNullOrEmpty(headers.TransferEncoding) || IsPlain(headers)) return next(context);
        context.Response.StatusCode = StatusCodes.Status400BadRequest;
        context.Response.Headers.Connection = "close";
        return Task.CompletedTask;
    });

    private static bool IsPlain(IHeaderDictionary headers) =>
        headers.TransferEncoding is [var coding] && "chunked".Equals(coding, StringComparison.OrdinalIgnoreCase)
        && headers.ContentLength is null && !headers.ContainsKey(DroppedLength);
}
