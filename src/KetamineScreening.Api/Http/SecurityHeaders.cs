namespace KetamineScreening.Api.Http;

/// <summary>Headers that keep a browser from doing more with an answer than it should.</summary>
public static class SecurityHeaders
{
    /// <summary>Puts them on every response, at the last moment, since a failure takes all headers off that were there before.</summary>
    public static void Use(WebApplication app) => app.Use((context, next) =>
    {
        context.Response.OnStarting(Put, context.Response);
        return next(context);
    });

    private static Task Put(object response)
    {
        var headers = ((HttpResponse)response).Headers;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        return Task.CompletedTask;
    }
}
