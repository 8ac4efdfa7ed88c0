using System.Text.Json.Nodes;
using KetamineScreening.Api.Questionnaires;

namespace KetamineScreening.Api.Fhir;

/// <summary>Resources as the outcome of an endpoint.</summary>
internal static class ResourceResult
{
    /// <summary>A resource that is the same for everybody: with an ETag, and 304 when the client has it already.</summary>
    public static IResult Serve(this JsonObject resource, HttpResponse response, string? language = null) =>
        new ServedBytes(resource.Bytes(), FhirJson.ContentType).Serve(response, forever: false, language);

    /// <summary>A resource that is for one person alone.</summary>
    public static IResult Once(this JsonObject resource, HttpResponse response, string language)
    {
        response.Headers.ContentLanguage = language;
        response.Headers.CacheControl = "no-store";
        return TypedResults.Bytes(resource.Bytes(), FhirJson.ContentType);
    }
}
