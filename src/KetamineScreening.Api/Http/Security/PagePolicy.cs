
namespace KetamineScreening.Api.Http.Security;

/// <summary>The content security policy of a page, as metadata of its endpoint.</summary>
/// <param name="ContentSecurityPolicy">The value of the header.</param>
/// <param name="IsForFrames">Whether pages of other origins may frame the page.</param>
internal sealed record PagePolicy(string ContentSecurityPolicy, bool IsForFrames)
{
    // Own origin only, no inline script or style, no text as markup (Trusted Types), no form submission.
    private const string OwnOnly =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; frame-src 'self'; base-uri 'none'; "
        + "form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

    /// <summary>The policy of a page of <c>wwwroot</c>.</summary>
    public static PagePolicy Of(string name, EmbedOptions embed) => name == "embed/frame.html"
        ? new($"{OwnOnly}; frame-ancestors {string.Join(' ', ["'self'", .. embed.FrameAncestors])}", IsForFrames: true)
        : new($"{OwnOnly}; frame-ancestors 'none'", IsForFrames: false);
}
