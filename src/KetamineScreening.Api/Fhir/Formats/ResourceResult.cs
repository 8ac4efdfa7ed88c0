using System.Text.Json;
using System.Text.Json.Nodes;
using KetamineScreening.Api.Fhir.Results;
using KetamineScreening.Api.Http;
using KetamineScreening.Api.Http.Caching;

namespace KetamineScreening.Api.Fhir.Formats;

/// <summary>Returns resources as the outcome of an endpoint, in the format of the request.</summary>
internal static class ResourceResult
{
    /// <summary>Serves a public resource with an ETag: 304 when the client has it cached, else 200.</summary>
    public static IResult Serve(this JsonObject resource, HttpContext context, string? language = null) =>
        Serve(resource.Bytes(), context, language);

    /// <inheritdoc cref="Serve(JsonObject, HttpContext, string?)" />
    public static IResult Serve(ReadOnlyMemory<byte> json, HttpContext context, string? language = null)
    {
        var format = FhirFormat.Of(context.Request)!;
        return Serve(new ServedBytes(() => format.FromJson(json).ToArray(), format.ContentType), context, language);
    }

    /// <inheritdoc cref="Serve(JsonObject, HttpContext, string?)" />
    public static IResult Serve(ServedBytes body, HttpContext context, string? language = null)
    {
        var representation = body.Negotiate(context);
        CacheHeaders.SetShort(context.Response, language);
        if (HttpMethods.IsPost(context.Request.Method))
        {
            context.Response.Headers.CacheControl = "no-store";
            // Conditional headers are for reads.
            context.Request.Headers.Remove("If-None-Match");
            return body.ToFile(representation);
        }

        return (IResult?)NotModified.For(context, representation.Tag) ?? body.ToFile(representation);
    }

    /// <summary>Serves the result of one person: not cacheable, and padded to a multiple of a block.</summary>
    /// <param name="response">The response.</param>
    /// <param name="language">Language of the result.</param>
    /// <param name="jsonBlock">Block size of JSON in bytes.</param>
    /// <param name="xmlBlock">Block size of XML in bytes.</param>
    /// <param name="write">Writes the result as JSON.</param>
    public static IResult Personal(HttpResponse response, string language, int jsonBlock, int xmlBlock, Action<Utf8JsonWriter> write)
    {
        var json = FhirJson.Bytes(write);
        return Personal(response, language, jsonBlock, xmlBlock, json.Length, buffer => json.Span.CopyTo(buffer));
    }

    /// <inheritdoc cref="Personal(HttpResponse, string, int, int, Action{Utf8JsonWriter})" />
    public static IResult Personal(HttpResponse response, string language, int jsonBlock, int xmlBlock, JsonFragments json) =>
        Personal(response, language, jsonBlock, xmlBlock, json.Length, json.CopyTo);

    private static PaddedResult Personal(
        HttpResponse response, string language, int jsonBlock, int xmlBlock, int length, SpanAction copyTo)
    {
        response.Headers.ContentLanguage = language;
        response.Headers.CacheControl = PaddedResult.CacheControl;
        var format = FhirFormat.Of(response.HttpContext.Request)!;
        if (format == ResourceFormat.Json) return new PaddedResult(length, copyTo, format.ContentType, jsonBlock);
        var json = new byte[length];
        copyTo(json);
        return new PaddedResult(format.FromJson(json), format.ContentType, xmlBlock);
    }
}
