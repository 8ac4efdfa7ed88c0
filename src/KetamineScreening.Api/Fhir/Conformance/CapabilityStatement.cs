using System.Text.Json.Nodes;
using KetamineScreening.Api.Fhir.Definitions;

namespace KetamineScreening.Api.Fhir.Conformance;

/// <summary>Writes the CapabilityStatement of the service.</summary>
internal static class CapabilityStatement
{
    /// <summary>Writes the resource.</summary>
    public static JsonObject Write(CanonicalBase canonical) => new()
    {
        ["resourceType"] = "CapabilityStatement",
        ["id"] = "ketamine-screening",
        ["url"] = canonical.Of("CapabilityStatement", "ketamine-screening"),
        ["version"] = Software.Version,
        ["name"] = Software.Name,
        ["title"] = Software.Title,
        ["status"] = "active",
        ["experimental"] = false,
        ["date"] = Software.Date,
        ["publisher"] = Software.Name,
        ["description"] = """
            Takes the parts of a Form Receiver and of a Form Fill Manager of Structured Data Capture, in JSON only: it serves
            questionnaires, takes the responses of people who stay unknown to it, and answers with a result in words or in data.
            Nothing is created or kept. It refuses whatever could say who the person is. A result is not a diagnosis and has not
            been validated.
            """.ReplaceLineEndings(" "),
        ["kind"] = "instance",
        ["software"] = new JsonObject { ["name"] = Software.Name, ["version"] = Software.Version },
        ["implementation"] = new JsonObject { ["description"] = "This installation" },
        ["fhirVersion"] = Software.FhirVersion,
        ["format"] = FhirJson.List(FhirJson.ContentType, "json"),
        ["implementationGuide"] = FhirJson.List(SdcProfiles.Guide),
        ["rest"] = FhirJson.List(new JsonObject
        {
            ["mode"] = "server",
            ["documentation"] = "Parameters besides those of FHIR: country (ISO 3166-1 alpha-2) chooses the help contacts, "
                + "weights=false leaves the weights out, _language goes before Accept-Language. "
                + "The header Idempotency-Key makes it safe to send a response again. "
                + "GET /fhir/package.tgz returns all definitions as one package.",
            ["security"] = new JsonObject
            {
                ["cors"] = true,
                ["description"] = "Open to everybody: there are no accounts and no data of patients.",
            },
            ["resource"] = FhirJson.List([Questionnaire(canonical), .. DefinitionCatalog.Types.Select(Definitions)]),
            ["operation"] = FhirJson.List(ProcessResponse()),
        }),
    };

    private static JsonObject Questionnaire(CanonicalBase canonical) => new()
    {
        ["type"] = "Questionnaire",
        ["supportedProfile"] = FhirJson.List([.. SdcProfiles.Questionnaire, SdcProfiles.Search]),
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
            ProcessResponse(),
            Operation("score", canonical.Of("OperationDefinition", ScoreOperation.Id))),
    };

    private static JsonObject Definitions(DefinitionType type)
    {
        var resource = new JsonObject { ["type"] = type.Name };
        if (type.Profile is { } profile) resource["supportedProfile"] = FhirJson.List(profile);
        resource["documentation"] = type.Documentation;
        resource["interaction"] = FhirJson.List(Interaction("read"), Interaction("search-type"));
        resource["versioning"] = "no-version";
        resource["conditionalRead"] = "not-match";
        resource["searchParam"] = FhirJson.List(
            SearchParameter("_id", "http://hl7.org/fhir/SearchParameter/Resource-id", "token"),
            SearchParameter("url", "http://hl7.org/fhir/SearchParameter/conformance-url", "uri"),
            SearchParameter("version", "http://hl7.org/fhir/SearchParameter/conformance-version", "token"),
            SearchParameter("status", "http://hl7.org/fhir/SearchParameter/conformance-status", "token"));
        return resource;
    }

    private static JsonObject Interaction(string code) => new() { ["code"] = code };

    private static JsonObject SearchParameter(string name, string definition, string type) =>
        new() { ["name"] = name, ["definition"] = definition, ["type"] = type };

    // SDC lists the operation at the root, though its address is below Questionnaire.
    private static JsonObject ProcessResponse() =>
        Operation("process-response", "http://hl7.org/fhir/uv/sdc/OperationDefinition/Questionnaire-process-response");

    private static JsonObject Operation(string name, string definition) => new() { ["name"] = name, ["definition"] = definition };
}
