using System.Collections.Concurrent;
using System.Collections.Frozen;
using KetamineScreening.Api.Fhir.Conformance;
using KetamineScreening.Api.Fhir.Questionnaires;
using KetamineScreening.Domain.Questionnaires;

namespace KetamineScreening.Api.Fhir.Responses;

/// <summary>A question of a form.</summary>
/// <param name="Definition">The item.</param>
/// <param name="System">Canonical URL of the code system of the options.</param>
internal sealed record FormQuestion(ItemDefinition Definition, string System);

/// <summary>The link ids and code systems of one version, for reading and writing responses.</summary>
internal sealed class ResponseForm
{
    private readonly FrozenSet<string> otherLinkIds;

    public ResponseForm(Questionnaire questionnaire, CanonicalBase canonical)
    {
        var sections = questionnaire.Definition.Sections;
        Canonical = $"{canonical.Questionnaire(questionnaire.Id)}|{questionnaire.Version}";
        Bands = System(QuestionnaireCodes.Bands);
        Flags = System(QuestionnaireCodes.Flags);
        Actions = System(QuestionnaireCodes.Actions);
        Questions = sections.SelectMany(section => section.Items)
            .ToFrozenDictionary(item => item.Id, item => new FormQuestion(item, System(OptionSet.NameOf(item))), StringComparer.Ordinal);
        otherLinkIds =
        [
            LinkId.About, LinkId.Disclaimer, LinkId.IntendedUse,
            LinkId.Result, LinkId.Total, LinkId.Band, LinkId.ResultNote,
            LinkId.Help,
            .. Questions.Keys.Select(LinkId.OfHelp),
            .. sections.Select(section => LinkId.OfSection(section.Id)),
            .. sections.Select(section => LinkId.OfIntro(section.Id)),
        ];

        string System(string name) => canonical.Of("CodeSystem", QuestionnaireCodes.IdOf(questionnaire.Id, name));
    }

    /// <summary>Canonical URL of the questionnaire with its version.</summary>
    public string Canonical { get; }

    /// <summary>Canonical URL of the code system of bands.</summary>
    public string Bands { get; }

    /// <summary>Canonical URL of the code system of flags.</summary>
    public string Flags { get; }

    /// <summary>Canonical URL of the code system of actions.</summary>
    public string Actions { get; }

    /// <summary>The questions by item id, which is also the link id.</summary>
    public FrozenDictionary<string, FormQuestion> Questions { get; }

    /// <summary>Whether a link id belongs to an item that is not a question.</summary>
    public bool HasOther(string linkId) =>
        otherLinkIds.Contains(linkId) || LinkId.IsHelp(linkId);
}

/// <summary>The forms of all versions, each created on first use.</summary>
internal sealed class ResponseForms(CanonicalBase canonical)
{
    private readonly ConcurrentDictionary<Questionnaire, ResponseForm> forms = new();

    /// <summary>The form of a version.</summary>
    public ResponseForm Of(Questionnaire questionnaire) => forms.GetOrAdd(questionnaire, version => new ResponseForm(version, canonical));
}
