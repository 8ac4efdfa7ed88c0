namespace KetamineScreening.Api.Help;

/// <summary>A service that helps, as it is served.</summary>
/// <param name="Id">Id of the entry.</param>
/// <param name="Name">Name of the service.</param>
/// <param name="Purpose">`emergency`, `crisis`, `drug-support`, `medical-advice`, `family` or `young-people`.</param>
/// <param name="PurposeText">The purpose in words.</param>
/// <param name="Phone">Phone number.</param>
/// <param name="Textphone">Phone number for text telephones.</param>
/// <param name="Text">Number for text messages.</param>
/// <param name="Email">E-mail address.</param>
/// <param name="Url">Web address.</param>
/// <param name="Hours">When it is open.</param>
/// <param name="Languages">BCP 47 tags of the languages spoken.</param>
/// <param name="Cost">What it costs, in words.</param>
/// <param name="WhatItIsNot">What the service does not do.</param>
/// <param name="Source">Web address of the page that the entry was taken from.</param>
/// <param name="SourceState">`good`, or `old-copies-only` when only old copies of the source could be seen.</param>
/// <param name="LastVerified">Day on which the entry was last compared with its source.</param>
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
    string? Email,
    string? Url,
    OpeningHours Hours,
    IReadOnlyList<string> Languages,
    string Cost,
    string WhatItIsNot,
    string? Source,
    string SourceState,
    DateOnly LastVerified,
    DateOnly ReviewBy,
    bool Commercial)
{
    internal static HelpContact From(HelpEntry entry, HelpWording wording) => new(
        entry.Id,
        wording.Names.GetValueOrDefault(entry.Id, entry.Name),
        entry.Purpose,
        wording.Purposes[entry.Purpose],
        entry.Phone,
        entry.Textphone,
        entry.Text,
        entry.Email,
        entry.Url,
        OpeningHours.From(entry.Hours, wording),
        entry.Languages,
        wording.Cost[entry.Cost],
        wording.WhatItIsNot[entry.Id],
        entry.Source,
        entry.SourceState,
        entry.LastVerified,
        entry.ReviewBy,
        entry.Commercial);
}

/// <summary>When a service is open.</summary>
/// <param name="Text">In words.</param>
/// <param name="Pattern">`always`, `weekly` or `unknown`.</param>
/// <param name="Days">Days it is open, for `weekly`: `mon` to `sun`.</param>
/// <param name="Opens">Local time it opens, for `weekly`.</param>
/// <param name="Closes">Local time it closes, for `weekly`; when earlier than it opens, past midnight.</param>
/// <param name="TimeZone">IANA time zone of both, for `weekly`.</param>
internal sealed record OpeningHours(
    string Text, string Pattern, IReadOnlyList<string>? Days, string? Opens, string? Closes, string? TimeZone)
{
    internal static OpeningHours From(HelpHours hours, HelpWording wording) =>
        new(InWords(hours, wording), hours.Pattern, hours.Days, hours.Opens, hours.Closes, hours.TimeZone);

    private static string InWords(HelpHours hours, HelpWording wording)
    {
        if (hours.Pattern != "weekly") return wording.Hours[hours.Pattern];
        var days = hours.Days!.Count switch
        {
            7 => wording.Days["every-day"],
            1 => wording.Days[hours.Days[0]],
            _ => $"{wording.Days[hours.Days[0]]} - {wording.Days[hours.Days[^1]]}",
        };
        return $"{days} {hours.Opens}-{hours.Closes} ({hours.TimeZone})";
    }
}
