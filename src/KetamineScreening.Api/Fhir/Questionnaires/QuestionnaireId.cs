using KetamineScreening.Api.Questionnaires;

namespace KetamineScreening.Api.Fhir.Questionnaires;

/// <summary>Ids of Questionnaires: that of an instrument is its current version; with a version behind it, that version for ever.</summary>
internal static class QuestionnaireId
{
    /// <summary>The id under which a version is found by search.</summary>
    public static string Of(PublishedQuestionnaire instrument, PublishedVersion published) =>
        published == instrument.Current ? instrument.Id : Pinned(published);

    /// <summary>The id that a version has for ever.</summary>
    public static string Pinned(PublishedVersion published) => $"{published.Questionnaire.Id}-{published.Version}";

    /// <summary>Finds a version; null when there is none.</summary>
    public static RequestedQuestionnaire? Find(QuestionnaireCatalog catalog, string id)
    {
        if (catalog.Find(id) is { } current) return new RequestedQuestionnaire(current, current.Current, IsPinned: false);
        var hyphen = id.LastIndexOf('-');
        if (hyphen < 0 || catalog.Find(id[..hyphen]) is not { } instrument || instrument.Find(id[(hyphen + 1)..]) is not { } published) return null;
        return new RequestedQuestionnaire(instrument, published, IsPinned: true);
    }
}

/// <summary>The questionnaire that an address names.</summary>
/// <param name="PublishedQuestionnaire">The instrument.</param>
/// <param name="Published">The version.</param>
/// <param name="IsPinned">Whether the address names the version too.</param>
internal sealed record RequestedQuestionnaire(PublishedQuestionnaire PublishedQuestionnaire, PublishedVersion Published, bool IsPinned);
