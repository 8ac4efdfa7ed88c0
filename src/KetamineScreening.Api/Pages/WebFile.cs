using System.Security.Cryptography;
using KetamineScreening.Api.Http;
using Microsoft.Net.Http.Headers;

namespace KetamineScreening.Api.Pages;

/// <summary>
/// A text for browsers, as it is and compressed. Each form has a strong ETag of its own, made from its bytes, so that it is the
/// same on every machine. Its address promises nothing: a browser keeps it, and asks each time whether it is still the same.
/// </summary>
/// <param name="content">The text in UTF-8.</param>
/// <param name="mediaType">Its media type.</param>
/// <param name="language">Its language, where the address has several.</param>
internal sealed class WebFile(byte[] content, string mediaType, string? language = null)
{
    // Made when first asked for: a start need not wait for it.
    private readonly Lazy<Form> plain = new(() => Form.Of(content));
    private readonly Lazy<Form> gzip = new(() => Form.Of(ContentCoding.Compress(content, ContentCoding.Gzip)));
    private readonly Lazy<Form> brotli = new(() => Form.Of(ContentCoding.Compress(content, ContentCoding.Brotli)));

    /// <summary>The file as the outcome of an endpoint: 200, or 304 when the browser has it already.</summary>
    public IResult Serve(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.CacheControl = "no-cache";
        headers.Append(HeaderNames.Vary, HeaderNames.AcceptEncoding);
        if (language is not null)
        {
            headers.ContentLanguage = language;
            headers.Append(HeaderNames.Vary, HeaderNames.AcceptLanguage);
        }

        var coding = ContentCoding.Choose(context.Request, ContentCoding.Brotli, ContentCoding.Gzip);
        if (coding is not null) headers.ContentEncoding = coding;
        var form = coding switch
        {
            ContentCoding.Brotli => brotli.Value,
            ContentCoding.Gzip => gzip.Value,
            _ => plain.Value,
        };
        return TypedResults.Bytes(form.Content, mediaType, entityTag: form.Tag);
    }

    private sealed record Form(byte[] Content, EntityTagHeaderValue Tag)
    {
        public static Form Of(byte[] content) =>
            new(content, new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(content))}\""));
    }
}
