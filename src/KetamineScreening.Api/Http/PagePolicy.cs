using KetamineScreening.Api.Configuration;

namespace KetamineScreening.Api.Http;

/// <summary>What a page may load and who may frame it, as metadata of its endpoint.</summary>
/// <param name="ContentSecurityPolicy">The value of the header.</param>
/// <param name="IsForFrames">Whether the page is made to stand in pages of others.</param>
internal sealed record PagePolicy(string ContentSecurityPolicy, bool IsForFrames)
{
    // Everything comes from here, and no script or style stands in the page itself. No text ever becomes markup, no form is sent.
    private const string OwnOnly =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'; "
        + "require-trusted-types-for 'script'; trusted-types 'none'";

    /// <summary>The policy of a page of <c>wwwroot</c>.</summary>
    public static PagePolicy Of(string name, Settings settings) => name == "embed/frame.html"
        ? new($"{OwnOnly}; frame-ancestors {string.Join(' ', ["'self'", .. settings.FrameAncestors])}", IsForFrames: true)
        : new($"{OwnOnly}; frame-ancestors 'none'", IsForFrames: false);
}
