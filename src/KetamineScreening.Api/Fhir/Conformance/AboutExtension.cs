using System.Text.Json.Nodes;
using KetamineScreening.Domain.Aggregates;

namespace KetamineScreening.Api.Fhir.Conformance;

/// <summary>Writes the StructureDefinition of the extension <c>about</c>: age band and gender, for the anonymous totals only.</summary>
internal static class AboutExtension
{
    /// <summary>Id of the resource.</summary>
    public const string Id = "about";

    /// <summary>URL of the part with the age band, within the extension.</summary>
    public const string AgeBand = "ageBand";

    /// <summary>URL of the part with the gender, within the extension.</summary>
    public const string Gender = "gender";

    /// <summary>Writes the resource.</summary>
    public static JsonObject Write(CanonicalBase canonical) => ExtensionDefinition.Write(
        Id,
        canonical.About,
        "About",
        "About the person who answered",
        $"Age band ({string.Join(", ", AboutPerson.AgeBands)}) and gender ({string.Join(", ", AboutPerson.Genders)}) of a person who "
            + "agrees to be counted, both optional. They are added to the anonymous totals and used for nothing else.",
        [
            .. Part(AgeBand),
            .. Part(Gender),
            ExtensionDefinition.Url("Extension.url", "Extension.url", canonical.About),
            ExtensionDefinition.None("Extension.value[x]", "Extension.value[x]"),
        ]);

    private static JsonObject[] Part(string url) =>
    [
        new()
        {
            ["id"] = $"Extension.extension:{url}",
            ["path"] = "Extension.extension",
            ["sliceName"] = url,
            ["min"] = 0,
            ["max"] = "1",
        },
        ExtensionDefinition.None($"Extension.extension:{url}.extension", "Extension.extension.extension"),
        ExtensionDefinition.Url($"Extension.extension:{url}.url", "Extension.extension.url", url),
        ExtensionDefinition.Value($"Extension.extension:{url}.value[x]", "Extension.extension.value[x]", "code"),
    ];
}
