using System.Text.Json.Nodes;

namespace KetamineScreening.Api.Fhir.Conformance;

/// <summary>Writes the CapabilityStatement of the service.</summary>
internal static class CapabilityStatement
{
    // The date of the last change to this statement, which FHIR requires.
    private const string Date = "2026-11-26";

    /// <summary>Writes the resource.</summary>
    public static JsonObject Write(CanonicalBase canonical) => new()
    {
        ["resourceType"] = "CapabilityStatement",
        ["id"] = "ketamine-screening",
        ["url"] = canonical.Of("CapabilityStatement", "ketamine-screening"),
        ["version"] = Software.Version,
        ["name"] = Software.Name,
        ["title"] = "Anonymous, non-diagnostic self-screening on ketamine use",
        ["status"] = "active",
        ["experimental"] = false,
        ["date"] = Date,
        ["publisher"] = Software.Name,
        ["description"] = """
            Takes the part of a Form Receiver of Structured Data Capture, in JSON only: it serves questionnaires, takes the
            responses of people who stay unknown to it, and answers with a result in words or in data. Nothing is created or
            kept. It refuses whatever could say who the person is. A result is not a diagnosis and has not been validated.
            """.ReplaceLineEndings(" "),
        ["kind"] = "instance",
        ["software"] = new JsonObject { ["name"] = Software.Name, ["version"] = Software.Version },
        ["implementation"] = new JsonObject { ["description"] = "This installation" },
        ["fhirVersion"] = Software.FhirVersion,
        ["format"] = FhirJson.List(FhirJson.ContentType, "json"),
        ["rest"] = FhirJson.List(new JsonObject
        {
            ["mode"] = "server",
            ["documentation"] = "Parameters besides those of FHIR: country (ISO 3166-1 alpha-2) chooses the help contacts, "
                + "weights=false leaves the weights out, _language goes before Accept-Language. "
                + "The header Idempotency-Key makes it safe to send a response again.",
            ["security"] = new JsonObject
            {
                ["cors"] = true,
                ["description"] = "Open to everybody: there are no accounts and no data of patients.",
            },
            ["resource"] = FhirJson.List(
                Questionnaire(canonical),
                ReadOnly("CodeSystem", "Options, bands, flags and actions of each questionnaire, and the codes of issues."),
                ReadOnly("OperationDefinition", "The operation score."),
                ReadOnly("StructureDefinition", "The extensions contribute and about of a QuestionnaireResponse.")),
        }),
    };

    private static JsonObject Questionnaire(CanonicalBase canonical) => new()
    {
        ["type"] = "Questionnaire",
        ["documentation"] = "An id means the current version. An id with a version, such as ketamine-self-check-2.0.0, means this version "
            + "permanently. Retired versions can be read and found; the operations answer 410 and name the current version.",
        ["interaction"] = FhirJson.List(Interaction("read"), Interaction("search-type")),
        ["versioning"] = "no-version",
        ["conditionalRead"] = "not-match",
        ["searchParam"] = FhirJson.List(
            SearchParameter("_id", "http://hl7.org/fhir/SearchParameter/Resource-id", "token"),
            SearchParameter("url", "http://hl7.org/fhir/SearchParameter/Questionnaire-url", "uri"),
            SearchParameter("version", "http://hl7.org/fhir/SearchParameter/Questionnaire-version", "token"),
            SearchParameter("status", "http://hl7.org/fhir/SearchParameter/Questionnaire-status", "token")),
        ["operation"] = FhirJson.List(
            Operation("process-response", "http://hl7.org/fhir/uv/sdc/OperationDefinition/Questionnaire-process-response"),
            Operation("score", canonical.Of("OperationDefinition", ScoreOperation.Id))),
    };

    private static JsonObject ReadOnly(string type, string documentation) => new()
    {
        ["type"] = type,
        ["documentation"] = documentation,
        ["interaction"] = FhirJson.List(Interaction("read")),
        ["versioning"] = "no-version",
        ["conditionalRead"] = "not-match",
    };

    private static JsonObject Interaction(string code) => new() { ["code"] = code };

    private static JsonObject SearchParameter(string name, string definition, string type) =>
        new() { ["name"] = name, ["definition"] = definition, ["type"] = type };

    private static JsonObject Operation(string name, string definition) => new() { ["name"] = name, ["definition"] = definition };
}
