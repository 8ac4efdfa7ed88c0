using System.Text.Json;
using KetamineScreening.Api.Fhir.Formats;
using KetamineScreening.Api.Fhir.Outcomes;
using KetamineScreening.Api.Http.Errors;

namespace KetamineScreening.Api.Fhir.Search;

/// <summary>The elements of a resource that a client asked for, by <c>_summary</c> or <c>_elements</c>.</summary>
/// <param name="IsCount">Whether only the number of resources was asked for.</param>
/// <param name="Elements">The elements besides the mandatory ones; null for all elements.</param>
internal sealed record Subset(bool IsCount, IReadOnlyCollection<string>? Elements)
{
    /// <summary>Name of the parameter with a predefined subset.</summary>
    public const string SummaryParameter = "_summary";

    /// <summary>Name of the parameter with a list of elements.</summary>
    public const string ElementsParameter = "_elements";

    // The elements of a summary that the resources of this service have.
    private static readonly string[] Summary =
    [
        "url", "version", "name", "title", "status", "experimental", "date", "publisher",
        "caseSensitive", "content", "kind", "affectsState", "code", "resource", "system", "type", "instance",
        "fhirVersion", "abstract", "context", "baseDefinition", "derivation",
    ];

    private static readonly string[] Mandatory = ["resourceType", "id", "meta", "status"];

    /// <summary>Reads the parameters. Invalid values are added to <paramref name="issues"/>.</summary>
    public static Subset Read(HttpRequest request, List<Issue> issues)
    {
        var summary = request.Query[SummaryParameter];
        var elements = request.Query[ElementsParameter];
        var isValid = summary.Count <= 1 && (summary is [] or ["" or "true" or "false" or "text" or "data" or "count"]);
        if (!isValid) issues.Add(new Issue(ErrorCode.InvalidParameter, Location: $"http.{SummaryParameter}"));
        return summary switch
        {
            ["count"] => new Subset(IsCount: true, null),
            ["true"] => new Subset(IsCount: false, Summary),
            // No resource has a narrative.
            ["text"] => new Subset(IsCount: false, []),
            _ when elements.Any(list => !string.IsNullOrEmpty(list)) =>
                new Subset(IsCount: false, [.. elements.SelectMany(list => list!.Split(','))]),
            _ => new Subset(IsCount: false, null),
        };
    }

    /// <summary>Removes all other elements of a resource and tags it as a subset. Mandatory elements stay.</summary>
    /// <param name="json">The resource.</param>
    public ReadOnlyMemory<byte> Of(byte[] json)
    {
        if (Elements is null) return json;
        var resource = JsonElement.Parse(json);
        string[] kept = [.. Mandatory, .. MandatoryOf(resource.GetProperty("resourceType").GetString()!), .. Elements];
        return FhirJson.Bytes(Write);

        // A summary has no extensions, and so no translations.
        bool IsKept(string name) => kept.Contains(Elements == Summary ? name : name.TrimStart('_'));

        void Write(Utf8JsonWriter writer)
        {
            writer.WriteStartObject();
            WriteMember(writer, resource, "resourceType");
            WriteMember(writer, resource, "id");
            WriteMeta(writer, resource);
            foreach (var member in resource.EnumerateObject())
            {
                var isWritten = member.Name is "resourceType" or "id" or "meta";
                if (!isWritten && IsKept(member.Name)) member.WriteTo(writer);
            }

            writer.WriteEndObject();
        }
    }

    private static void WriteMember(Utf8JsonWriter writer, JsonElement resource, string name)
    {
        writer.WritePropertyName(name);
        resource.GetProperty(name).WriteTo(writer);
    }

    private static void WriteMeta(Utf8JsonWriter writer, JsonElement resource)
    {
        writer.WriteStartObject("meta");
        if (resource.TryGetProperty("meta", out var meta))
        {
            foreach (var member in meta.EnumerateObject()) member.WriteTo(writer);
        }

        writer.WriteStartArray("tag");
        writer.WriteCoding(null, "http://terminology.hl7.org/CodeSystem/v3-ObservationValue", "SUBSETTED", display: null);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static string[] MandatoryOf(string type) => type switch
    {
        "CodeSystem" => ["content"],
        "OperationDefinition" => ["name", "kind", "code", "system", "type", "instance"],
        "StructureDefinition" => ["url", "name", "kind", "abstract", "type"],
        _ => [],
    };
}
