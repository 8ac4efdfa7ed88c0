using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Hl7.Fhir.Model;
using Hl7.Fhir.Specification.Source;

namespace KetamineScreening.Fhir.Tests.Checks;

/// <summary>
/// Rules that the validator does not check: codes of extensible bindings, codes of the code systems that the service serves,
/// <c>sdc-base-2</c>, language tags, <c>enableBehavior</c> (the invariant of R4 requires it only from three conditions on), and the
/// algorithm of a version (the ballot of SDC requires it of questionnaires only, the sources of SDC now of code systems too).
/// </summary>
internal sealed partial class OwnChecks(IEnumerable<CodeSystem> served, IAsyncResourceResolver definitions)
{
    // Not in R4 core; SDC names the only code that is used here in the invariant sdc-3.
    private const string VersionAlgorithm = "http://hl7.org/fhir/version-algorithm";

    private const string AlgorithmExtension = "http://hl7.org/fhir/StructureDefinition/artifact-versionAlgorithm";

    private static readonly string[] LanguageMembers = ["language", "lang"];

    private readonly ILookup<string, CodeSystem> servedByUrl = served.ToLookup(system => system.Url!);

    /// <summary>The faults of a resource.</summary>
    public IEnumerable<string> Faults(JsonNode resource) => Walk(resource, VersionOf(resource)).Select(fault => $"own check: {fault}");

    private static bool LacksAlgorithm(JsonObject element) =>
        (string?)element["resourceType"] is "Questionnaire" or "CodeSystem" &&
        element.ContainsKey("version") &&
        element["extension"]?.AsArray().Any(extension => (string?)extension!["url"] == AlgorithmExtension) is not true;

    private IEnumerable<string> Walk(JsonNode? node, string? version)
    {
        if (node is JsonArray list) return list.SelectMany(element => Walk(element, version));
        if (node is not JsonObject element) return [];
        var inner = VersionOf(element) ?? version;
        return [.. OfElement(element, inner), .. element.SelectMany(member => Walk(member.Value, inner))];
    }

    // Within a questionnaire of the service, codes are those of its own version. A derived one has versions of its own.
    private static string? VersionOf(JsonNode node) =>
        (string?)node["resourceType"] == "Questionnaire" && node["derivedFrom"] is null ? (string?)node["version"] : null;

    private IEnumerable<string> OfElement(JsonObject element, string? version)
    {
        if (IsCoding(element) && OfCoding(element, version) is { } fault) yield return $"{fault} at {element.GetPath()}";
        foreach (var (name, value) in element)
        {
            var isExtension = name == "valueCode" && LanguageMembers.Contains((string?)element["url"]);
            if (!isExtension && !(LanguageMembers.Contains(name) && value is JsonValue)) continue;
            // The language of an expression is a media type.
            if (!element.ContainsKey("expression") && !LanguageTag().IsMatch((string)value!)) yield return $"not a language: {value}";
        }

        if (LacksAlgorithm(element)) yield return $"a version without its algorithm at {element.GetPath()}";
        if (element["enableWhen"] is JsonArray { Count: > 1 } && !element.ContainsKey("enableBehavior"))
        {
            yield return $"no enableBehavior at {element.GetPath()}";
        }
    }

    private string? OfCoding(JsonObject coding, string? version)
    {
        var (system, code) = ((string?)coding["system"], (string?)coding["code"]);
        if (system is null || code is null) return "a coding without a system or a code";
        if (system == VersionAlgorithm) return code == "semver" ? null : $"unknown algorithm '{code}'";
        var systems = servedByUrl[system].ToList();
        if (systems.Count == 0 && definitions.FindCodeSystemAsync(system).GetAwaiter().GetResult() is { } core) systems.Add(core);
        if (systems.Count == 0) return $"unknown code system '{system}'";
        // A retired version has an older code system of the same URL.
        var fitting = systems.Where(candidate => version is null || systems.Count == 1 || candidate.Version == version);
        var concepts = fitting.SelectMany(candidate => Concepts(candidate.Concept)).Where(concept => concept.Code == code).ToList();
        if (concepts.Count == 0) return $"unknown code '{system}#{code}'";
        var display = (string?)coding["display"];
        return display is null || concepts.Exists(concept => Labels(concept).Contains(display)) ? null : $"wrong display of '{code}'";
    }

    private static bool IsCoding(JsonObject element) => element.Parent switch
    {
        JsonObject => element.GetPropertyName() is "valueCoding" or "answerCoding",
        JsonArray { Parent: JsonObject } list => list.GetPropertyName() == "coding",
        _ => false,
    };

    private static IEnumerable<CodeSystem.ConceptDefinitionComponent> Concepts(
        IEnumerable<CodeSystem.ConceptDefinitionComponent> parents) =>
        parents.SelectMany(concept => Concepts(concept.Concept).Prepend(concept));

    private static IEnumerable<string> Labels(CodeSystem.ConceptDefinitionComponent concept) =>
        concept.Designation.Select(designation => designation.Value).Prepend(concept.Display).OfType<string>();

    [GeneratedRegex("^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LanguageTag();
}
