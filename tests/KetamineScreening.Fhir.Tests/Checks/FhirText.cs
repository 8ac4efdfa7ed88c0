using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hl7.Fhir.Model;
using Hl7.Fhir.Serialization;

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
        FhirJsonDeserializer.STRICT.TryDeserializeResource(ref reader, out var resource, out var issues);
        var faults = issues.Select(issue => $"parser: {issue.Message}").ToList();
        if (faults.Count == 0 && !JsonNode.DeepEquals(JsonNode.Parse(Write(resource!)), JsonNode.Parse(json)))
        {
            faults.Add("parser: the resource differs when it is written again");
        }

        return (resource, faults);
    }

    /// <summary>Writes a resource.</summary>
    public static string Write(Resource resource) => JsonSerializer.Serialize(resource, Options);
}
