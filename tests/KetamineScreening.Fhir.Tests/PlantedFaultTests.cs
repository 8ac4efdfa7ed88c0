using System.Text.Json.Nodes;

namespace KetamineScreening.Fhir.Tests;

/// <summary>The checks find faults that are planted in sound resources.</summary>
public sealed class PlantedFaultTests(SharedChecker shared)
{
    private const string Quick = "/fhir/Questionnaire/ketamine-quick-check";
    private const string Flags = "/fhir/CodeSystem/ketamine-quick-check.flags";
    private const string SdcCodeSystem = "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-codesystem";
    private const string SdcSearch = "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-search";

    private static readonly Dictionary<string, (string Address, Action<JsonNode> Plant)> Faults = new()
    {
        // The structure
        ["an unknown element"] = (Quick, resource => resource["colour"] = "red"),
        ["an empty list"] = (Quick, resource => resource["contact"] = new JsonArray()),
        ["an empty object"] = (Quick, resource => resource["effectivePeriod"] = new JsonObject()),
        ["an empty text"] = (Quick, resource => resource["publisher"] = ""),
        ["null"] = (Quick, resource => resource["title"] = null),
        ["no status"] = (Quick, resource => resource.AsObject().Remove("status")),
        ["an unknown status"] = (Quick, resource => resource["status"] = "published"),
        ["a date that is none"] = (Quick, resource => resource["date"] = "yesterday"),
        ["an item without a type"] = (Quick, resource => resource["item"]![0]!.AsObject().Remove("type")),
        ["an unknown item type"] = (Quick, resource => resource["item"]![0]!["type"] = "section"),
        ["an item without a linkId"] = (Quick, resource => resource["item"]![0]!.AsObject().Remove("linkId")),
        ["an unknown operator"] = (Quick, resource => Conditional(resource)["enableWhen"]![0]!["operator"] = "=="),
        ["an enableWhen without an answer"] =
            (Quick, resource => Conditional(resource)["enableWhen"]![0]!.AsObject().Remove("answerCoding")),
        ["an extension without a URL"] = (Quick, resource => resource["extension"]![0]!.AsObject().Remove("url")),

        // The invariants of R4
        ["a duplicate linkId (que-2)"] = (Quick, resource => resource["item"]![1]!["linkId"] = (string)resource["item"]![0]!["linkId"]!),
        ["a required display item (que-6)"] = (Quick, resource => Question(resource)["item"]![0]!["required"] = true),
        ["a name with blanks (que-0)"] = (Quick, resource => resource["name"] = "quick check"),

        // The profiles of SDC
        ["no URL (sdc-questionnaire)"] = (Quick, resource => resource.AsObject().Remove("url")),
        ["no date (sdc-questionnaire-search)"] = (Quick, resource => resource.AsObject().Remove("date")),
        ["a version without its algorithm (sdc-2)"] = (Quick, resource => resource.AsObject().Remove("extension")),
        ["another algorithm (sdc-3)"] = (Quick, resource => resource["extension"]![0]!["valueCoding"]!["code"] = "date"),
        ["a code system without the algorithm"] = (Flags, resource => resource.AsObject().Remove("extension")),
        ["an answer without a system (sdc-base-2)"] =
            (Quick, resource => Option(resource)["valueCoding"]!.AsObject().Remove("system")),

        // Extensions
        ["a weight that is a text"] = (Quick, resource => Option(resource)["extension"]![0]!["valueDecimal"] = "one"),
        ["a weight of another type"] = (Quick, resource => Option(resource)["extension"]![0] =
            new JsonObject { ["url"] = (string)Option(resource)["extension"]![0]!["url"]!, ["valueString"] = "one" }),
        ["an extension in a place where it is not allowed"] = (Quick, resource =>
            resource["extension"]!.AsArray().Add(Option(resource)["extension"]![0]!.DeepClone())),

        // Codes and languages
        ["an unknown item control"] = (Quick, resource =>
            Question(resource)["extension"]![0]!["valueCodeableConcept"]!["coding"]![0]!["code"] = "dial"),
        ["an unknown option"] = (Quick, resource => Option(resource)["valueCoding"]!["code"] = "sometimes"),
        ["another display of an option"] = (Quick, resource => Option(resource)["valueCoding"]!["display"] = "Never ever"),
        ["an unknown language"] = (Quick, resource => resource["language"] = "klingon"),
        ["two conditions without a behaviour"] = (Quick, resource => Items(resource)
            .First(item => item["enableWhen"] is JsonArray { Count: > 1 }).AsObject().Remove("enableBehavior")),

        // Other types
        ["no issue"] = ("/fhir/no-such", resource => resource["issue"] = new JsonArray()),
        ["an unknown severity"] = ("/fhir/no-such", resource => resource["issue"]![0]!["severity"] = "grave"),
        ["an unknown issue code"] =
            ("/fhir/no-such", resource => resource["issue"]![0]!["details"]!["coding"]![0]!["code"] = "lost"),
        ["no FHIR version"] = ("/fhir/metadata", resource => resource.AsObject().Remove("fhirVersion")),
        ["an operation without a definition"] =
            ("/fhir/metadata", resource => resource["rest"]![0]!["operation"]![0]!.AsObject().Remove("definition")),
    };

    public static TheoryData<string> Names => [.. Faults.Keys];

    [Theory, MemberData(nameof(Names))]
    public async Task A_planted_fault_is_found(string name)
    {
        var (address, plant) = Faults[name];
        var status = address == "/fhir/no-such" ? 404 : 200;
        string[] profiles = address switch { Quick => [SdcSearch], Flags => [SdcCodeSystem], _ => [] };
        var resource = JsonNode.Parse(await shared.Service.Get(address, status))!;
        shared.AssertValid("the sound resource", resource.ToJsonString(), profiles);

        plant(resource);

        var faults = shared.Faults(resource.ToJsonString(), profiles);
        Assert.NotEmpty(faults);
        TestContext.Current.TestOutputHelper!.WriteLine(string.Join('\n', faults));
    }

    private static IEnumerable<JsonNode> Items(JsonNode parent) =>
        (parent["item"]?.AsArray() ?? []).SelectMany(item => Items(item!).Prepend(item!));

    private static JsonNode Question(JsonNode resource) => Items(resource).First(item => (string?)item["type"] == "choice");

    private static JsonNode Conditional(JsonNode resource) => Items(resource).First(item => item["enableWhen"] is not null);

    private static JsonNode Option(JsonNode resource) =>
        Items(resource).First(item => item["answerOption"]?[0]!["extension"] is not null)["answerOption"]![0]!;
}
