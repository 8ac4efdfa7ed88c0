using System.Text.Json.Nodes;

namespace KetamineScreening.Api.Fhir.Conformance;

/// <summary>What every CodeSystem of ours begins with.</summary>
internal static class CodeSystem
{
    /// <summary>Begins a code system that holds all of its codes.</summary>
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
