using System.Collections.Concurrent;
using System.Reflection;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Net.Http.Headers;

namespace KetamineScreening.Api.Http.Caching;

/// <summary>A body that never changes, in its plain and compressed representations, each with a strong entity tag.</summary>
/// <remarks>
/// Each representation is made on first use, so that a start does not wait for it, and only once. The response compression of the
/// framework would compress at every request: a script of the widget then takes several times the processor time
/// (<c>--only script</c> of the benchmarks, docs/speed.md).
/// </remarks>
/// <param name="make">Makes the plain body.</param>
/// <param name="contentType">Media type of the body.</param>
/// <param name="codings">Content codings that the body is also served in, the best first.</param>
internal sealed class ServedBytes(Func<byte[]> make, string contentType, params IReadOnlyList<string> codings)
{
    private readonly Lazy<Representation> plain = new(() => new Representation(make()));

    private readonly ConcurrentDictionary<string, Representation> compressed = new(StringComparer.Ordinal);

    /// <summary>The plain body.</summary>
    public Representation Plain => plain.Value;

    /// <summary>Chooses the representation for the <c>Accept-Encoding</c> of a request, and sets the headers that name it.</summary>
    public Representation Negotiate(HttpContext context)
    {
        if (codings.Count == 0) return Plain;
        var headers = context.Response.Headers;
        headers.Append(HeaderNames.Vary, HeaderNames.AcceptEncoding);
        if (ContentCoding.Choose(context.Request, codings) is not { } coding) return Plain;
        headers.ContentEncoding = coding;
        return compressed.GetOrAdd(coding, Compress);
    }

    /// <summary>A representation as JSON: 200, or the status that the conditions of the request ask for.</summary>
    /// <typeparam name="T">The type that describes the body in the OpenAPI document.</typeparam>
    /// <param name="representation">The representation.</param>
    public StoredBody<T> ToJson<T>(Representation representation) => new(ToFile(representation));

    /// <summary>A representation as a result: 200, or the status that the conditions of the request ask for.</summary>
    /// <param name="representation">The representation.</param>
    /// <param name="hasRanges">Whether byte ranges are supported.</param>
    public FileContentHttpResult ToFile(Representation representation, bool hasRanges = false) =>
        TypedResults.Bytes(representation.Content, contentType, enableRangeProcessing: hasRanges, entityTag: representation.Tag);

    /// <summary>A body of JSON that is also served compressed.</summary>
    public static ServedBytes Json<T>(Func<T> make, JsonTypeInfo<T> type) =>
        new(() => JsonSerializer.SerializeToUtf8Bytes(make(), type), "application/json", ContentCoding.Brotli, ContentCoding.Gzip);

    private Representation Compress(string coding) => new(ContentCoding.Compress(Plain.Content, coding));
}

/// <summary>A body with its digests.</summary>
internal sealed class Representation
{
    /// <summary>Computes the digests of a body.</summary>
    public Representation(byte[] content)
    {
        var hash = SHA256.HashData(content);
        Content = content;
        Tag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(hash)}\"");
        Digest = $"sha-256=:{Convert.ToBase64String(hash)}:";
    }

    /// <summary>The bytes.</summary>
    public byte[] Content { get; }

    /// <summary>The strong entity tag: the SHA-256 of the bytes.</summary>
    public EntityTagHeaderValue Tag { get; }

    /// <summary>The value of the header <c>Repr-Digest</c> (RFC 9530).</summary>
    public string Digest { get; }
}

/// <summary>Stored JSON as the outcome of an endpoint.</summary>
/// <typeparam name="T">The type that describes the body in the OpenAPI document.</typeparam>
internal sealed class StoredBody<T>(FileContentHttpResult file) : IResult, IEndpointMetadataProvider
{
    /// <inheritdoc />
    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(T), ["application/json"]));

    /// <inheritdoc />
    public Task ExecuteAsync(HttpContext httpContext) => file.ExecuteAsync(httpContext);
}
