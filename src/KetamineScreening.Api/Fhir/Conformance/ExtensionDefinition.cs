using System.Text.Json.Nodes;
using KetamineScreening.Api.Fhir.Formats;

namespace KetamineScreening.Api.Fhir.Conformance;

/// <summary>Writes the StructureDefinition of an extension of a QuestionnaireResponse.</summary>
internal static class ExtensionDefinition
{
    /// <summary>Writes the resource.</summary>
    /// <param name="id">Id of the resource.</param>
    /// <param name="url">Its canonical URL.</param>
    /// <param name="name">Its name for programs.</param>
    /// <param name="title">Its name for people.</param>
    /// <param name="description">What the extension states, and when to use it.</param>
    /// <param name="elements">The elements of the differential after <c>Extension</c> itself.</param>
    public static JsonObject Write(
        string id, string url, string name, string title, string description, params JsonNode[] elements) => new()
        {
            ["resourceType"] = "StructureDefinition",
            ["id"] = id,
            ["url"] = url,
            ["version"] = Software.Version,
            ["name"] = name,
            ["title"] = title,
            ["status"] = "active",
            ["experimental"] = false,
            ["date"] = Software.Date,
            ["publisher"] = Software.Name,
            ["description"] = description,
            ["fhirVersion"] = Software.FhirVersion,
            ["kind"] = "complex-type",
            ["abstract"] = false,
            ["context"] = FhirJson.List(new JsonObject { ["type"] = "element", ["expression"] = "QuestionnaireResponse" }),
            ["type"] = "Extension",
            ["baseDefinition"] = "http://hl7.org/fhir/StructureDefinition/Extension",
            ["derivation"] = "constraint",
            ["differential"] = new JsonObject
            {
                ["element"] = FhirJson.List([
                new JsonObject { ["id"] = "Extension", ["path"] = "Extension", ["short"] = title, ["min"] = 0, ["max"] = "1" },
                .. elements]),
            },
        };

    /// <summary>An element that is not allowed.</summary>
    public static JsonObject None(string id, string path) => new() { ["id"] = id, ["path"] = path, ["max"] = "0" };

    /// <summary>The element with the URL of an extension.</summary>
    public static JsonObject Url(string id, string path, string url) => new() { ["id"] = id, ["path"] = path, ["fixedUri"] = url };

    /// <summary>A required value of one type.</summary>
    public static JsonObject Value(string id, string path, string type) => new()
    {
        ["id"] = id,
        ["path"] = path,
        ["min"] = 1,
        ["type"] = FhirJson.List(new JsonObject { ["code"] = type }),
    };
}
