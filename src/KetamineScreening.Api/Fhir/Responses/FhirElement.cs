using KetamineScreening.Api.Http.Errors;
using System.Text.Json;
using KetamineScreening.Api.Fhir.Outcomes;

namespace KetamineScreening.Api.Fhir.Responses;

/// <summary>An element of a request body with its FHIRPath. Reading it reports issues where the structure differs from FHIR.</summary>
internal sealed class FhirElement
{
    /// <summary>
    /// Members that are refused, because they could identify the person or the place of treatment, or change the meaning of the
    /// resource.
    /// </summary>
    public static readonly string[] Refused =
        ["subject", "author", "source", "encounter", "identifier", "contained", "basedOn", "partOf", "implicitRules"];

    /// <summary>Known members of Parameters.</summary>
    public static readonly string[] Parameters = ["resourceType", "id", "meta", "language", "parameter"];

    /// <summary>Accepted members of a parameter.</summary>
    public static readonly string[] Parameter = ["id", "extension", "modifierExtension", "name", "resource"];

    /// <summary>Known members of a QuestionnaireResponse.</summary>
    public static readonly string[] Response =
    [
        "resourceType", "id", "meta", "language", "text", "extension", "modifierExtension", "questionnaire", "status", "authored",
        "item", .. Refused,
    ];

    /// <summary>Known members of an item.</summary>
    public static readonly string[] Item = ["linkId", "text", "answer", "item", "id", "extension", "modifierExtension", "definition"];

    /// <summary>Members for the value of an answer, one for each type of value. The most frequent types come first.</summary>
    public static readonly string[] Values =
    [
        "valueCoding", "valueInteger", "valueString", "valueBoolean", "valueDecimal", "valueDate", "valueDateTime", "valueTime", "valueUri",
        "valueAttachment", "valueQuantity", "valueReference",
    ];

    /// <summary>Known members of an answer.</summary>
    public static readonly string[] Answer = [.. Values, "id", "extension", "modifierExtension", "item"];

    private readonly FhirElement? parent;
    private readonly string name;
    private readonly int? index;

    /// <summary>Creates the root element.</summary>
    /// <param name="value">The resource.</param>
    /// <param name="type">Type of the resource.</param>
    /// <param name="issues">Receives the issues.</param>
    public FhirElement(JsonElement value, string type, List<Issue> issues) => (Value, name, Issues) = (value, type, issues);

    private FhirElement(JsonElement value, FhirElement parent, string name, int? index = null) =>
        (Value, this.parent, this.name, this.index, Issues) = (value, parent, name, index, parent.Issues);

    /// <summary>JSON of the element.</summary>
    public JsonElement Value { get; }

    /// <summary>FHIRPath of the element. It is composed on demand, because most requests have no issues.</summary>
    public string Path => parent is null ? name : $"{parent.Path}.{name}" + (index is { } place ? $"[{place}]" : "");

    private List<Issue> Issues { get; }

    /// <summary>The type of a resource; null when it has none.</summary>
    public static string? ResourceTypeOf(JsonElement resource) =>
        resource.ValueKind == JsonValueKind.Object
        && resource.TryGetProperty("resourceType", out var type)
        && type.ValueKind == JsonValueKind.String ? type.GetString() : null;

    /// <summary>Whether the element has a member with this name, or only the extensions of such a member.</summary>
    public bool Has(string member) =>
        Value.ValueKind == JsonValueKind.Object
        && (Value.TryGetProperty(member, out _) || Value.TryGetProperty("_" + member, out _));

    /// <summary>Reports unknown members and modifier extensions.</summary>
    public void Check(string[] known)
    {
        if (Value.ValueKind != JsonValueKind.Object) return;
        var isKnown = true;
        foreach (var member in Value.EnumerateObject()) isKnown &= Find(member, known) is not null;

        // The path is that of the element and not of the unknown member, whose name must not be repeated.
        if (!isKnown) Issues.Add(new Issue(IssueCode.UnknownElement, Path));
        if (Has("modifierExtension")) Issues.Add(new Issue(IssueCode.ModifierExtension, $"{Path}.modifierExtension"));
    }

    /// <summary>Reads the value of an answer. The name of its member contains the type, for example <c>valueCoding</c>.</summary>
    /// <returns>The number of different types, one of them, and the value when there is exactly one type.</returns>
    public (int Types, string? Type, FhirElement? Value) Choice()
    {
        var (types, type, value) = (0, (string?)null, (FhirElement?)null);
        foreach (var member in Value.EnumerateObject())
        {
            if (Find(member, Values) is not { } found) continue;
            if (found != type) types++;
            type = found;
            if (member.NameEquals(found)) value = new FhirElement(member.Value, this, "value");
        }

        return (types, type, types == 1 ? value : null);
    }

    // FHIR keeps the extensions of a primitive member in a sibling with an underscore before the name.
    private static string? Find(JsonProperty member, string[] names)
    {
        foreach (var candidate in names)
        {
            if (member.NameEquals(candidate)) return candidate;
        }

        var bare = member.Name.TrimStart('_');
        return bare.Length < member.Name.Length ? Array.Find(names, candidate => candidate == bare) : null;
    }

    /// <summary>A member; null when it is missing.</summary>
    public FhirElement? Member(string member, bool required = false)
    {
        if (Value.TryGetProperty(member, out var value)) return new FhirElement(value, this, member);
        if (required) Issues.Add(new Issue(IssueCode.MissingElement, $"{Path}.{member}"));
        return null;
    }

    /// <summary>A string member; null when it is missing, or when it is not a non-empty string, which is reported.</summary>
    public string? Text(string member, bool required = false)
    {
        if (Member(member, required) is not { } found) return null;
        if (found.Value.ValueKind == JsonValueKind.String && found.Value.GetString() is { Length: > 0 } text) return text;
        Issues.Add(new Issue(ErrorCode.WrongType, found.Path));
        return null;
    }

    /// <summary>The elements of an array of objects; empty when it is missing. Other values and empty arrays are reported.</summary>
    public IEnumerable<FhirElement> List(string member) => Member(member) is { } list ? Elements(list, member) : [];

    private IEnumerable<FhirElement> Elements(FhirElement list, string member)
    {
        if (list.Value.ValueKind != JsonValueKind.Array || list.Value.GetArrayLength() == 0)
        {
            Issues.Add(new Issue(ErrorCode.WrongType, list.Path));
            yield break;
        }

        var place = 0;
        foreach (var element in list.Value.EnumerateArray())
        {
            var item = new FhirElement(element, this, member, place++);
            if (element.ValueKind == JsonValueKind.Object && element.GetPropertyCount() > 0) yield return item;
            else Issues.Add(new Issue(ErrorCode.WrongType, item.Path));
        }
    }
}
