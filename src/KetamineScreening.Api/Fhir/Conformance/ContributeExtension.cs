using System.Text.Json.Nodes;

namespace KetamineScreening.Api.Fhir.Conformance;

/// <summary>Writes the StructureDefinition of the extension <c>contribute</c>: the consent to be counted in anonymous totals.</summary>
internal static class ContributeExtension
{
    /// <summary>Id of the resource.</summary>
    public const string Id = "contribute";

    /// <summary>Writes the resource.</summary>
    public static JsonObject Write(CanonicalBase canonical) => ExtensionDefinition.Write(
        Id,
        canonical.Contribute,
        "Contribute",
        "Counted in anonymous totals",
        "Whether the person who answered agrees that this response is added to the anonymous totals of the service. "
            + "Ask them. Where the extension is absent, nothing is counted.",
        ExtensionDefinition.None("Extension.extension", "Extension.extension"),
        ExtensionDefinition.Url("Extension.url", "Extension.url", canonical.Contribute),
        ExtensionDefinition.Value("Extension.value[x]", "Extension.value[x]", "boolean"));
}
