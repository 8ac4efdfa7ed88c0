namespace KetamineScreening.Api.Help;

/// <summary>Help for one country in one language.</summary>
/// <param name="Emergency">Emergency numbers, then crisis services.</param>
/// <param name="Services">
/// All services except the emergency numbers, by purpose; at least one is a crisis service. Those that speak the language of the texts
/// come first among the services of one purpose.
/// </param>
/// <param name="EmergencyBlocks">What to do in an emergency, with the numbers to call.</param>
internal sealed record HelpForCountry(
    IReadOnlyList<HelpContact> Emergency, IReadOnlyList<HelpContact> Services, IReadOnlyList<EmergencyBlock> EmergencyBlocks)
{
    // A block has to stay short; all crisis services are in Services.
    private const int MostCrisisContactsOfBlock = 3;

    internal static HelpForCountry From(
        IEnumerable<HelpEntry> emergency, IEnumerable<HelpEntry> services, IReadOnlyList<EmergencyBlockEntry> blocks, HelpWording wording)
    {
        List<HelpContact> numbers = [.. emergency.Select(entry => HelpContact.From(entry, wording))];
        List<HelpContact> others =
        [
            .. services
                .OrderBy(entry => Array.IndexOf(HelpCodes.Purposes, entry.Purpose))
                .ThenByDescending(entry => entry.Languages.Contains(wording.Language.Split('-')[0]))
                .Select(entry => HelpContact.From(entry, wording)),
        ];
        List<HelpContact> crisis = [.. others.Where(contact => contact.Purpose == HelpCodes.Crisis)];
        return new HelpForCountry([.. numbers, .. crisis], others, [.. blocks.Select(Block)]);

        EmergencyBlock Block(EmergencyBlockEntry block) => new(
            wording.Emergency[block.Code].Title, wording.Emergency[block.Code].Text, [.. block.Contacts.SelectMany(ContactsFor)]);

        IEnumerable<HelpContact> ContactsFor(string purpose) => purpose switch
        {
            HelpCodes.Emergency => numbers,
            HelpCodes.Crisis => crisis.Take(MostCrisisContactsOfBlock),
            _ => others.Where(contact => contact.Purpose == purpose),
        };
    }
}

/// <summary>What to do in one kind of emergency.</summary>
/// <param name="Title">For whom the advice is.</param>
/// <param name="Text">What to do.</param>
/// <param name="Contacts">Whom to call: at least one with a number.</param>
internal sealed record EmergencyBlock(string Title, string Text, IReadOnlyList<HelpContact> Contacts);
