using KetamineScreening.Api.Configuration;
using KetamineScreening.Domain.Questionnaires;

namespace KetamineScreening.Api.Help;

/// <summary>The content of the help directory: entries, country codes and texts.</summary>
/// <param name="File">All entries.</param>
/// <param name="CountryCodes">All ISO 3166-1 alpha-2 codes, in upper case.</param>
/// <param name="TimeZones">The IANA time zones of the countries of the directory, by country code.</param>
/// <param name="Wordings">Texts by BCP 47 language tag.</param>
internal sealed record HelpContent(
    HelpFile File,
    IReadOnlySet<string> CountryCodes,
    IReadOnlyDictionary<string, IReadOnlyList<string>> TimeZones,
    IReadOnlyDictionary<string, HelpWording> Wordings)
{
    /// <summary>Language tags that have texts, in ordinal order.</summary>
    public IReadOnlyList<string> Languages { get; } = [.. Wordings.Keys.Order(StringComparer.Ordinal)];

    /// <summary>Reads and validates <c>help/*</c>; null when a file cannot be read. Faults go to <paramref name="files"/>.</summary>
    public static HelpContent? Load(ContentFiles files)
    {
        var file = files.Read("help/directory.json", HelpJson.Plain.HelpFile);
        var codes = files.Read("help/countries.json", HelpJson.Plain.IReadOnlyListString)?.ToHashSet(StringComparer.Ordinal);
        var zones = files.Read("help/time-zones.json", HelpJson.Plain.ListsByCode);
        var wordings = files.ReadLanguages(
            "help",
            HelpJson.Plain.HelpWording,
            wording => (wording.Language, wording.Review),
            faultsOf: null,
            "directory.json", "countries.json", "time-zones.json");
        if (file is null || codes is null || zones is null) return null;

        HelpCheck.Check(file, codes, files);
        HelpCheck.CheckTimeZones(file, zones, files);
        foreach (var (language, wording) in wordings) new HelpWordingCheck(wording, $"help/{language}.json", files).Check(file);
        return new HelpContent(file, codes, zones, wordings);
    }

    /// <summary>Reports the actions that a result can contain and the perspectives for which no service is named.</summary>
    public void CheckCodes(IReadOnlyList<Definition> definitions, ContentFiles files)
    {
        var actions = definitions.SelectMany(definition => definition.Actions).Select(action => action.Code);
        foreach (var action in actions.Except(File.Calls.Keys))
        {
            files.Fault(HelpCheck.Name, $"calls.{action}: no services, and a result can contain this action");
        }

        foreach (var perspective in definitions.Select(definition => definition.Perspective).Except(File.Talk.Keys))
        {
            files.Fault(HelpCheck.Name, $"talk.{perspective}: no services, and a questionnaire has this perspective");
        }
    }
}
