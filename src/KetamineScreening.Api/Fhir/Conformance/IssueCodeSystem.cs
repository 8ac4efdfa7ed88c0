using System.Text.Json.Nodes;
using KetamineScreening.Api.Fhir.Formats;
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
        var resource = CodeSystem.Begin(Id, language, canonical.Issues, Software.Version, "KetamineScreeningIssue");
        resource["title"] = "What an issue of an OperationOutcome is about";
        resource.Publish("active", Software.Date);
        Put(resource, "description", wording => wording.CodeSystems.Issues);
        return resource.Complete(IssueCode.All.Keys.Select(code =>
            Put(new JsonObject { ["code"] = code }, "definition", wording => wording.Issues[code])));

        JsonObject Put(JsonObject node, string name, Func<FhirWording, string> text) => node.PutText(
            name,
            text(texts[language]),
            texts.Languages.Where(other => other != language).Select(other => (other, text(texts[other]))));
    }
}
