using System.Collections.Concurrent;
using System.Collections.Frozen;
using KetamineScreening.Api.Fhir.Conformance;
using KetamineScreening.Api.Fhir.Questionnaires;
using KetamineScreening.Domain.Questionnaires;

namespace KetamineScreening.Api.Fhir.Responses;

/// <summary>A question of a form.</summary>
/// <param name="Definition">The item.</param>
/// <param name="System">Canonical address of the code system of its options.</param>
internal sealed record FormQuestion(ItemDefinition Definition, string System);

/// <summary>The form of one version, as a response to it refers to it.</summary>
internal sealed class ResponseForm
{
    private const string ContactPrefix = "form.contact.";
    private readonly FrozenSet<string> others;

    public ResponseForm(Questionnaire questionnaire, CanonicalBase canonical)
    {
        var sections = questionnaire.Definition.Sections;
        Canonical = $"{canonical.Questionnaire(questionnaire.Id)}|{questionnaire.Version}";
        (Bands, Flags) = (System(InstrumentCodes.Bands), System(InstrumentCodes.Flags));
        Questions = sections.SelectMany(section => section.Items)
            .ToFrozenDictionary(item => item.Id, item => new FormQuestion(item, System(OptionSet.NameOf(item))), StringComparer.Ordinal);
        others =
        [
            LinkId.About, LinkId.Disclaimer, LinkId.IntendedUse, LinkId.Result, LinkId.Total, LinkId.Band, LinkId.ResultNote, LinkId.Help, LinkId.Emergency,
            .. Questions.Keys.Select(LinkId.OfHelp), .. sections.Select(section => LinkId.OfSection(section.Id)), .. sections.Select(section => LinkId.OfIntro(section.Id)),
        ];

        string System(string name) => canonical.Of("CodeSystem", InstrumentCodes.IdOf(questionnaire.Id, name));
    }

    /// <summary>Canonical address of the questionnaire with its version.</summary>
    public string Canonical { get; }

    /// <summary>Canonical address of the code system of bands.</summary>
    public string Bands { get; }

    /// <summary>Canonical address of the code system of flags.</summary>
    public string Flags { get; }

    /// <summary>The questions by their ids, which are their link ids too.</summary>
    public FrozenDictionary<string, FormQuestion> Questions { get; }

    /// <summary>Whether a link id is that of an item which asks nothing.</summary>
    public bool HasOther(string linkId) => others.Contains(linkId) || linkId.StartsWith(ContactPrefix, StringComparison.Ordinal);
}

/// <summary>The forms of all versions, each put together when a response first refers to it.</summary>
internal sealed class ResponseForms(CanonicalBase canonical)
{
    private readonly ConcurrentDictionary<Questionnaire, ResponseForm> forms = new();

    /// <summary>The form of a version.</summary>
    public ResponseForm Of(Questionnaire questionnaire) => forms.GetOrAdd(questionnaire, version => new ResponseForm(version, canonical));
}
