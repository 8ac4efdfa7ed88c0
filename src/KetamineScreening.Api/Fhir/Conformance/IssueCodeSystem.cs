using System.Text.Json.Nodes;
using KetamineScreening.Api.Fhir.Outcomes;

namespace KetamineScreening.Api.Fhir.Conformance;

/// <summary>Writes the CodeSystem of issue codes.</summary>
internal static class IssueCodeSystem
{
    /// <summary>Id of the resource.</summary>
    public const string Id = "issue";

    /// <summary>Writes the code system.</summary>
    public static JsonObject Write(string language, FhirTexts texts, CanonicalBase canonical)
    {
        var resource = CodeSystem.Begin(Id, canonical.Issues, "KetamineScreeningIssue", language);
        resource["title"] = "What an issue of an OperationOutcome is about";
        return resource.PutList("concept", IssueCode.All.Keys.Select(code => new JsonObject
        {
            ["code"] = code,
            ["definition"] = texts[language].Issues[code],
        }));
    }
}
