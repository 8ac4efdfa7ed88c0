using System.Numerics;
using KetamineScreening.Api.Fhir.Outcomes;
using KetamineScreening.Api.Http.Errors;

namespace KetamineScreening.Api.Fhir.Elements;

/// <summary>The rules about the members of an object together: required elements, choices of one value, and extensions.</summary>
internal static class ObjectRules
{
    private static readonly TypeDefinition Extension = ElementTable.All["Extension"];
    private static readonly ElementDefinition NestedExtension = Extension.Find("extension")!;

    /// <summary>Reports what is wrong with an object when all of its members were read.</summary>
    public static void Check(in ObjectMembers members, ElementReader elements)
    {
        // The path is that of the object and not of the unknown member, whose name must not be repeated.
        if (members.HasUnknown) elements.Report(IssueCode.UnknownElement, members.Place);
        if (members.IsEmpty)
        {
            if (!members.MayBeEmpty) elements.Report(ErrorCode.WrongType, members.Place);
            return;
        }

        foreach (var (mask, name) in members.Type.Choices)
        {
            if (BitOperations.PopCount(members.Any & mask) > 1) elements.Report(ErrorCode.WrongType, members.Place, name);
        }

        foreach (var (mask, name) in members.Type.Required)
        {
            if ((members.Seen & mask) == 0) elements.Report(IssueCode.MissingElement, members.Place, name);
        }

        // An extension has either a value or extensions.
        if (members.Type != Extension) return;
        var (hasValue, isNested) = ((members.Any & Extension.Choices[0].Mask) != 0, (members.Seen >> NestedExtension.Index & 1) == 1);
        if (hasValue == isNested) elements.Report(hasValue ? ErrorCode.WrongType : IssueCode.MissingElement, members.Place, "value");
    }
}
