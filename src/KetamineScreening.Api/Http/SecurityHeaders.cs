namespace KetamineScreening.Api.Http;

/// <summary>Headers that keep a browser from doing more with an answer than it should.</summary>
public static class SecurityHeaders
{
    /// <summary>Puts them on every response.</summary>
    public static void Use(WebApplication app) => app.Use((context, next) =>
    {
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        return next(context);
    });
}
