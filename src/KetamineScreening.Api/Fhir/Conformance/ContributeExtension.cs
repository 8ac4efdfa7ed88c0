using System.Text.Json.Nodes;

namespace KetamineScreening.Api.Fhir.Conformance;

/// <summary>Writes the StructureDefinition of the extension <c>contribute</c>: the consent to be counted in anonymous totals.</summary>
internal static class ContributeExtension
{
    /// <summary>Id of the resource.</summary>
    public const string Id = "contribute";

    /// <summary>Writes the resource.</summary>
    public static JsonObject Write(CanonicalBase canonical) => new()
    {
        ["resourceType"] = "StructureDefinition",
        ["id"] = Id,
        ["url"] = canonical.Contribute,
        ["version"] = Software.Version,
        ["name"] = "Contribute",
        ["title"] = "Counted in anonymous totals",
        ["status"] = "active",
        ["experimental"] = false,
        ["publisher"] = Software.Name,
        ["description"] = "Whether the person who answered agrees that this response is added to the anonymous totals of the service. "
            + "Ask them. Where the extension is absent, nothing is counted.",
        ["fhirVersion"] = Software.FhirVersion,
        ["kind"] = "complex-type",
        ["abstract"] = false,
        ["context"] = FhirJson.List(new JsonObject { ["type"] = "element", ["expression"] = "QuestionnaireResponse" }),
        ["type"] = "Extension",
        ["baseDefinition"] = "http://hl7.org/fhir/StructureDefinition/Extension",
        ["derivation"] = "constraint",
        ["differential"] = new JsonObject
        {
            ["element"] = FhirJson.List(
                new JsonObject
                {
                    ["id"] = "Extension",
                    ["path"] = "Extension",
                    ["short"] = "Counted in anonymous totals",
                    ["min"] = 0,
                    ["max"] = "1",
                },
                new JsonObject { ["id"] = "Extension.extension", ["path"] = "Extension.extension", ["max"] = "0" },
                new JsonObject { ["id"] = "Extension.url", ["path"] = "Extension.url", ["fixedUri"] = canonical.Contribute },
                new JsonObject
                {
                    ["id"] = "Extension.value[x]",
                    ["path"] = "Extension.value[x]",
                    ["min"] = 1,
                    ["type"] = FhirJson.List(new JsonObject { ["code"] = "boolean" }),
                }),
        },
    };
}
