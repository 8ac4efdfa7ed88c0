using System.Text.Json.Nodes;

namespace KetamineScreening.Api.Fhir.Conformance;

/// <summary>Writes the elements that all CodeSystem resources of this service share.</summary>
internal static class CodeSystem
{
    /// <summary>Creates a code system without concepts. Its content is declared to be complete.</summary>
    public static JsonObject Begin(string id, string url, string name, string language) => new()
    {
        ["resourceType"] = "CodeSystem",
        ["id"] = id,
        ["language"] = language,
        ["url"] = url,
        ["name"] = name,
        ["status"] = "active",
        ["experimental"] = false,
        ["publisher"] = Software.Name,
        ["caseSensitive"] = true,
        ["content"] = "complete",
    };
}
