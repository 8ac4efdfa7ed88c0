using System.Text.Json;
using KetamineScreening.Api.Fhir.Outcomes;
using KetamineScreening.Api.Fhir.Responses;
using KetamineScreening.Api.Http.Errors;

namespace KetamineScreening.Api.Fhir.Elements;

/// <summary>
/// Checks the elements of a body against <see cref="ElementTable"/> while they are read, in one pass over the bytes: names, types,
/// cardinalities and values. Issues have places that consist of FHIR element names and indexes only.
/// </summary>
/// <param name="issues">Receives the issues.</param>
internal sealed class ElementReader(IssueList issues)
{
    /// <summary>The places of the elements that were read.</summary>
    public Places Places { get; } = new();

    /// <summary>Number of issues so far.</summary>
    public int Issues => issues.Total;

    /// <summary>Reports an issue.</summary>
    /// <param name="code">One of <see cref="IssueCode.All"/>.</param>
    /// <param name="place">Place of the element, or of the one that contains it.</param>
    /// <param name="name">Name of the element inside of the place; null for the place itself.</param>
    /// <param name="diagnostics">Ids and codes of the questionnaire.</param>
    public void Report(string code, int place, string? name = null, string? diagnostics = null)
    {
        if (issues.TryCount(code)) return;
        issues.Add(new Issue(code, Places.PathOf(place) + (name is null ? "" : $".{name}"), Diagnostics: diagnostics));
    }

    /// <summary>Advances to the value of the next member of an object.</summary>
    /// <param name="reader">The reader: first at the start of the object, then at the end of a value.</param>
    /// <param name="members">The members read so far.</param>
    /// <returns>The element; null at the end of the object.</returns>
    /// <remarks>Members that are unknown, repeated or refused are reported and skipped. Members with an underscore are read.</remarks>
    public ElementDefinition? Next(ref Utf8JsonReader reader, ref ObjectMembers members)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = PrimitiveValue.Utf8(ref reader);
            var found = members.Type.Find(name, members.Likely);
            var isUnderscore = found is null && name is [(byte)'_', ..];
            if (isUnderscore) found = members.Type.Find(name[1..], members.Likely);
            var isResourceType = found is null && members.IsResource && name.SequenceEqual("resourceType"u8);
            reader.Read();
            if (isUnderscore && found is { IsPrimitive: true, IsAttribute: false })
            {
                if (members.TryMarkUnderscore(found)) ReadUnderscore(ref reader, found, members.Place);
                else Skip(ref reader, ErrorCode.DuplicateMember, members.Place, found.Name);
            }
            else if (isUnderscore || (found is null && !isResourceType))
            {
                members.HasUnknown = true;
                reader.Skip();
            }
            else if (isResourceType ? !members.TryMarkResourceType() : !members.TryMark(found!))
            {
                Skip(ref reader, ErrorCode.DuplicateMember, members.Place, found?.Name ?? "resourceType");
            }
            else if (found is not null)
            {
                members.Likely = found.Index + 1;
                if (RefusedElements.IssueOf(found) is not { } refusal) return found;
                Skip(ref reader, refusal, members.Place, found.Name);
            }
        }

        ObjectRules.Check(members, this);
        return null;
    }

    /// <summary>Reads the value of an element, with everything inside of it.</summary>
    public void Read(ref Utf8JsonReader reader, ElementDefinition element, int parent)
    {
        if (!element.IsList)
        {
            ReadSingle(ref reader, element, parent);
            return;
        }

        var list = new ElementList(element, parent);
        while (Next(ref reader, ref list)) ReadObject(ref reader, element.Content!, list.Place);
    }

    /// <summary>Reads an object, with everything inside of it.</summary>
    public void ReadObject(ref Utf8JsonReader reader, TypeDefinition type, int place)
    {
        var members = new ObjectMembers(type, place);
        while (Next(ref reader, ref members) is { } element) Read(ref reader, element, place);
    }

    /// <summary>Whether a value is one of the primitive type of an element. Another value is reported and skipped.</summary>
    public bool IsValid(ref Utf8JsonReader reader, ElementDefinition element, int parent)
    {
        if (PrimitiveValue.IsValid(ref reader, element.Primitive) && HasKnownCode(ref reader, element)) return true;
        Skip(ref reader, ErrorCode.WrongType, parent, element.Name);
        return false;
    }

    /// <summary>Advances to the next object of a list. Primitive values are read, and entries of a wrong type are reported.</summary>
    /// <param name="reader">The reader: first at the value of the element, then at the end of an entry.</param>
    /// <param name="list">The list.</param>
    /// <returns>Whether there is another object.</returns>
    public bool Next(ref Utf8JsonReader reader, ref ElementList list)
    {
        if (list.Count == 0 && reader.TokenType != JsonTokenType.StartArray)
        {
            Skip(ref reader, ErrorCode.WrongType, list.Parent, list.Element.Name);
            return false;
        }

        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var index = list.Count++;
            // Without room for another issue no path is composed any more.
            list.Place = issues.Total < IssueList.Limit ? Places.Add(list.Parent, list.Element.Name, index) : list.Parent;
            if (reader.TokenType == JsonTokenType.StartObject && !list.Element.IsPrimitive) return true;
            if (!PrimitiveValue.IsValid(ref reader, list.Element.Primitive)) Skip(ref reader, ErrorCode.WrongType, list.Place);
        }

        if (list.Count == 0 && !list.MayBeEmpty) Report(ErrorCode.WrongType, list.Parent, list.Element.Name);
        return false;
    }

    private static bool HasKnownCode(ref Utf8JsonReader reader, ElementDefinition element)
    {
        foreach (var code in element.Codes)
        {
            if (reader.ValueTextEquals(code)) return true;
        }

        return element.Codes.Count == 0;
    }

    private void ReadSingle(ref Utf8JsonReader reader, ElementDefinition element, int parent)
    {
        if (element.IsPrimitive) IsValid(ref reader, element, parent);
        else if (element.Content is not { } type || reader.TokenType != JsonTokenType.StartObject)
        {
            Skip(ref reader, ErrorCode.WrongType, parent, element.Name);
        }
        else ReadObject(ref reader, type, Places.Add(parent, element.Name));
    }

    // The id and the extensions of a primitive element; of a list, an array with null for values that have none.
    private void ReadUnderscore(ref Utf8JsonReader reader, ElementDefinition element, int parent)
    {
        if (!element.IsList)
        {
            if (reader.TokenType != JsonTokenType.StartObject) Skip(ref reader, ErrorCode.WrongType, parent, element.Name);
            else ReadObject(ref reader, ElementTable.Underscore, Places.Add(parent, element.Name));
            return;
        }

        if (reader.TokenType != JsonTokenType.StartArray)
        {
            Skip(ref reader, ErrorCode.WrongType, parent, element.Name);
            return;
        }

        var count = 0;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var place = Places.Add(parent, element.Name, count++);
            if (reader.TokenType == JsonTokenType.StartObject) ReadObject(ref reader, ElementTable.Underscore, place);
            else if (reader.TokenType != JsonTokenType.Null) Skip(ref reader, ErrorCode.WrongType, place);
        }

        if (count == 0) Report(ErrorCode.WrongType, parent, element.Name);
    }

    private void Skip(ref Utf8JsonReader reader, string code, int place, string? name = null)
    {
        Report(code, place, name);
        reader.Skip();
    }
}
