using KetamineScreening.Api.Http.Caching;

namespace KetamineScreening.Api.Pages;

/// <summary>A text for browsers. A browser stores it, and asks each time whether the copy is still current.</summary>
/// <param name="make">Makes the text in UTF-8.</param>
/// <param name="mediaType">Media type of the text.</param>
/// <param name="language">Language of the text, where the address has several.</param>
internal sealed class WebFile(Func<byte[]> make, string mediaType, string? language = null)
{
    private readonly ServedBytes bytes = new(make, mediaType, ContentCoding.Brotli, ContentCoding.Gzip);

    /// <summary>The file as the outcome of an endpoint: 200, or 304 when the copy of the browser is current.</summary>
    public IResult Serve(HttpContext context)
    {
        var representation = bytes.Negotiate(context);
        CacheHeaders.SetRevalidate(context.Response, language);
        return bytes.ToFile(representation);
    }
}
