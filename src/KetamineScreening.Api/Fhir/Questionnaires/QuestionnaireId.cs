using KetamineScreening.Api.Questionnaires;

namespace KetamineScreening.Api.Fhir.Questionnaires;

/// <summary>Ids of Questionnaire resources. Without a version suffix, an id means the current version.</summary>
internal static class QuestionnaireId
{
    /// <summary>The id of a version in search results.</summary>
    public static string Of(PublishedQuestionnaire questionnaire, PublishedVersion published) =>
        published == questionnaire.Current ? questionnaire.Id : Pinned(published);

    /// <summary>The permanent id of a version, with the version suffix.</summary>
    public static string Pinned(PublishedVersion published) => $"{published.Questionnaire.Id}-{published.Version}";

    /// <summary>Finds the version that an id means; null when there is none.</summary>
    public static RequestedQuestionnaire? Find(QuestionnaireCatalog catalog, string id)
    {
        if (catalog.Find(id) is { } unpinned) return new RequestedQuestionnaire(unpinned, unpinned.Current, IsPinned: false);
        var hyphen = id.LastIndexOf('-');
        if (hyphen < 0 || catalog.Find(id[..hyphen]) is not { } questionnaire) return null;
        if (questionnaire.Find(id[(hyphen + 1)..]) is not { } published) return null;
        return new RequestedQuestionnaire(questionnaire, published, IsPinned: true);
    }
}

/// <summary>The questionnaire that a URL identifies.</summary>
/// <param name="Questionnaire">The questionnaire.</param>
/// <param name="Published">The version.</param>
/// <param name="IsPinned">Whether the URL also identifies the version.</param>
internal sealed record RequestedQuestionnaire(PublishedQuestionnaire Questionnaire, PublishedVersion Published, bool IsPinned);
