namespace KetamineScreening.Api.Help;

/// <summary>The content of <c>directory.json</c>, the help directory.</summary>
/// <param name="International">Services that can be used from any country.</param>
/// <param name="Elsewhere">Emergency numbers to try in a country that is not listed.</param>
/// <param name="EmergencyBlocks">The blocks of emergency advice, in the order in which they are shown.</param>
/// <param name="Calls">Action code to the purposes of the services that a result calls for it, the best first; empty for none.</param>
/// <param name="Talk">The perspective of each questionnaire to the purposes of the services to talk to, the best first.</param>
/// <param name="Countries">Country code to its emergency numbers and services.</param>
internal sealed record HelpFile(
    IReadOnlyList<HelpEntry> International,
    IReadOnlyList<HelpEntry> Elsewhere,
    IReadOnlyList<EmergencyBlockEntry> EmergencyBlocks,
    IReadOnlyDictionary<string, IReadOnlyList<string>> Calls,
    IReadOnlyDictionary<string, IReadOnlyList<string>> Talk,
    IReadOnlyDictionary<string, IReadOnlyList<HelpEntry>> Countries)
{
    /// <summary>Every entry with its country; the country is null for the international services and the numbers to try.</summary>
    public IEnumerable<(string? Country, HelpEntry Entry)> All() =>
    [
        .. International.Concat(Elsewhere).Select(entry => ((string?)null, entry)),
        .. Countries.SelectMany(country => country.Value.Select(entry => ((string?)country.Key, entry))),
    ];
}

/// <summary>One block of emergency advice.</summary>
/// <param name="Code">Key of its texts.</param>
/// <param name="Contacts">Purposes of the contacts shown in it, in this order.</param>
internal sealed record EmergencyBlockEntry(string Code, IReadOnlyList<string> Contacts);
