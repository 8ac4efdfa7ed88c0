using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace KetamineScreening.Api.Http.Caching;

/// <summary>304: the client has the current body already.</summary>
internal sealed class NotModified : IResult, IEndpointMetadataProvider
{
    private static readonly NotModified Result = new();

    /// <summary>Decides the common case, a request with <c>If-None-Match</c> that names exactly one entity tag.</summary>
    /// <param name="context">The request; on a match its response gets the header <c>ETag</c>.</param>
    /// <param name="tag">The strong entity tag of the current body.</param>
    /// <returns>The result on a match; null otherwise, when the framework evaluates the conditions.</returns>
    public static NotModified? For(HttpContext context, EntityTagHeaderValue tag)
    {
        var request = context.Request.Headers;
        if (request.IfNoneMatch != tag.Tag.Value || !StringValues.IsNullOrEmpty(request.IfMatch)) return null;
        context.Response.Headers.ETag = tag.Tag.Value;
        return Result;
    }

    /// <inheritdoc />
    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status304NotModified, typeof(void)));

    /// <inheritdoc />
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = StatusCodes.Status304NotModified;
        return Task.CompletedTask;
    }
}
