namespace KetamineScreening.Api.Http;

/// <summary>Refuses every method but POST at an address.</summary>
internal static class PostOnly
{
    /// <summary>Answers other methods at <paramref name="pattern"/> with 405 and <c>Allow: POST</c>.</summary>
    public static void MapPostOnly(this IEndpointRouteBuilder routes, string pattern) =>
        routes.Map(pattern, RefuseAsync).ExcludeFromDescription();

    private static Task RefuseAsync(HttpContext context)
    {
        context.Response.Headers.Allow = HttpMethods.Post;
        context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
        return Task.CompletedTask;
    }
}
