using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text;
using KetamineScreening.Api.Fhir.Conformance;
using KetamineScreening.Api.Fhir.Questionnaires;
using KetamineScreening.Api.Fhir.Results;
using KetamineScreening.Api.Screenings.Fast;
using KetamineScreening.Domain.Questionnaires;

namespace KetamineScreening.Api.Fhir.Responses;

/// <summary>A question of a form.</summary>
/// <param name="Definition">The item.</param>
/// <param name="System">Canonical URL of the code system of the options.</param>
internal sealed record FormQuestion(ItemDefinition Definition, string System)
{
    /// <summary><see cref="System"/> as UTF-8.</summary>
    public byte[] SystemUtf8 { get; } = Encoding.UTF8.GetBytes(System);
}

/// <summary>The link ids, code systems and texts of one version, for reading and writing responses.</summary>
internal sealed class ResponseForm
{
    private readonly FrozenSet<string> otherLinkIds;
    private readonly ConcurrentDictionary<string, ScoreFragments> fragments = new();
    private readonly CanonicalBase canonical;

    public ResponseForm(Questionnaire questionnaire, CanonicalBase canonical)
    {
        var sections = questionnaire.Definition.Sections;
        this.canonical = canonical;
        Questionnaire = questionnaire;
        Canonical = $"{canonical.Questionnaire(questionnaire.Id)}|{questionnaire.Version}";
        Codes = new AnswerCodes(questionnaire);
        Questions =
        [
            .. sections.SelectMany(section => section.Items).Select(item => new FormQuestion(item, SystemOf(OptionSet.NameOf(item)))),
        ];
        otherLinkIds =
        [
            LinkId.About, LinkId.Disclaimer, LinkId.IntendedUse,
            LinkId.Result, LinkId.Total, LinkId.Band, LinkId.ResultNote,
            LinkId.Help,
            .. questionnaire.Items.Select(item => LinkId.OfHelp(item.Id)),
            .. sections.Select(section => LinkId.OfSection(section.Id)),
            .. sections.Select(section => LinkId.OfIntro(section.Id)),
        ];
    }

    /// <summary>The version.</summary>
    public Questionnaire Questionnaire { get; }

    /// <summary>Canonical URL of the questionnaire with its version.</summary>
    public string Canonical { get; }

    /// <summary>The link ids of the questions and the codes of their options.</summary>
    public AnswerCodes Codes { get; }

    /// <summary>The questions by the index of their item.</summary>
    public ImmutableArray<FormQuestion> Questions { get; }

    /// <summary>Canonical URL of a code system of the questionnaire.</summary>
    public string SystemOf(string name) => canonical.Of("CodeSystem", QuestionnaireCodes.IdOf(Questionnaire.Id, name));

    /// <summary>Whether a link id belongs to an item that is not a question.</summary>
    public bool HasOther(string linkId) =>
        otherLinkIds.Contains(linkId) || LinkId.IsHelp(linkId);

    /// <summary>The fragments of results in a language. They are created on first use.</summary>
    public ScoreFragments Fragments(LocalTexts texts) =>
        fragments.GetOrAdd(texts.Language, static (_, state) => new ScoreFragments(state.Form, state.Texts), (Form: this, Texts: texts));
}

/// <summary>The forms of all versions, each created on first use.</summary>
internal sealed class ResponseForms(CanonicalBase canonical)
{
    private readonly ConcurrentDictionary<Questionnaire, ResponseForm> forms = new();

    /// <summary>The form of a version.</summary>
    public ResponseForm Of(Questionnaire questionnaire) => forms.GetOrAdd(questionnaire, version => new ResponseForm(version, canonical));
}
