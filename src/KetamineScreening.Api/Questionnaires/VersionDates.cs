using KetamineScreening.Api.Configuration;

namespace KetamineScreening.Api.Questionnaires;

/// <summary>Reads the days of publication and retirement. They are beside the published files, because those never change.</summary>
internal static class VersionDates
{
    private const string PublishedDays = "published.json";
    private const string RetiredDays = "retired.json";

    /// <summary>Reads the day of publication of each version; a version without one is a fault.</summary>
    /// <param name="files">Receives the faults.</param>
    /// <param name="folder">Folder of the questionnaire.</param>
    /// <param name="versions">The versions of the questionnaire in ascending order.</param>
    public static void ReadPublished(ContentFiles files, string folder, IReadOnlyList<PublishedVersion> versions)
    {
        var file = $"{folder}/{PublishedDays}";
        var days = Read(files, file, versions);
        foreach (var version in versions)
        {
            if (days.TryGetValue($"{version.Version}", out var day)) version.PublishedOn = day;
            else files.Fault(file, $"'{version.Version}' has no day of publication");
        }
    }

    /// <summary>Reads the day of retirement by version; the newest version must not have one.</summary>
    /// <inheritdoc cref="ReadPublished" />
    public static IReadOnlyDictionary<string, DateOnly> ReadRetired(
        ContentFiles files, string folder, IReadOnlyList<PublishedVersion> versions)
    {
        var file = $"{folder}/{RetiredDays}";
        if (!File.Exists(files.PathOf(file))) return new Dictionary<string, DateOnly>();
        var retired = Read(files, file, versions);
        var newest = $"{versions[^1].Version}";
        if (retired.Remove(newest)) files.Fault(file, $"'{newest}' is the newest version, which cannot be retired");
        return retired;
    }

    private static Dictionary<string, DateOnly> Read(ContentFiles files, string file, IReadOnlyList<PublishedVersion> versions)
    {
        var days = files.Read(file, QuestionnairesJson.Plain.DictionaryStringDateOnly) ?? [];
        foreach (var version in days.Keys.Except(versions.Select(published => $"{published.Version}")).ToList())
        {
            files.Fault(file, $"'{version}' is not a published version");
            days.Remove(version);
        }

        return days;
    }
}
