using KetamineScreening.Api.Configuration;
using KetamineScreening.Api.Http.Caching;
using KetamineScreening.Domain.Questionnaires;

namespace KetamineScreening.Api.Learn;

/// <summary>The learning texts: short answers to questions that people have after a result.</summary>
internal sealed class LearningTexts
{
    private const string Folder = "learn";
    private readonly Dictionary<string, LearningText> byId;

    private LearningTexts(IReadOnlyList<LearningText> texts)
    {
        Texts = texts;
        byId = texts.ToDictionary(text => text.Id, StringComparer.Ordinal);
        Languages = [.. texts.SelectMany(text => text.Wordings.Keys).Distinct().Order(StringComparer.Ordinal)];
    }

    /// <summary>All texts in the order in which they are shown.</summary>
    public IReadOnlyList<LearningText> Texts { get; }

    /// <summary>Language tags that have texts, in ordinal order.</summary>
    public IReadOnlyList<string> Languages { get; }

    /// <summary>Finds a text by id; null when there is none.</summary>
    public LearningText? Find(string id) => byId.GetValueOrDefault(id);

    /// <summary>Reads and validates <c>learn/learn.json</c> and <c>learn/ID/LANGUAGE.json</c>.</summary>
    public static LearningTexts Load(ContentFiles files)
    {
        var list = files.Read($"{Folder}/learn.json", LearnJson.Plain.LearningList);
        var texts = new List<LearningText>();
        foreach (var entry in list?.Texts ?? [])
        {
            var wordings = files.ReadLanguages(
                $"{Folder}/{entry.Id}",
                LearnJson.Plain.LearningWording,
                wording => (wording.Language, wording.Review),
                wording => wording.Faults());
            var sources = list!.Sources.Where(source => entry.Basis.Any(basis => basis.Source == source.Id));
            texts.Add(new LearningText(entry, [.. sources], wordings));
            foreach (var fault in Faults(entry, list.Sources)) files.Fault($"{Folder}/learn.json", $"{entry.Id}: {fault}");
        }

        foreach (var (id, count) in texts.CountBy(text => text.Id))
        {
            if (count > 1) files.Fault($"{Folder}/learn.json", $"{id}: listed twice");
        }

        return new LearningTexts([.. texts.DistinctBy(text => text.Id)]);
    }

    /// <summary>Reports links of questionnaires to texts that do not exist.</summary>
    public void CheckLinks(IEnumerable<Questionnaire> questionnaires, ContentFiles files)
    {
        foreach (var questionnaire in questionnaires)
        {
            foreach (var link in questionnaire.LearningLinks.Where(link => Find(link.Id) is null))
            {
                files.Fault($"questionnaires/{questionnaire.Id}/{questionnaire.Version}/definition.json", $"learn: no text '{link.Id}'");
            }
        }
    }

    private static IEnumerable<string> Faults(LearningEntry entry, IReadOnlyList<SourceDefinition> sources)
    {
        if (entry.Basis.Count == 0) yield return "no basis";
        foreach (var basis in entry.Basis.Where(basis => sources.All(source => source.Id != basis.Source)))
        {
            yield return $"basis names the unknown source '{basis.Source}'";
        }
    }
}

/// <summary>One learning text in every language.</summary>
internal sealed class LearningText
{
    private readonly Dictionary<string, ServedBytes> documents;

    public LearningText(LearningEntry entry, IReadOnlyList<SourceDefinition> sources, IReadOnlyDictionary<string, LearningWording> wordings)
    {
        (Id, Wordings) = (entry.Id, wordings);
        documents = wordings.ToDictionary(
            wording => wording.Key,
            wording => ServedBytes.Json(
                () => LearningDocument.From(entry, sources, wording.Value), LearnJson.Plain.LearningDocument));
    }

    /// <summary>Id of the text.</summary>
    public string Id { get; }

    /// <summary>The text by BCP 47 language tag.</summary>
    public IReadOnlyDictionary<string, LearningWording> Wordings { get; }

    /// <summary>The text as JSON.</summary>
    public ServedBytes Document(string language) => documents[language];
}

/// <summary>The content of <c>learn.json</c>.</summary>
/// <param name="Sources">The sources that the texts rest on.</param>
/// <param name="Texts">The texts in the order in which they are shown.</param>
internal sealed record LearningList(IReadOnlyList<SourceDefinition> Sources, IReadOnlyList<LearningEntry> Texts);

/// <summary>A text in <c>learn.json</c>.</summary>
/// <param name="Id">Id of the text, the name of its folder.</param>
/// <param name="Basis">Where its facts come from, at least one place.</param>
internal sealed record LearningEntry(string Id, IReadOnlyList<BasisDefinition> Basis);

/// <summary>A learning text in one language.</summary>
/// <param name="Language">BCP 47 tag.</param>
/// <param name="Review"><c>source</c>, <c>unreviewed</c> or <c>reviewed</c>.</param>
/// <param name="Title">Title.</param>
/// <param name="Paragraphs">Paragraphs in order.</param>
internal sealed record LearningWording(string Language, string Review, string Title, IReadOnlyList<string> Paragraphs)
{
    /// <summary>Lists every part that is missing.</summary>
    public IEnumerable<string> Faults()
    {
        if (string.IsNullOrWhiteSpace(Title)) yield return "title: no text";
        if (Paragraphs.Count == 0) yield return "paragraphs: no text";
        foreach (var (place, paragraph) in Paragraphs.Index())
        {
            if (string.IsNullOrWhiteSpace(paragraph)) yield return $"paragraphs[{place}]: no text";
        }
    }
}
