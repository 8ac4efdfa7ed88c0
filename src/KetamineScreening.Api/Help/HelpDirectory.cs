using System.Collections.Concurrent;
using KetamineScreening.Api.Http;
using KetamineScreening.Api.Http.Caching;

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
    public HelpForCountry For(string? country, string language) => In(language).For(country);

    /// <summary>Help for all countries on the current day (UTC). It is the same object until the day ends.</summary>
    /// <param name="language">Language of the texts; English when the directory does not have it.</param>
    public LocalHelp In(string language) => Today().In(content.Wordings.ContainsKey(language) ? language : Language.Source);

    /// <summary>The texts in one of <see cref="Languages"/>.</summary>
    public HelpWording WordingOf(string language) => content.Wordings[language];

    /// <summary>The help of all countries on the current day (UTC), as JSON.</summary>
    /// <param name="language">One of <see cref="Languages"/>.</param>
    public ServedBytes Document(string language) => Today().Document(language);

    /// <summary>Help without expiry of entries. Examples use it, because they must not change with the date.</summary>
    public LocalHelp WithoutExpiry(string language) => new(content.File, content.Wordings[language], DateOnly.MinValue);

    /// <summary>The directory with the help of one country alone, without expiry of entries, as an example.</summary>
    public GetAllHelp.Response Example(string country)
    {
        var help = WithoutExpiry(Language.Source);
        return new(
            help.Elsewhere,
            new Dictionary<string, HelpForCountry> { [country] = help.For(country) },
            new Dictionary<string, IReadOnlyList<string>> { [country] = content.TimeZones[country] },
            content.File.Calls,
            content.File.Talk);
    }

    /// <summary>Entries that will have expired some days from now, by review date.</summary>
    /// <param name="days">Number of days from the current day (UTC).</param>
    public IReadOnlyList<(string? Country, HelpEntry Entry)> ExpiringWithin(int days)
    {
        var last = CurrentDate().AddDays(days);
        return [.. content.File.All().Where(listed => listed.Entry.ReviewBy <= last).OrderBy(listed => listed.Entry.ReviewBy)];
    }

    private DateOnly CurrentDate() => DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);

    private Day Today()
    {
        var date = CurrentDate();
        if (today is { } current && current.Date == date) return current;

        // Two concurrent requests at midnight may both create the day. Both results are equal, so no lock is needed.
        var fresh = new Day(content, date);
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

    /// <summary>The help on one day. Each language is put together on first use.</summary>
    private sealed class Day(HelpContent content, DateOnly date)
    {
        private readonly ConcurrentDictionary<string, LocalHelp> help = new(StringComparer.Ordinal);
        private readonly ConcurrentDictionary<string, ServedBytes> documents = new(StringComparer.Ordinal);

        public DateOnly Date => date;

        public IReadOnlyList<HelpEntry> Expired { get; } =
            [.. content.File.All().Select(listed => listed.Entry).Where(entry => entry.ReviewBy < date)];

        public LocalHelp In(string language) =>
            help.GetOrAdd(language, added => new LocalHelp(content.File, content.Wordings[added], date));

        public ServedBytes Document(string language) => documents.GetOrAdd(
            language, added => ServedBytes.Json(() => All(In(added)), HelpJson.Plain.GetAllHelpResponse));

        private GetAllHelp.Response All(LocalHelp local) =>
            new(
                local.Elsewhere,
                new SortedDictionary<string, HelpForCountry>(local.Countries.ToDictionary(), StringComparer.Ordinal),
                content.TimeZones,
                content.File.Calls,
                content.File.Talk);
    }
}
