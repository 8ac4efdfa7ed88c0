using System.Text.Json;
using KetamineScreening.Api.Http;

namespace KetamineScreening.Api.Fhir;

/// <summary>An element of a body and its place; reading it notes what is not of the form that FHIR has it.</summary>
/// <param name="Value">The element.</param>
/// <param name="Path">FHIRPath of it.</param>
/// <param name="Issues">Takes what is wrong.</param>
public sealed record FhirElement(JsonElement Value, string Path, List<Issue> Issues)
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
    public static readonly string[] Item = ["id", "extension", "modifierExtension", "linkId", "definition", "text", "answer", "item"];

    /// <summary>The types of value that an answer can have in FHIR.</summary>
    public static IReadOnlyList<string> Values { get; } =
    [
        "valueBoolean", "valueDecimal", "valueInteger", "valueDate", "valueDateTime", "valueTime", "valueString", "valueUri",
        "valueAttachment", "valueCoding", "valueQuantity", "valueReference",
    ];

    /// <summary>The members of an answer.</summary>
    public static readonly string[] Answer = ["id", "extension", "modifierExtension", "item", .. Values];

    /// <summary>Whether there is a member of a name.</summary>
    public bool Has(string name) => Value.ValueKind == JsonValueKind.Object && (Value.TryGetProperty(name, out _) || Value.TryGetProperty("_" + name, out _));

    /// <summary>The type of a resource; null when it says none.</summary>
    public string? ResourceType() =>
        Value.ValueKind == JsonValueKind.Object && Value.TryGetProperty("resourceType", out var type) && type.ValueKind == JsonValueKind.String ? type.GetString() : null;

    /// <summary>Notes members that FHIR does not know here, and modifier extensions.</summary>
    public void Check(IReadOnlyList<string> known)
    {
        if (Value.ValueKind != JsonValueKind.Object) return;
        // The place of an unknown member is the element that has it: its name is not ours to repeat.
        if (Value.EnumerateObject().Any(member => !known.Contains(member.Name.TrimStart('_')))) Issues.Add(new Issue(IssueCode.UnknownElement, Path));
        if (Has("modifierExtension")) Issues.Add(new Issue(IssueCode.ModifierExtension, $"{Path}.modifierExtension"));
    }

    /// <summary>A member; null when it is not there.</summary>
    public FhirElement? Member(string name, bool required = false)
    {
        if (Value.TryGetProperty(name, out var member)) return new FhirElement(member, $"{Path}.{name}", Issues);
        if (required) Issues.Add(new Issue(IssueCode.MissingElement, $"{Path}.{name}"));
        return null;
    }

    /// <summary>A member that is a text; null when it is not there, or no text, which is noted.</summary>
    public string? Text(string name, bool required = false)
    {
        if (Member(name, required) is not { } member) return null;
        if (member.Value.ValueKind == JsonValueKind.String && member.Value.GetString() is { Length: > 0 } text) return text;
        Issues.Add(new Issue(ErrorCode.WrongType, member.Path));
        return null;
    }

    /// <summary>The elements of a list, all of them objects; none when it is not there, or is no such list, which is noted.</summary>
    public IEnumerable<FhirElement> List(string name)
    {
        if (Member(name) is not { } list) yield break;
        if (list.Value.ValueKind != JsonValueKind.Array || list.Value.GetArrayLength() == 0)
        {
            Issues.Add(new Issue(ErrorCode.WrongType, list.Path));
            yield break;
        }

        var index = 0;
        foreach (var element in list.Value.EnumerateArray())
        {
            var item = new FhirElement(element, $"{list.Path}[{index++}]", Issues);
            if (element.ValueKind == JsonValueKind.Object && element.EnumerateObject().Any()) yield return item;
            else Issues.Add(new Issue(ErrorCode.WrongType, item.Path));
        }
    }
}
