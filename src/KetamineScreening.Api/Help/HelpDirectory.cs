using KetamineScreening.Api.Http;

namespace KetamineScreening.Api.Help;

/// <summary>Help contacts by country. Entries past their review date are not served, except emergency numbers.</summary>
internal sealed partial class HelpDirectory(HelpContent content, TimeProvider time, ILogger<HelpDirectory> logger)
{
    private Day? today;

    /// <summary>Language tags that have texts.</summary>
    public IReadOnlyList<string> Languages => content.Languages;

    /// <summary>Codes of the countries that have entries of their own.</summary>
    public IReadOnlyList<string> Countries { get; } = [.. content.File.Countries.Keys.Order(StringComparer.Ordinal)];

    /// <summary>Whether a code in upper case is an ISO 3166-1 alpha-2 code.</summary>
    public bool IsCountry(string code) => content.CountryCodes.Contains(code);

    /// <summary>Help for a country on the current day (UTC).</summary>
    /// <param name="country">ISO 3166-1 alpha-2 code in upper case; null for the international services.</param>
    /// <param name="language">Language of the texts; English when the directory does not have it.</param>
    public HelpForCountry For(string? country, string language) =>
        Today().For(country, content.Wordings.ContainsKey(language) ? language : Language.Source);

    /// <summary>Help for a country without expiry of entries. Examples use it, because they must not change with the date.</summary>
    public HelpForCountry WithoutExpiry(string? country, string language) =>
        new Day(content.File, content.Wordings, DateOnly.MinValue).For(country, language);

    private Day Today()
    {
        var date = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        if (today is { } current && current.Date == date) return current;

        // Two concurrent requests at midnight may both create the day. Both results are equal, so no lock is needed.
        var fresh = new Day(content.File, content.Wordings, date);
        if (today is null || today.Date != date)
        {
            foreach (var entry in fresh.Expired) LogExpired(entry.Id, entry.ReviewBy);
        }

        return today = fresh;
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Help entry {Entry} was to be reviewed by {ReviewBy:yyyy-MM-dd}. "
            + "It is no longer served, unless it is an emergency number or an international service.")]
    private partial void LogExpired(string entry, DateOnly reviewBy);

    /// <summary>The help of all countries on one day, computed once.</summary>
    private sealed class Day
    {
        private readonly Dictionary<(string Country, string Language), HelpForCountry> byCountry = [];
        private readonly Dictionary<string, HelpForCountry> international = [];

        public Day(HelpFile file, IReadOnlyDictionary<string, HelpWording> wordings, DateOnly date)
        {
            Date = date;
            var all = file.International.Concat(file.Countries.Values.SelectMany(entries => entries));
            Expired = [.. all.Where(entry => entry.ReviewBy < date)];
            foreach (var (language, wording) in wordings)
            {
                international.Add(language, HelpForCountry.From([file.LocalEmergency], file.International, wording));
            }

            foreach (var (country, entries) in file.Countries)
            {
                List<HelpEntry> emergency = [.. entries.Where(entry => entry.IsEmergency)];
                var services = WithCrisis(file, [.. entries.Where(entry => !entry.IsEmergency && entry.ReviewBy >= date)]);
                foreach (var (language, wording) in wordings)
                {
                    byCountry.Add((country, language), HelpForCountry.From(emergency, services, wording));
                }
            }
        }

        public DateOnly Date { get; }

        public IReadOnlyList<HelpEntry> Expired { get; }

        // The services always include a crisis service: when the country lists none, the international services are added.
        private static IReadOnlyList<HelpEntry> WithCrisis(HelpFile file, IReadOnlyList<HelpEntry> services) =>
            services.Any(entry => entry.Purpose == "crisis") ? services : [.. services, .. file.International];

        public HelpForCountry For(string? country, string language) =>
            country is not null && byCountry.TryGetValue((country, language), out var help) ? help : international[language];
    }
}

/// <summary>Help for one country in one language.</summary>
/// <param name="Emergency">Emergency numbers and crisis services.</param>
/// <param name="Services">All services except the emergency numbers; never empty.</param>
internal sealed record HelpForCountry(IReadOnlyList<HelpContact> Emergency, IReadOnlyList<HelpContact> Services)
{
    internal static HelpForCountry From(IEnumerable<HelpEntry> emergency, IReadOnlyList<HelpEntry> services, HelpWording wording) => new(
        [.. emergency.Concat(services.Where(entry => entry.Purpose == "crisis")).Select(entry => HelpContact.From(entry, wording))],
        [.. services.Select(entry => HelpContact.From(entry, wording))]);
}
