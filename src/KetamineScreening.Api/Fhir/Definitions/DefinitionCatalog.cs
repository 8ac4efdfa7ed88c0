using System.Text.Json.Nodes;
using KetamineScreening.Api.Fhir.Conformance;
using KetamineScreening.Api.Fhir.Questionnaires;
using KetamineScreening.Api.Help;
using KetamineScreening.Api.Questionnaires;

namespace KetamineScreening.Api.Fhir.Definitions;

/// <summary>
/// Every version of every definition with a canonical URL. Reads, searches and the package follow from this list, and the
/// CapabilityStatement from <see cref="Types"/>.
/// </summary>
internal sealed class DefinitionCatalog(QuestionnaireCatalog questionnaires, FhirTexts texts, HelpDirectory help, CanonicalBase canonical)
{
    /// <summary>The type of the questionnaires.</summary>
    public const string QuestionnaireType = "Questionnaire";

    private IReadOnlyList<ServedDefinition>? all;

    /// <summary>The resource types that are served.</summary>
    /// <remarks>No ValueSet exists. Its search is served because SDC requires it of a Form Fill Manager.</remarks>
    public static IReadOnlyList<DefinitionType> Types { get; } =
    [
        new(
            QuestionnaireType,
            "An id means the current version. An id with a version, such as ketamine-self-check-2.0.0, means this version permanently. "
                + "Retired versions can be read and found; the operations answer 410 and name the current version.",
            [.. SdcProfiles.Questionnaire, SdcProfiles.Search]),
        new("CodeSystem", "Options, bands, flags and actions of each questionnaire, and the codes of issues.", [SdcProfiles.CodeSystem]),
        new("ValueSet", "There are none: the options of a question are in the Questionnaire.", []),
        new("OperationDefinition", "The operation score.", []),
        new("StructureDefinition", "The extensions contribute and about of a QuestionnaireResponse.", []),
    ];

    /// <summary>All definitions, Questionnaires included. Versions of a questionnaire are in descending order.</summary>
    public IReadOnlyList<ServedDefinition> All => all ??=
    [
        .. questionnaires.Questionnaires.SelectMany(Questionnaires),
        .. questionnaires.Questionnaires.SelectMany(CodeSystems),
        Own("CodeSystem", IssueCodeSystem.Id, language => IssueCodeSystem.Write(language, texts, canonical), texts.Languages),
        Own("OperationDefinition", ScoreOperation.Id, _ => ScoreOperation.Write(canonical)),
        Own("StructureDefinition", ContributeExtension.Id, _ => ContributeExtension.Write(canonical)),
        Own("StructureDefinition", AboutExtension.Id, _ => AboutExtension.Write(canonical)),
    ];

    /// <summary>Finds a definition by one of its ids; null when there is none.</summary>
    public ServedDefinition? Find(string type, string id) =>
        All.FirstOrDefault(definition => definition.Type == type && (definition.Id == id || definition.PinnedId == id));

    private IEnumerable<ServedDefinition> Questionnaires(PublishedQuestionnaire questionnaire) =>
        questionnaire.Versions.Reverse().Select(published => OfVersion(
            QuestionnaireType,
            QuestionnaireId.Of(questionnaire, published),
            QuestionnaireId.Pinned(published),
            questionnaire.Id,
            published,
            (id, local, weights) => QuestionnaireResource.Write(id, published, local, canonical, weights)));

    // Without a version, an id means the newest version that has the code system.
    private IEnumerable<ServedDefinition> CodeSystems(PublishedQuestionnaire questionnaire)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var published in questionnaire.Versions.Reverse())
        {
            foreach (var name in QuestionnaireCodes.NamesOf(published))
            {
                var unpinned = QuestionnaireCodes.IdOf(questionnaire.Id, name);
                var pinned = $"{unpinned}-{published.Version}";
                yield return OfVersion(
                    "CodeSystem",
                    seen.Add(name) ? unpinned : pinned,
                    pinned,
                    unpinned,
                    published,
                    (id, local, _) => QuestionnaireCodes.Write(id, name, published, local, canonical));
            }
        }
    }

    private ServedDefinition OfVersion(
        string type,
        string id,
        string pinnedId,
        string canonicalId,
        PublishedVersion published,
        Func<string, ResourceTexts, bool, JsonObject> write) =>
        new(
            type,
            id,
            pinnedId,
            canonical.Of(type, canonicalId),
            $"{published.Version}",
            published.Languages,
            (writtenId, language, rendering) =>
                write(writtenId, ResourceTexts.In(language, published, texts, help, rendering.Country), rendering.Weights));

    private ServedDefinition Own(string type, string id, Func<string, JsonObject> write, IReadOnlyList<string>? languages = null) =>
        new(type, id, id, canonical.Of(type, id), Software.Version, languages ?? [], (_, language, _) => write(language));
}

/// <summary>A resource type of definitions.</summary>
/// <param name="Name">Name of the type.</param>
/// <param name="Documentation">What the resources of the type are, for the CapabilityStatement.</param>
/// <param name="Profiles">Profiles that all of them conform to.</param>
internal sealed record DefinitionType(string Name, string Documentation, IReadOnlyList<string> Profiles);
