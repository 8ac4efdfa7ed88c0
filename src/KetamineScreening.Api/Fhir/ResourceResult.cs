using System.Text.Json;
using System.Text.Json.Nodes;
using KetamineScreening.Api.Http;
using KetamineScreening.Api.Screenings;

namespace KetamineScreening.Api.Fhir;

/// <summary>Resources as the outcome of an endpoint.</summary>
internal static class ResourceResult
{
    /// <summary>A resource that is the same for everybody: with an ETag, and 304 when the client has it already.</summary>
    public static IResult Serve(this JsonObject resource, HttpResponse response, string? language = null)
    {
        var body = new ServedBytes(resource.Bytes, FhirJson.ContentType);
        CacheHeaders.SetShort(response, language);
        return (IResult?)NotModified.For(response.HttpContext, body.Tag) ?? body.ToFile();
    }

    /// <summary>A result that is for one person alone, as long as every other.</summary>
    public static IResult Once(HttpResponse response, string language, int block, Action<Utf8JsonWriter> write)
    {
        response.Headers.ContentLanguage = language;
        response.Headers.CacheControl = PaddedResult.CacheControl;
        return new PaddedResult(FhirJson.Bytes(write), FhirJson.ContentType, block);
    }
}
