namespace KetamineScreening.Api.Help;

/// <summary>The help of all countries in one language on one day.</summary>
internal sealed class LocalHelp
{
    private readonly Dictionary<string, HelpForCountry> countries;

    /// <summary>Puts the help together.</summary>
    /// <param name="file">The directory.</param>
    /// <param name="wording">Its texts in the language.</param>
    /// <param name="date">The day (UTC). Services whose review date has passed are left out.</param>
    public LocalHelp(HelpFile file, HelpWording wording, DateOnly date)
    {
        Elsewhere = HelpForCountry.From(file.Elsewhere, file.International, file.EmergencyBlocks, wording);
        countries = file.Countries.ToDictionary(
            country => country.Key,
            country => HelpForCountry.From(
                country.Value.Where(entry => entry.IsEmergency),
                WithCrisis(file, [.. country.Value.Where(entry => !entry.IsEmergency && entry.ReviewBy >= date)]),
                file.EmergencyBlocks,
                wording),
            StringComparer.Ordinal);
    }

    /// <summary>The help in a country that is not listed.</summary>
    public HelpForCountry Elsewhere { get; }

    /// <summary>The help of the countries that are listed, by code.</summary>
    public IReadOnlyDictionary<string, HelpForCountry> Countries => countries;

    /// <summary>The help for a country.</summary>
    /// <param name="country">ISO 3166-1 alpha-2 code in upper case; null for the international services.</param>
    public HelpForCountry For(string? country) =>
        country is not null && countries.TryGetValue(country, out var help) ? help : Elsewhere;

    // The services always include a crisis service: when the country lists none, the international services are added.
    private static IReadOnlyList<HelpEntry> WithCrisis(HelpFile file, IReadOnlyList<HelpEntry> services) =>
        services.Any(entry => entry.IsCrisis) ? services : [.. services, .. file.International];
}
