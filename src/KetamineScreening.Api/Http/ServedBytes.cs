using System.Reflection;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Net.Http.Headers;

namespace KetamineScreening.Api.Http;

/// <summary>A body that never changes, with its strong entity tag. It is made on first use, so that a start does not wait for it.</summary>
/// <param name="make">Makes the body.</param>
/// <param name="contentType">Media type of the body.</param>
internal sealed class ServedBytes(Func<byte[]> make, string contentType)
{
    private readonly Lazy<(byte[] Content, EntityTagHeaderValue Tag)> body = new(() =>
    {
        var content = make();
        return (content, new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(content))}\""));
    });

    /// <summary>The body.</summary>
    public ReadOnlyMemory<byte> Content => body.Value.Content;

    /// <summary>The strong entity tag: the SHA-256 of the body in quotes.</summary>
    public string Tag => body.Value.Tag.Tag.Value!;

    /// <summary>The body as a result: 200, or the status that the conditions of the request ask for.</summary>
    /// <typeparam name="T">The type that describes the body in the OpenAPI document.</typeparam>
    public StoredBody<T> ToJson<T>() => new(ToFile());

    /// <inheritdoc cref="ToJson{T}" />
    public FileContentHttpResult ToFile() => TypedResults.Bytes(body.Value.Content, contentType, entityTag: body.Value.Tag);

    /// <summary>A body of JSON.</summary>
    public static ServedBytes Json<T>(Func<T> make, JsonTypeInfo<T> type) =>
        new(() => JsonSerializer.SerializeToUtf8Bytes(make(), type), "application/json");
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
