using System.Text.Json.Nodes;
using KetamineScreening.Api.Fhir.Definitions;
using KetamineScreening.Api.Fhir.Formats;
using KetamineScreening.Api.Fhir.Search;

namespace KetamineScreening.Api.Fhir.Conformance;

/// <summary>Writes the CapabilityStatement of the service.</summary>
internal static class CapabilityStatement
{
    /// <summary>Writes the resource.</summary>
    public static JsonObject Write(CanonicalBase canonical) => new()
    {
        ["resourceType"] = "CapabilityStatement",
        ["id"] = "ketamine-screening",
        ["version"] = Software.Version,
        ["name"] = Software.Name,
        ["title"] = Software.Title,
        ["status"] = "active",
        ["experimental"] = false,
        ["date"] = Software.Date,
        ["publisher"] = Software.Name,
        ["description"] = """
            Takes the parts of a Form Receiver and of a Form Fill Manager of Structured Data Capture: it serves
            questionnaires, takes the responses of people who stay unknown to it, and answers with a result in words or in data.
            Nothing is created or kept. It refuses whatever could say who the person is. A result is not a diagnosis and has not
            been validated.
            """.ReplaceLineEndings(" "),
        ["kind"] = "instance",
        ["software"] = new JsonObject { ["name"] = Software.Name, ["version"] = Software.Version },
        ["implementation"] = new JsonObject { ["description"] = "The FHIR endpoints of a KetamineScreening service" },
        ["fhirVersion"] = Software.FhirVersion,
        ["format"] = FhirJson.List([.. ResourceFormat.All.SelectMany(format => new[] { format.ContentType, format.Name })]),
        ["implementationGuide"] = FhirJson.List(SdcProfiles.Guide),
        ["rest"] = FhirJson.List(new JsonObject
        {
            ["mode"] = "server",
            ["documentation"] = "Parameters besides those of FHIR: country (ISO 3166-1 alpha-2) chooses the help contacts, "
                + "weights=false leaves the weights out, _language goes before Accept-Language. "
                + "Reads and searches take _summary and _elements; searches take _count, _sort and _total, by GET and by POST to _search. "
                + "A resource has no history: each version has an id of its own. "
                + "The header Idempotency-Key makes it safe to send a response again. "
                + "GET /fhir/package.tgz returns all definitions as one package.",
            ["security"] = new JsonObject
            {
                ["cors"] = true,
                ["description"] = "Open to everybody: there are no accounts and no data of patients.",
            },
            ["resource"] = FhirJson.List(DefinitionCatalog.Types.Select(type => Resource(type, canonical))),
            ["operation"] = FhirJson.List(ProcessResponse()),
        }),
    };

    private static JsonObject Resource(DefinitionType type, CanonicalBase canonical)
    {
        var resource = new JsonObject { ["type"] = type.Name }
            .PutList("supportedProfile", type.Profiles.Select(profile => JsonValue.Create(profile)));
        resource["documentation"] = type.Documentation;
        resource["interaction"] = FhirJson.List(Interaction("read"), Interaction("search-type"));
        resource["versioning"] = "no-version";
        resource["conditionalRead"] = "not-match";
        resource.PutList("searchParam", SearchParameter.All.Select(parameter => Parameter(parameter, type.Name)));
        if (type.Name != DefinitionCatalog.QuestionnaireType) return resource;
        resource["operation"] = FhirJson.List(
            ProcessResponse(), Operation("score", canonical.Of("OperationDefinition", ScoreOperation.Id)));
        return resource;
    }

    private static JsonObject Parameter(SearchParameter parameter, string type)
    {
        var node = new JsonObject { ["name"] = parameter.Name };
        if (parameter.DefinitionFor(type) is { } definition) node["definition"] = definition;
        node["type"] = parameter.Type switch
        {
            SearchType.Uri => "uri",
            SearchType.String => "string",
            SearchType.Date => "date",
            _ => "token",
        };
        if (parameter.Modifiers.Count > 0) node["documentation"] = $"Modifiers: {string.Join(", ", parameter.Modifiers)}.";
        return node;
    }

    private static JsonObject Interaction(string code) => new() { ["code"] = code };

    // SDC lists the operation at the root, though its address is below Questionnaire.
    private static JsonObject ProcessResponse() =>
        Operation("process-response", "http://hl7.org/fhir/uv/sdc/OperationDefinition/Questionnaire-process-response");

    private static JsonObject Operation(string name, string definition) => new() { ["name"] = name, ["definition"] = definition };
}
