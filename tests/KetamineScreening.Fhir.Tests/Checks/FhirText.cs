using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hl7.Fhir.Model;
using Hl7.Fhir.Serialization;
using Hl7.Fhir.Utility;

namespace KetamineScreening.Fhir.Tests.Checks;

/// <summary>Parses JSON with the strict parser of the SDK.</summary>
public static class FhirText
{
    private static readonly JsonSerializerOptions Options = new JsonSerializerOptions().ForFhir(ModelInfo.ModelInspector);

    /// <summary>Parses a resource.</summary>
    /// <returns>The resource, as far as it could be read, and what is wrong with the text.</returns>
    public static (Resource? Resource, IReadOnlyList<string> Faults) Parse(string json)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(json));
        Resource? resource;
        IEnumerable<CodedException> issues;
        try
        {
            FhirJsonDeserializer.STRICT.TryDeserializeResource(ref reader, out resource, out issues);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // The parser gives up on some faults, for example where the type of a resource is a list.
            return (null, [$"parser: {exception.Message}"]);
        }

        var faults = issues.Select(issue => $"parser: {issue.Message}").ToList();
        // The parser takes the type of a resource twice.
        if (Tree(json) is null) faults.Add("parser: a member is there twice");
        else if (faults.Count == 0 && !JsonNode.DeepEquals(JsonNode.Parse(Write(resource!)), JsonNode.Parse(json)))
        {
            faults.Add("parser: the resource differs when it is written again");
        }

        return (resource, faults);
    }

    /// <summary>Parses JSON; null when a member is there twice.</summary>
    public static JsonNode? Tree(string json)
    {
        try
        {
            return JsonNode.Parse(json, documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false });
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Writes a resource.</summary>
    public static string Write(Resource resource) => JsonSerializer.Serialize(resource, Options);
}
