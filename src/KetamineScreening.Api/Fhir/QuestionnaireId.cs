using KetamineScreening.Api.Questionnaires;

namespace KetamineScreening.Api.Fhir;

/// <summary>Ids of Questionnaires: that of an instrument is its current version; with a version behind it, that version for ever.</summary>
internal static class QuestionnaireId
{
    /// <summary>The id under which a version is found by search.</summary>
    public static string Of(Instrument instrument, PublishedVersion published) =>
        published == instrument.Current ? instrument.Id : $"{instrument.Id}-{published.Version}";

    /// <summary>Finds a version; null when there is none. <c>IsPinned</c> says that the id names the version.</summary>
    public static (Instrument Instrument, PublishedVersion Published, bool IsPinned)? Find(QuestionnaireCatalog catalog, string id)
    {
        if (catalog.Find(id) is { } current) return (current, current.Current, false);
        var hyphen = id.LastIndexOf('-');
        if (hyphen < 0 || catalog.Find(id[..hyphen]) is not { } instrument || instrument.Find(id[(hyphen + 1)..]) is not { } published) return null;
        return (instrument, published, true);
    }
}
