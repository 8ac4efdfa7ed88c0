using System.Text.Json.Nodes;

namespace KetamineScreening.Api.Fhir.Conformance;

/// <summary>Writes the elements that all CodeSystem resources of this service share.</summary>
internal static class CodeSystem
{
    /// <summary>Creates a code system without concepts. Its content is declared to be complete.</summary>
    /// <param name="id">Id of the resource.</param>
    /// <param name="url">Canonical URL.</param>
    /// <param name="name">Computer-friendly name.</param>
    /// <param name="language">Language of the resource.</param>
    /// <param name="status">Status of the resource.</param>
    public static JsonObject Begin(string id, string url, string name, string language, string status = "active") => new()
    {
        ["resourceType"] = "CodeSystem",
        ["id"] = id,
        ["language"] = language,
        ["url"] = url,
        ["name"] = name,
        ["status"] = status,
        ["experimental"] = false,
        ["publisher"] = Software.Name,
        ["caseSensitive"] = true,
        ["content"] = "complete",
    };
}
