namespace KetamineScreening.Api.Http.Security;

/// <summary>Adds the response headers that restrict what a browser does with a response.</summary>
internal static class SecurityHeaders
{
    // For responses that are not pages: a browser must not render them.
    private const string NoPage = "default-src 'none'; frame-ancestors 'none'";

    // Swagger UI uses images with data: addresses, and one inline style, which has this hash.
    private const string Docs =
        "default-src 'none'; script-src 'self'; "
        + "style-src 'self' 'unsafe-hashes' 'sha256-RL3ie0nH+Lzz2YNqQN83mnU0J1ot4QL7b99vMdIX99w='; "
        + "img-src 'self' data:; connect-src 'self'; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    // The pages use none of the features that a permissions policy controls, except that the summary for a doctor can be copied.
    private static readonly string Features = "clipboard-write=(self), " + string.Join(", ", ((IEnumerable<string>)
    [
        "accelerometer", "autoplay", "browsing-topics", "camera", "clipboard-read", "display-capture",
        "encrypted-media", "fullscreen", "gamepad", "geolocation", "gyroscope", "hid", "identity-credentials-get",
        "idle-detection", "keyboard-map", "local-fonts",
        "magnetometer", "microphone", "midi", "otp-credentials", "payment", "picture-in-picture", "publickey-credentials-create",
        "publickey-credentials-get", "screen-wake-lock", "serial", "storage-access", "usb", "window-management", "xr-spatial-tracking",
    ]).Select(feature => $"{feature}=()"));

    /// <summary>Adds the headers to every response except a 304 of data, whose client has stored them (RFC 9110, 15.4.5).</summary>
    /// <remarks>
    /// A 304 of a page has the headers, because the policy of a page depends on the settings. So has a 304 of a file that pages of other
    /// origins load, because browsers check such a response each time.
    /// </remarks>
    public static void Use(WebApplication app) => app.Use((context, next) =>
    {
        var isConditional = context.Request.Headers.IfNoneMatch.Count > 0;
        var isData = isConditional && context.GetEndpoint() is { } endpoint && IsData(endpoint);
        if (isData) context.Response.OnStarting(PutUnlessNotModified, context);
        else Put(context);
        return next(context);
    });

    private static bool IsData(Endpoint endpoint) =>
        endpoint.Metadata.GetMetadata<PagePolicy>() is null && endpoint.Metadata.GetMetadata<ForeignUse>() is null;

    private static Task PutUnlessNotModified(object context)
    {
        var http = (HttpContext)context;
        if (http.Response.StatusCode != StatusCodes.Status304NotModified) Put(http);
        return Task.CompletedTask;
    }

    /// <summary>Adds the headers to a response. The exception handler calls it too, because it clears all headers.</summary>
    public static void Put(HttpContext context) => Put(context, context.GetEndpoint()?.Metadata.GetMetadata<PagePolicy>());

    /// <summary>Adds the headers to a response that is a page, whatever its endpoint is.</summary>
    public static void Put(HttpContext context, PagePolicy? page)
    {
        var metadata = context.GetEndpoint()?.Metadata;
        var isDocs = page is null && context.Request.Path.StartsWithSegments("/docs", StringComparison.Ordinal);
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers.ContentSecurityPolicy = page?.ContentSecurityPolicy ?? (isDocs ? Docs : NoPage);
        headers["Cross-Origin-Resource-Policy"] = metadata?.GetMetadata<ForeignUse>() is null ? "same-origin" : "cross-origin";
        if (page is null && !isDocs) return;

        headers["Permissions-Policy"] = Features;
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        // Pages with this policy require it of the pages that they frame. This page loads nothing from other origins.
        if (page is { IsForFrames: true }) headers["Cross-Origin-Embedder-Policy"] = "require-corp";
    }
}
