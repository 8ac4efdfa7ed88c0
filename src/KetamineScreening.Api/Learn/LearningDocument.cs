using KetamineScreening.Domain.Questionnaires;

namespace KetamineScreening.Api.Learn;

/// <summary>A learning text with its sources.</summary>
/// <param name="Id">Id of the text.</param>
/// <param name="Language">BCP 47 tag of the language.</param>
/// <param name="Review">State of the text: `source`, `unreviewed`, or `reviewed` once a clinician has signed the translation.</param>
/// <param name="Title">Title.</param>
/// <param name="Paragraphs">Paragraphs of plain text, in order.</param>
/// <param name="Basis">Where its facts come from.</param>
/// <param name="Sources">The sources named by the basis.</param>
internal sealed record LearningDocument(
    string Id,
    string Language,
    string Review,
    string Title,
    IReadOnlyList<string> Paragraphs,
    IReadOnlyList<BasisDefinition> Basis,
    IReadOnlyList<SourceDefinition> Sources)
{
    internal static LearningDocument From(LearningEntry entry, IReadOnlyList<SourceDefinition> sources, LearningWording wording) =>
        new(entry.Id, wording.Language, wording.Review, wording.Title, wording.Paragraphs, entry.Basis, sources);
}
