using KetamineScreening.Api.Configuration;
using KetamineScreening.Api.Http;

namespace KetamineScreening.Api.Help;

/// <summary>What the help directory is made from.</summary>
/// <param name="File">All entries.</param>
/// <param name="CountryCodes">Every code of ISO 3166-1 alpha-2, in capitals.</param>
/// <param name="Wordings">Texts by language.</param>
internal sealed record HelpContent(HelpFile File, IReadOnlySet<string> CountryCodes, IReadOnlyDictionary<string, HelpWording> Wordings)
{
    /// <summary>Languages there are.</summary>
    public IReadOnlyList<string> Languages { get; } = [.. Wordings.Keys.Order(StringComparer.Ordinal)];

    /// <summary>Reads and checks <c>help/*</c>; null, and a fault, when it cannot be used.</summary>
    public static HelpContent? Load(ContentFiles files)
    {
        var read = files.Read("help/directory.json", HelpJson.Plain.HelpFile);
        var codes = files.Read("help/countries.json", HelpJson.Plain.IReadOnlyListString)?.ToHashSet(StringComparer.Ordinal);
        var texts = files.ReadLanguages("help", HelpJson.Plain.HelpWording, wording => (wording.Language, wording.Review), faultsOf: null, "directory.json", "countries.json");
        if (read is null || codes is null) return null;

        HelpCheck.Add(read, codes, files);
        foreach (var (language, wording) in texts) HelpCheck.AddWording(read, wording, texts.GetValueOrDefault(Language.Source), $"help/{language}.json", files);
        return new HelpContent(read, codes, texts);
    }
}
