using System.Text.RegularExpressions;
using KetamineScreening.Api.Configuration;

namespace KetamineScreening.Api.Help;

/// <summary>Validates one entry of the help directory.</summary>
internal static partial class HelpEntryCheck
{
    private const int MinutesPerDay = 24 * 60;
    private const int HighestAge = 120;

    /// <summary>Lists the faults of an entry.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="country">ISO 3166-1 alpha-2 code of its country; null when it belongs to none.</param>
    public static IEnumerable<string> Faults(HelpEntry entry, string? country) =>
        [.. Codes(entry), .. Contacts(entry), .. Audience(entry, country), .. Opening(entry)];

    private static IEnumerable<string> Codes(HelpEntry entry)
    {
        if (entry.Commercial) yield return "is commercial";
        if (entry.Name is not null && string.IsNullOrWhiteSpace(entry.Name)) yield return "no name";
        if (!HelpCodes.Purposes.Contains(entry.Purpose)) yield return "unknown purpose";
        if (!HelpCodes.Costs.Contains(entry.Cost)) yield return "unknown cost";
        if (!HelpCodes.SourceStates.Contains(entry.SourceState)) yield return "unknown sourceState";
        if (entry.ReviewBy <= entry.LastVerified) yield return "reviewBy is not after lastVerified";
    }

    private static IEnumerable<string> Contacts(HelpEntry entry)
    {
        foreach (var number in new[] { entry.Phone, entry.Textphone, entry.Text, entry.WhatsApp }.OfType<string>())
        {
            if (!Number().IsMatch(number)) yield return $"'{number}' is not a number to call";
        }

        if (entry.WhatsApp is { } whatsApp && !whatsApp.StartsWith('+')) yield return $"'{whatsApp}' is not an international number";
        if (entry.Email is { } email && !Email().IsMatch(email)) yield return $"'{email}' is not an e-mail address";
        foreach (var address in new[] { entry.Chat, entry.Url, entry.Source }.OfType<string>())
        {
            var isAddress = Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps;
            if (!isAddress) yield return $"'{address}' is not an https address";
        }

        if (entry.IsEmergency && (entry.Phone ?? entry.Text) is null) yield return "no number";
        if (!entry.HasHours && entry.Url is null) yield return "no way to reach it";
    }

    private static IEnumerable<string> Audience(HelpEntry entry, string? country)
    {
        foreach (var age in new[] { entry.MinAge, entry.MaxAge }.OfType<int>().Where(age => age is < 0 or > HighestAge))
        {
            yield return $"{age} is not an age";
        }

        if (entry.MinAge > entry.MaxAge) yield return "minAge is above maxAge";
        if (entry.Regions is null) yield break;
        if (entry.Regions.Count == 0) yield return "regions is empty";
        foreach (var region in entry.Regions)
        {
            var isOfCountry = Region().IsMatch(region) && region.StartsWith($"{country}-", StringComparison.Ordinal);
            if (!isOfCountry) yield return $"'{region}' is not a region of {country ?? "a country"}";
        }
    }

    private static IEnumerable<string> Opening(HelpEntry entry)
    {
        if (entry.HasHours && entry.Hours is null) yield return "no hours";
        if (entry.Hours is not { } hours) yield break;
        if (!entry.HasHours) yield return "has hours, but neither a number nor a chat";
        if (!HelpCodes.Patterns.Contains(hours.Pattern)) yield return "unknown pattern of hours";
        var isWeekly = hours is { Spans.Count: > 0, TimeZone: not null };
        if (hours.Pattern == HelpCodes.Weekly ? !isWeekly : hours is not { Spans: null, TimeZone: null }) yield return "incomplete hours";
        if (hours.TimeZone is { } zone && !IsTimeZone(zone)) yield return $"'{zone}' is not a time zone";

        var spans = hours.Spans ?? [];
        var faults = spans.SelectMany(Faults).ToList();
        foreach (var fault in faults) yield return fault;
        if (faults.Count == 0 && Overlap(spans)) yield return "spans overlap";
    }

    private static IEnumerable<string> Faults(OpeningSpan span)
    {
        if (span.Days.Count == 0) yield return "a span without days";
        if (span.Days.Distinct().Count() < span.Days.Count) yield return "a span with the same day twice";
        foreach (var day in span.Days.Except(HelpCodes.Days)) yield return $"unknown day '{day}'";
        foreach (var time in new[] { span.Opens, span.Closes })
        {
            if (OpeningSpan.ParseTime(time) is null) yield return $"'{time}' is not a time";
        }

        if (span.Opens == span.Closes) yield return $"opens and closes at {span.Opens}";
    }

    private static bool Overlap(IEnumerable<OpeningSpan> spans)
    {
        var open = new HashSet<int>();
        foreach (var span in spans)
        {
            var (opens, closes) = (OpeningSpan.ParseTime(span.Opens)!.Value, OpeningSpan.ParseTime(span.Closes)!.Value);
            // The difference of two times wraps around midnight.
            var minutes = (int)(closes - opens).TotalMinutes;
            var starts = span.Days
                .Select(day => (Array.IndexOf(HelpCodes.Days, day) * MinutesPerDay) + (int)opens.ToTimeSpan().TotalMinutes);
            foreach (var minute in starts.SelectMany(start => Enumerable.Range(start, minutes)))
            {
                if (!open.Add(minute % (HelpCodes.Days.Length * MinutesPerDay))) return true;
            }
        }

        return false;
    }

    // A container image can lack the time zone database; it has no zones except UTC then, and ids are not checked.
    private static bool IsTimeZone(string id) =>
        TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone) ? zone.HasIanaId : TimeZoneInfo.GetSystemTimeZones().Count <= 1;

    [GeneratedRegex(@"^\+?\d(\d|[ -](?=\d))*$", RegexOptions.ExplicitCapture | RegexOptions.ECMAScript, PatternTimeout.Milliseconds)]
    private static partial Regex Number();

    [GeneratedRegex(@"^[^@\s]+@[^@\s]+\.[^@\s]+$", RegexOptions.None, PatternTimeout.Milliseconds)]
    private static partial Regex Email();

    [GeneratedRegex("^[A-Z]{2}-[A-Z0-9]{1,3}$", RegexOptions.None, PatternTimeout.Milliseconds)]
    private static partial Regex Region();
}
