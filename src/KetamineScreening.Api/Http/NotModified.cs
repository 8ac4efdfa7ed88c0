using Microsoft.Extensions.Primitives;

namespace KetamineScreening.Api.Http;

/// <summary>Tells a client that what it has is what there is (304).</summary>
internal sealed class NotModified : IResult
{
    private static readonly NotModified Result = new();

    /// <summary>The outcome for a client that names one tag, and the right one, as nearly all do; null for whatever else, which the framework can tell.</summary>
    /// <param name="context">The request, and the response that is to bear the tag.</param>
    /// <param name="tag">The strong tag of what there is, as it stands in a header.</param>
    public static NotModified? For(HttpContext context, string tag)
    {
        var request = context.Request.Headers;
        if (request.IfNoneMatch != tag || !StringValues.IsNullOrEmpty(request.IfMatch)) return null;
        context.Response.Headers.ETag = tag;
        return Result;
    }

    /// <inheritdoc />
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = StatusCodes.Status304NotModified;
        return Task.CompletedTask;
    }
}
