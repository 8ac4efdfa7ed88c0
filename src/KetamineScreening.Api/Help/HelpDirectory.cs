using KetamineScreening.Api.Http;

namespace KetamineScreening.Api.Help;

/// <summary>Where help is, by country. An entry past its review day is no longer served; emergency numbers always are.</summary>
internal sealed partial class HelpDirectory(HelpContent content, TimeProvider time, ILogger<HelpDirectory> logger)
{
    private Day? today;

    /// <summary>Languages there are.</summary>
    public IReadOnlyList<string> Languages => content.Languages;

    /// <summary>Codes of the countries that have entries of their own.</summary>
    public IReadOnlyList<string> Countries { get; } = [.. content.File.Countries.Keys.Order(StringComparer.Ordinal)];

    /// <summary>Whether a code is an ISO 3166-1 alpha-2 code, in capitals.</summary>
    public bool IsCountry(string code) => content.CountryCodes.Contains(code);

    /// <summary>Help for a country on the present day (UTC).</summary>
    /// <param name="country">Code in capitals; null for help anywhere.</param>
    /// <param name="language">Language of the texts; English where the directory does not have it.</param>
    public HelpForCountry For(string? country, string language) => Today().For(country, content.Wordings.ContainsKey(language) ? language : Language.Source);

    /// <summary>Help for a country as if every entry had been reviewed in time: for examples, which no passing day may change.</summary>
    public HelpForCountry Whole(string? country, string language) => new Day(content.File, content.Wordings, DateOnly.MinValue).For(country, language);

    private Day Today()
    {
        var date = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        if (today is { } current && current.Date == date) return current;

        // Two requests at midnight may both get here; they make the same day.
        var fresh = new Day(content.File, content.Wordings, date);
        if (today is null || today.Date != date)
        {
            foreach (var entry in fresh.Expired) LogExpired(entry.Id, entry.ReviewBy);
        }

        return today = fresh;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Help entry {Entry} was to be reviewed by {ReviewBy:yyyy-MM-dd}. It is no longer served, unless it is the last resort.")]
    private partial void LogExpired(string entry, DateOnly reviewBy);

    /// <summary>What is served on one day, put together once.</summary>
    private sealed class Day
    {
        private readonly Dictionary<(string Country, string Language), HelpForCountry> byCountry = [];
        private readonly Dictionary<string, HelpForCountry> elsewhere = [];

        public Day(HelpFile file, IReadOnlyDictionary<string, HelpWording> wordings, DateOnly date)
        {
            Date = date;
            Expired = [.. file.International.Concat(file.Countries.Values.SelectMany(entries => entries)).Where(entry => entry.ReviewBy < date)];
            foreach (var (language, wording) in wordings) elsewhere.Add(language, HelpForCountry.From([file.LocalEmergency], file.International, wording));
            foreach (var (country, entries) in file.Countries)
            {
                List<HelpEntry> emergency = [.. entries.Where(entry => entry.IsEmergency)];
                var services = WithCrisis(file, [.. entries.Where(entry => !entry.IsEmergency && entry.ReviewBy >= date)]);
                foreach (var (language, wording) in wordings) byCountry.Add((country, language), HelpForCountry.From(emergency, services, wording));
            }
        }

        public DateOnly Date { get; }

        public IReadOnlyList<HelpEntry> Expired { get; }

        // Somebody to talk to in a crisis is always among the services, from anywhere if the country lists none.
        private static IReadOnlyList<HelpEntry> WithCrisis(HelpFile file, IReadOnlyList<HelpEntry> services) =>
            services.Any(entry => entry.Purpose == "crisis") ? services : [.. services, .. file.International];

        public HelpForCountry For(string? country, string language) =>
            country is not null && byCountry.TryGetValue((country, language), out var help) ? help : elsewhere[language];
    }
}

/// <summary>Help for one country in one language.</summary>
/// <param name="Emergency">Whom to call in an emergency or a crisis.</param>
/// <param name="Services">All services but the emergency numbers; never empty.</param>
internal sealed record HelpForCountry(IReadOnlyList<HelpContact> Emergency, IReadOnlyList<HelpContact> Services)
{
    internal static HelpForCountry From(IEnumerable<HelpEntry> emergency, IReadOnlyList<HelpEntry> services, HelpWording wording) => new(
        [.. emergency.Concat(services.Where(entry => entry.Purpose == "crisis")).Select(entry => HelpContact.From(entry, wording))],
        [.. services.Select(entry => HelpContact.From(entry, wording))]);
}
