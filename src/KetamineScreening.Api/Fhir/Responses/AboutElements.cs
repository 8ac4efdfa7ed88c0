using KetamineScreening.Api.Fhir.Conformance;
using KetamineScreening.Api.Fhir.Outcomes;
using KetamineScreening.Domain.Aggregates;

namespace KetamineScreening.Api.Fhir.Responses;

/// <summary>Reads the extension <c>about</c> of a QuestionnaireResponse.</summary>
/// <param name="url">URL of the extension.</param>
/// <param name="issues">Receives the issues.</param>
internal sealed class AboutElements(string url, List<Issue> issues)
{
    /// <summary>What the person says about themselves.</summary>
    public AboutPerson Person { get; private set; } = AboutPerson.NotGiven;

    /// <summary>FHIRPath of the extension; null when it is absent.</summary>
    public string? Path { get; private set; }

    /// <summary>Reads the extension of a response.</summary>
    public void Read(FhirElement response)
    {
        foreach (var extension in response.List("extension"))
        {
            if (extension.Text("url", required: true) != url) continue;
            if (Path is not null) issues.Add(new Issue(IssueCode.InvalidAbout, extension.Path));
            Path = extension.Path;
            var seen = new HashSet<string>(StringComparer.Ordinal);
            if (!extension.Has("extension")) issues.Add(new Issue(IssueCode.InvalidAbout, extension.Path));
            foreach (var part in extension.List("extension"))
            {
                if (!TryRead(part, seen)) issues.Add(new Issue(IssueCode.InvalidAbout, part.Path));
            }
        }
    }

    private bool TryRead(FhirElement part, HashSet<string> seen)
    {
        var (name, code) = (part.Text("url", required: true), part.Text("valueCode", required: true));
        if (name is null || code is null || !seen.Add(name)) return false;
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
