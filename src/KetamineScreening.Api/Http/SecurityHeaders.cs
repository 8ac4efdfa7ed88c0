namespace KetamineScreening.Api.Http;

/// <summary>Headers that keep a browser from doing more with an answer than it should.</summary>
internal static class SecurityHeaders
{
    // What is no page is not to be shown as one.
    private const string NoPage = "default-src 'none'; frame-ancestors 'none'";

    // Swagger UI draws pictures from addresses of the kind "data:", and hides one by the style attribute that has this hash.
    private const string Docs =
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-hashes' 'sha256-RL3ie0nH+Lzz2YNqQN83mnU0J1ot4QL7b99vMdIX99w='; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    // Every feature that a page has to be allowed: ours need none of them.
    private static readonly string NoFeatures = string.Join(", ", ((IEnumerable<string>)
    [
        "accelerometer", "autoplay", "browsing-topics", "camera", "clipboard-read", "clipboard-write", "display-capture", "encrypted-media", "fullscreen", "gamepad", "geolocation",
        "gyroscope", "hid", "identity-credentials-get", "idle-detection", "keyboard-map", "local-fonts", "magnetometer", "microphone", "midi", "otp-credentials",
        "payment", "picture-in-picture", "publickey-credentials-create", "publickey-credentials-get", "screen-wake-lock", "serial", "storage-access", "usb",
        "window-management", "xr-spatial-tracking",
    ]).Select(feature => $"{feature}=()"));

    /// <summary>Puts them on every response, but for data that has not changed (304): whoever has it has its headers too (RFC 9110, 15.4.5).</summary>
    /// <remarks>
    /// A page that has not changed gets them again, since what it may do is a matter of the settings; so does what pages
    /// elsewhere load, which is held to them each time.
    /// </remarks>
    public static void Use(WebApplication app) => app.Use((context, next) =>
    {
        var isConditional = context.Request.Headers.IfNoneMatch.Count > 0;
        if (isConditional && context.GetEndpoint() is { } endpoint && IsData(endpoint)) context.Response.OnStarting(PutUnlessNotModified, context);
        else Put(context);
        return next(context);
    });

    private static bool IsData(Endpoint endpoint) => endpoint.Metadata.GetMetadata<PagePolicy>() is null && endpoint.Metadata.GetMetadata<ForeignUse>() is null;

    private static Task PutUnlessNotModified(object context)
    {
        var http = (HttpContext)context;
        if (http.Response.StatusCode != StatusCodes.Status304NotModified) Put(http);
        return Task.CompletedTask;
    }

    /// <summary>Puts them on a response; again, when a failure has taken all headers off.</summary>
    public static void Put(HttpContext context)
    {
        var metadata = context.GetEndpoint()?.Metadata;
        var page = metadata?.GetMetadata<PagePolicy>();
        var isDocs = page is null && context.Request.Path.StartsWithSegments("/docs", StringComparison.Ordinal);
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers.ContentSecurityPolicy = page?.ContentSecurityPolicy ?? (isDocs ? Docs : NoPage);
        headers["Cross-Origin-Resource-Policy"] = metadata?.GetMetadata<ForeignUse>() is null ? "same-origin" : "cross-origin";
        if (page is null && !isDocs) return;

        headers["Permissions-Policy"] = NoFeatures;
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        // Pages that demand this of what they frame can frame ours: it loads nothing from elsewhere.
        if (page is { IsForFrames: true }) headers["Cross-Origin-Embedder-Policy"] = "require-corp";
    }
}
