using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using KetamineScreening.Api.Http;
using Microsoft.Net.Http.Headers;

namespace KetamineScreening.Api.Questionnaires;

/// <summary>A body that never changes, with its strong ETag; made once, when it is first asked for: a start need not wait for it.</summary>
/// <param name="make">Makes the body.</param>
/// <param name="contentType">Its media type.</param>
public sealed class ServedBytes(Func<byte[]> make, string contentType)
{
    private readonly Lazy<(byte[] Content, EntityTagHeaderValue Tag)> body = new(() =>
    {
        var content = make();
        return (content, new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(content))}\""));
    });

    /// <summary>The body.</summary>
    public ReadOnlyMemory<byte> Content => body.Value.Content;

    /// <summary>A body of JSON.</summary>
    public static ServedBytes Json<T>(Func<T> make, JsonTypeInfo<T> type) => new(() => JsonSerializer.SerializeToUtf8Bytes(make(), type), "application/json");

    /// <summary>The body as the outcome of an endpoint: 200, or 304 when the client has it already.</summary>
    /// <param name="response">Response to put the headers on.</param>
    /// <param name="forever">Whether the address promises the same body for ever.</param>
    /// <param name="language">Language of the body, where the address has several.</param>
    public IResult Serve(HttpResponse response, bool forever, string? language = null)
    {
        response.Headers.CacheControl = forever ? "public, max-age=31536000, immutable" : "public, max-age=300";
        if (language is not null)
        {
            response.Headers.ContentLanguage = language;
            response.Headers.Append(HeaderNames.Vary, HeaderNames.AcceptLanguage);
        }

        var (content, tag) = body.Value;
        return (IResult?)NotModified.For(response.HttpContext, tag.Tag.Value!) ?? TypedResults.Bytes(content, contentType, entityTag: tag);
    }
}
