using KetamineScreening.Api.Http.Caching;
using System.Text.Json;
using System.Text.Json.Nodes;
using KetamineScreening.Api.Fhir.Responses;
using KetamineScreening.Api.Screenings;

namespace KetamineScreening.Api.Fhir;

/// <summary>Returns resources as the outcome of an endpoint.</summary>
internal static class ResourceResult
{
    /// <summary>Serves a public resource with an ETag: 304 when the client has it cached, else 200.</summary>
    public static IResult Serve(this JsonObject resource, HttpResponse response, string? language = null)
    {
        var body = new ServedBytes(resource.Bytes, FhirJson.ContentType);
        CacheHeaders.SetShort(response, language);
        return (IResult?)NotModified.For(response.HttpContext, body.Plain.Tag) ?? body.ToFile(body.Plain);
    }

    /// <summary>Serves the result of one person: not cacheable, and padded to a multiple of <paramref name="block"/> bytes.</summary>
    public static IResult Personal(HttpResponse response, string language, int block, Action<Utf8JsonWriter> write)
    {
        response.Headers.ContentLanguage = language;
        response.Headers.CacheControl = PaddedResult.CacheControl;
        return new PaddedResult(FhirJson.Bytes(write), FhirJson.ContentType, block);
    }

    /// <inheritdoc cref="Personal(HttpResponse, string, int, Action{Utf8JsonWriter})" />
    public static IResult Personal(HttpResponse response, string language, int block, JsonFragments json)
    {
        response.Headers.ContentLanguage = language;
        response.Headers.CacheControl = PaddedResult.CacheControl;
        return new PaddedResult(json.Length, json.CopyTo, FhirJson.ContentType, block);
    }
}
