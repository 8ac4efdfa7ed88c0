using System.Text.Json;
using KetamineScreening.Api.Fhir.Outcomes;
using KetamineScreening.Api.Http;

namespace KetamineScreening.Api.Fhir.Responses;

/// <summary>An element of a body and its place; reading it notes what is not of the form that FHIR has it.</summary>
internal sealed class FhirElement
{
    /// <summary>What could say who the person is or whose care they are in, and what could change the meaning of everything else.</summary>
    public static readonly string[] Refused =
        ["subject", "author", "source", "encounter", "identifier", "contained", "basedOn", "partOf", "implicitRules"];

    /// <summary>The members of Parameters.</summary>
    public static readonly string[] Parameters = ["resourceType", "id", "meta", "language", "parameter"];

    /// <summary>The members of a parameter that we take.</summary>
    public static readonly string[] Parameter = ["id", "extension", "modifierExtension", "name", "resource"];

    /// <summary>The members of a QuestionnaireResponse.</summary>
    public static readonly string[] Response =
        ["resourceType", "id", "meta", "language", "text", "extension", "modifierExtension", "questionnaire", "status", "authored", "item", .. Refused];

    /// <summary>The members of an item.</summary>
    public static readonly string[] Item = ["linkId", "text", "answer", "item", "id", "extension", "modifierExtension", "definition"];

    /// <summary>The types of value that an answer can have in FHIR, the usual ones first.</summary>
    public static readonly string[] Values =
    [
        "valueCoding", "valueInteger", "valueString", "valueBoolean", "valueDecimal", "valueDate", "valueDateTime", "valueTime", "valueUri",
        "valueAttachment", "valueQuantity", "valueReference",
    ];

    /// <summary>The members of an answer.</summary>
    public static readonly string[] Answer = [.. Values, "id", "extension", "modifierExtension", "item"];

    private readonly FhirElement? parent;
    private readonly string name;
    private readonly int? index;

    /// <summary>The outermost element.</summary>
    /// <param name="value">The element.</param>
    /// <param name="type">Type of the resource.</param>
    /// <param name="issues">Takes what is wrong.</param>
    public FhirElement(JsonElement value, string type, List<Issue> issues) => (Value, name, Issues) = (value, type, issues);

    private FhirElement(JsonElement value, FhirElement parent, string name, int? index = null) =>
        (Value, this.parent, this.name, this.index, Issues) = (value, parent, name, index, parent.Issues);

    /// <summary>The element.</summary>
    public JsonElement Value { get; }

    /// <summary>FHIRPath of it, put together only when something is to be said of it.</summary>
    public string Path => parent is null ? name : $"{parent.Path}.{name}" + (index is { } place ? $"[{place}]" : "");

    private List<Issue> Issues { get; }

    /// <summary>The type of a resource; null when it says none.</summary>
    public static string? ResourceTypeOf(JsonElement resource) =>
        resource.ValueKind == JsonValueKind.Object && resource.TryGetProperty("resourceType", out var type) && type.ValueKind == JsonValueKind.String ? type.GetString() : null;

    /// <summary>Whether there is a member of a name.</summary>
    public bool Has(string member) => Value.ValueKind == JsonValueKind.Object && (Value.TryGetProperty(member, out _) || Value.TryGetProperty("_" + member, out _));

    /// <summary>Notes members that FHIR does not know here, and modifier extensions.</summary>
    public void Check(string[] known)
    {
        if (Value.ValueKind != JsonValueKind.Object) return;
        var isKnown = true;
        foreach (var member in Value.EnumerateObject()) isKnown &= Find(member, known) is not null;

        // The place of an unknown member is the element that has it: its name is not ours to repeat.
        if (!isKnown) Issues.Add(new Issue(IssueCode.UnknownElement, Path));
        if (Has("modifierExtension")) Issues.Add(new Issue(IssueCode.ModifierExtension, $"{Path}.modifierExtension"));
    }

    /// <summary>The value of an answer, which has its type in its name.</summary>
    /// <returns>How many types of value there are, one of them, and its value where that is the only one.</returns>
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

    // What is said about a member of a simple type has its name with an underscore before it.
    private static string? Find(JsonProperty member, string[] names)
    {
        foreach (var candidate in names)
        {
            if (member.NameEquals(candidate)) return candidate;
        }

        var bare = member.Name.TrimStart('_');
        return bare.Length < member.Name.Length ? Array.Find(names, candidate => candidate == bare) : null;
    }

    /// <summary>A member; null when it is not there.</summary>
    public FhirElement? Member(string member, bool required = false)
    {
        if (Value.TryGetProperty(member, out var value)) return new FhirElement(value, this, member);
        if (required) Issues.Add(new Issue(IssueCode.MissingElement, $"{Path}.{member}"));
        return null;
    }

    /// <summary>A member that is a text; null when it is not there, or no text, which is noted.</summary>
    public string? Text(string member, bool required = false)
    {
        if (Member(member, required) is not { } found) return null;
        if (found.Value.ValueKind == JsonValueKind.String && found.Value.GetString() is { Length: > 0 } text) return text;
        Issues.Add(new Issue(ErrorCode.WrongType, found.Path));
        return null;
    }

    /// <summary>The elements of a list, all of them objects; none when it is not there, or is no such list, which is noted.</summary>
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
