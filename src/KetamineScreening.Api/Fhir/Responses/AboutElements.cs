using System.Text.Json;
using KetamineScreening.Api.Fhir.Conformance;
using KetamineScreening.Api.Fhir.Elements;
using KetamineScreening.Api.Fhir.Outcomes;
using KetamineScreening.Domain.Aggregates;

namespace KetamineScreening.Api.Fhir.Responses;

/// <summary>Reads the extension <c>about</c> of a QuestionnaireResponse.</summary>
/// <param name="elements">Receives the issues.</param>
internal sealed class AboutElements(ElementReader elements)
{
    /// <summary>What the person says about themselves.</summary>
    public AboutPerson Person { get; private set; } = AboutPerson.NotGiven;

    /// <summary>Place of the extension; null when it is absent.</summary>
    public int? Place { get; private set; }

    /// <summary>Reads the extension. Its structure was checked.</summary>
    /// <param name="extension">A copy of the reader, at the start of the extension.</param>
    /// <param name="place">Place of the extension.</param>
    public void Read(Utf8JsonReader extension, int place)
    {
        if (Place is not null) elements.Report(IssueCode.InvalidAbout, place);
        Place = place;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        if (!JsonMember.TryFind(extension, "extension"u8, out var parts))
        {
            elements.Report(IssueCode.InvalidAbout, place);
            return;
        }

        for (var index = 0; parts.Read() && parts.TokenType == JsonTokenType.StartObject; index++)
        {
            var part = elements.Places.Add(place, "extension", index);
            var (name, code) = (JsonMember.Text(parts, "url"u8)!, JsonMember.Text(parts, "valueCode"u8));
            if (code is null) elements.Report(IssueCode.MissingElement, part, "valueCode");
            if (code is null || !seen.Add(name) || !TryRead(name, code)) elements.Report(IssueCode.InvalidAbout, part);
            parts.Skip();
        }
    }

    private bool TryRead(string name, string code)
    {
        switch (name)
        {
            case AboutExtension.AgeBand:
                Person = Person with { AgeBand = IndexOf(AboutPerson.AgeBands, code) };
                return Person.AgeBand >= 0;
            case AboutExtension.Gender:
                Person = Person with { Gender = IndexOf(AboutPerson.Genders, code) };
                return Person.Gender >= 0;
            default:
                return false;
        }
    }

    private static int IndexOf(IReadOnlyList<string> codes, string code)
    {
        for (var index = 0; index < codes.Count; index++)
        {
            if (codes[index] == code) return index;
        }

        return -1;
    }
}
