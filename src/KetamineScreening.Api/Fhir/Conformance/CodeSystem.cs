using System.Text.Json.Nodes;
using KetamineScreening.Api.Fhir.Formats;

namespace KetamineScreening.Api.Fhir.Conformance;

/// <summary>Writes the elements that all CodeSystem resources of this service share, in the order of the specification.</summary>
internal static class CodeSystem
{
    /// <summary>Creates a code system up to its name.</summary>
    /// <param name="id">Id of the resource.</param>
    /// <param name="language">Language of the resource.</param>
    /// <param name="url">Canonical URL.</param>
    /// <param name="version">Semantic version.</param>
    /// <param name="name">Computer-friendly name.</param>
    public static JsonObject Begin(string id, string language, string url, string version, string name)
    {
        var resource = new JsonObject { ["resourceType"] = "CodeSystem", ["id"] = id, ["language"] = language }.PutVersionAlgorithm();
        resource["url"] = url;
        resource["version"] = version;
        resource["name"] = name;
        return resource;
    }

    /// <summary>Adds how the code system is published.</summary>
    /// <param name="resource">The code system, with its title.</param>
    /// <param name="status">Publication status.</param>
    /// <param name="date">Day on which the status became what it is.</param>
    public static JsonObject Publish(this JsonObject resource, string status, string date)
    {
        resource["status"] = status;
        resource["experimental"] = false;
        resource["date"] = date;
        resource["publisher"] = Software.Name;
        return resource;
    }

    /// <summary>Adds the concepts, and declares that they are complete.</summary>
    public static JsonObject Complete(this JsonObject resource, IEnumerable<JsonObject> concepts)
    {
        resource["caseSensitive"] = true;
        resource["content"] = "complete";
        return resource.PutList("concept", concepts);
    }

    /// <summary>Declares that versions are compared as semantic versions, as SDC requires of a resource with a version.</summary>
    public static JsonObject PutVersionAlgorithm(this JsonObject resource) => resource.Extend(
        "http://hl7.org/fhir/StructureDefinition/artifact-versionAlgorithm",
        "valueCoding",
        new JsonObject { ["system"] = "http://hl7.org/fhir/version-algorithm", ["code"] = "semver" });
}
