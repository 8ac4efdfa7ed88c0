using System.Collections.Frozen;
using KetamineScreening.Api.Fhir.Elements;
using KetamineScreening.Api.Fhir.Outcomes;

namespace KetamineScreening.Api.Fhir.Responses;

/// <summary>Elements that are refused everywhere, because they could identify a person or change the meaning of a resource.</summary>
internal static class RefusedElements
{
    // Types that name or locate a person or an organization, or refer to one. Extensions can contain each of them as well.
    private static readonly FrozenSet<string> Types =
    [
        "Address", "Annotation", "ContactDetail", "ContactPoint", "Contributor", "HumanName", "Identifier", "Reference", "Signature",
    ];

    private static readonly FrozenDictionary<ElementDefinition, string> Issues = ElementTable.All.Values
        .SelectMany(type => type.Elements)
        .Where(element => Types.Contains(element.Type) || element.Name is "contained" or "implicitRules" or "modifierExtension")
        .ToFrozenDictionary(
            element => element,
            element => element.Name == "modifierExtension" ? IssueCode.ModifierExtension : IssueCode.RefusedElement);

    /// <summary>The code of the issue with which an element is refused; null when it is not refused.</summary>
    public static string? IssueOf(ElementDefinition element) => Issues.GetValueOrDefault(element);
}
