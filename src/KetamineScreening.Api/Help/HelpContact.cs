namespace KetamineScreening.Api.Help;

/// <summary>A service that helps, as it is served.</summary>
/// <param name="Id">Id of the entry.</param>
/// <param name="Name">Name of the service.</param>
/// <param name="Purpose">`emergency`, `crisis`, `drug-support`, `medical-advice`, `young-people` or `family`.</param>
/// <param name="PurposeText">The purpose in words.</param>
/// <param name="Phone">Phone number.</param>
/// <param name="Textphone">Phone number for text telephones.</param>
/// <param name="Text">Number for text messages.</param>
/// <param name="WhatsApp">WhatsApp number in international format.</param>
/// <param name="Email">E-mail address.</param>
/// <param name="Chat">Web address of a chat.</param>
/// <param name="Url">Web address.</param>
/// <param name="Hours">When it is open; left out for a service with neither a number nor a chat.</param>
/// <param name="Languages">BCP 47 tags of the languages spoken.</param>
/// <param name="Cost">What it costs, in words; left out for a website alone whose cost is unknown.</param>
/// <param name="WhatItIsNot">What the service does not do.</param>
/// <param name="MinAge">Lowest age served, in years.</param>
/// <param name="MaxAge">Highest age served, in years.</param>
/// <param name="AgesText">The ages served, in words; left out when every age is served.</param>
/// <param name="Regions">ISO 3166-2 codes of the regions served; left out for the whole country.</param>
/// <param name="RegionsText">The regions served, in words.</param>
/// <param name="Source">Web address of the page that the entry was taken from.</param>
/// <param name="SourceState">`good`, or `old-copies-only` when only old copies of the source could be seen.</param>
/// <param name="LastVerified">Day on which the entry was last compared with its source.</param>
/// <param name="CheckedText">The day of the last comparison, as a sentence.</param>
/// <param name="ReviewBy">Last day on which the entry is served, unless it is verified again.</param>
/// <param name="Commercial">Always false.</param>
internal sealed record HelpContact(
    string Id,
    string Name,
    string Purpose,
    string PurposeText,
    string? Phone,
    string? Textphone,
    string? Text,
    string? WhatsApp,
    string? Email,
    string? Chat,
    string? Url,
    OpeningHours? Hours,
    IReadOnlyList<string> Languages,
    string? Cost,
    string WhatItIsNot,
    int? MinAge,
    int? MaxAge,
    string? AgesText,
    IReadOnlyList<string>? Regions,
    string? RegionsText,
    string Source,
    string SourceState,
    DateOnly LastVerified,
    string CheckedText,
    DateOnly ReviewBy,
    bool Commercial)
{
    internal static HelpContact From(HelpEntry entry, HelpWording wording) => new(
        entry.Id,
        entry.Name ?? wording.Names[entry.TextKey],
        entry.Purpose,
        wording.Purposes[entry.Purpose],
        entry.Phone,
        entry.Textphone,
        entry.Text,
        entry.WhatsApp,
        entry.Email,
        entry.Chat,
        entry.Url,
        entry.Hours is { } hours ? OpeningHours.From(hours, wording) : null,
        entry.Languages,
        entry.HasHours || entry.Cost != HelpCodes.UnknownCost ? wording.Cost[entry.Cost] : null,
        wording.WhatItIsNot[entry.TextKey],
        entry.MinAge,
        entry.MaxAge,
        wording.AgesText(entry.MinAge, entry.MaxAge),
        entry.Regions,
        wording.RegionsText(entry.Regions),
        entry.Source,
        entry.SourceState,
        entry.LastVerified,
        wording.CheckedText(entry.LastVerified),
        entry.ReviewBy,
        entry.Commercial);
}
