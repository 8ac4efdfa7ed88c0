using System.Security.Cryptography;

namespace KetamineScreening.Api.Http.Security;

/// <summary>The content security policy of a page, as metadata of its endpoint.</summary>
/// <param name="ContentSecurityPolicy">The value of the header.</param>
/// <param name="IsForFrames">Whether pages of other origins may frame the page.</param>
internal sealed record PagePolicy(string ContentSecurityPolicy, bool IsForFrames)
{
    /// <summary>The policy of the service worker, which loads files of its own origin.</summary>
    public static readonly PagePolicy Worker = new("default-src 'none'; connect-src 'self'; frame-ancestors 'none'", IsForFrames: false);

    private const string First = "index.html";

    // The style sheet of the pages stands inside them, because a request for it would delay the first text by a round trip.
    private static readonly string Style = Convert.ToBase64String(
        SHA256.HashData(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "wwwroot/parts/page.css"))));

    // Own origin only, no inline script, no inline style but that one, no form submission.
    private static readonly string OwnOnly = Only($"'self' 'sha256-{Style}'");

    // Pages with style sheets of their own: guides, and the frame and the demo of the widget.
    private static readonly string PlainOnly = Only("'self'");

    // No text as markup or as the address of a script.
    private const string NoTrustedTypes = "trusted-types 'none'";

    // Only the start page has a manifest and registers a service worker, whose address is the one of the type "keep-copy".
    private const string Offline = "trusted-types keep-copy; worker-src 'self'; manifest-src 'self'";

    /// <summary>The policy of a guide, and of other pages whose style sheet is a file.</summary>
    public static readonly PagePolicy Plain = new($"{PlainOnly}; {NoTrustedTypes}; frame-ancestors 'none'", IsForFrames: false);

    /// <summary>The policy of a page of <c>wwwroot</c>.</summary>
    public static PagePolicy Of(string name, EmbedOptions embed) => name switch
    {
        "embed/frame.html" => new($"{PlainOnly}; {NoTrustedTypes}{Ancestors(embed)}", IsForFrames: true),
        "embed/demo.html" => Plain,
        First => new($"{OwnOnly}; {Offline}; frame-ancestors 'none'", IsForFrames: false),
        _ => new($"{OwnOnly}; {NoTrustedTypes}; frame-ancestors 'none'", IsForFrames: false),
    };

    private static string Only(string styles) =>
        $"default-src 'none'; script-src 'self'; style-src {styles}; img-src 'self'; connect-src 'self'; "
        + "frame-src 'self'; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'";

    // `*` does not match a sandboxed page, which has no scheme; a policy without the directive allows every page.
    private static string Ancestors(EmbedOptions embed) => embed.FrameAncestors.Contains(Origin.Any)
        ? ""
        : $"; frame-ancestors {string.Join(' ', ["'self'", .. embed.FrameAncestors])}";
}
