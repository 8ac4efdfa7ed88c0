using System.Globalization;

namespace KetamineScreening.Api.Help;

/// <summary>When a service is open.</summary>
/// <param name="Text">In words.</param>
/// <param name="Pattern">`always`, `weekly` or `unknown`.</param>
/// <param name="TimeZone">IANA time zone of the times, for `weekly`.</param>
/// <param name="Spans">When it is open, for `weekly`; a break at noon makes two spans.</param>
internal sealed record OpeningHours(string Text, string Pattern, string? TimeZone, IReadOnlyList<OpeningSpan>? Spans)
{
    internal static OpeningHours From(HelpHours hours, HelpWording wording) =>
        new(InWords(hours, wording), hours.Pattern, hours.TimeZone, hours.Spans);

    private static string InWords(HelpHours hours, HelpWording wording)
    {
        if (hours.Spans is null) return Capitalized(wording.Hours[hours.Pattern]);
        var text = hours.Spans
            .GroupBy(span => string.Join(' ', span.Days.Order(StringComparer.Ordinal)), StringComparer.Ordinal)
            .Select(spans => HelpWording.Fill(
                wording.Hours["span"],
                ("days", InWords(spans.First().Days, wording)),
                ("times", wording.List([.. spans.Select(span => span.InWords(wording))]))))
            .Aggregate((first, rest) => HelpWording.Fill(wording.Hours["several"], ("first", first), ("rest", rest)));
        return Capitalized(HelpWording.Fill(wording.Hours["local-time"], ("hours", text)));
    }

    // The hours stand alone, and names of days are in lower case in many languages.
    private static string Capitalized(string text) => char.ToUpperInvariant(text[0]) + text[1..];

    // Three or more consecutive days are a range. Days that continue from Sunday to Monday come first: "Sunday to Thursday".
    private static string InWords(IReadOnlyList<string> days, HelpWording wording)
    {
        var lastClosed = Array.FindLastIndex(HelpCodes.Days, day => !days.Contains(day));
        if (lastClosed < 0) return wording.Days["every-day"];

        var first = days.Contains(HelpCodes.Days[0]) && days.Contains(HelpCodes.Days[^1]) ? lastClosed + 1 : 0;
        var ranges = new List<List<string>>();
        for (var i = 0; i < HelpCodes.Days.Length; i++)
        {
            var day = DayAt(first + i);
            if (!days.Contains(day)) continue;
            if (i > 0 && days.Contains(DayAt(first + i - 1))) ranges[^1].Add(day);
            else ranges.Add([day]);
        }

        return wording.List([.. ranges.SelectMany(Names)]);

        static string DayAt(int index) => HelpCodes.Days[index % HelpCodes.Days.Length];

        IEnumerable<string> Names(List<string> range) => range.Count > 2
            ? [HelpWording.Fill(wording.Days["range"], ("first", wording.Days[range[0]]), ("last", wording.Days[range[^1]]))]
            : range.Select(day => wording.Days[day]);
    }
}

/// <summary>Hours between opening and closing, the same on each of the days.</summary>
/// <param name="Days">Days it opens: `mon` to `sun`.</param>
/// <param name="Opens">Local time it opens, such as `09:30`.</param>
/// <param name="Closes">Local time it closes; when earlier than it opens, on the next day.</param>
internal sealed record OpeningSpan(IReadOnlyList<string> Days, string Opens, string Closes)
{
    /// <summary>Parses a time of the directory; null when it is not a time.</summary>
    internal static TimeOnly? ParseTime(string time) =>
        TimeOnly.TryParseExact(time, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var value) ? value : null;

    internal string InWords(HelpWording wording)
    {
        var (opens, closes) = (ParseTime(Opens)!.Value, ParseTime(Closes)!.Value);
        var isToNextDay = closes < opens && closes != TimeOnly.MinValue;
        return HelpWording.Fill(
            wording.Hours[isToNextDay ? "times-to-next-day" : "times"], ("opens", Time(opens)), ("closes", Time(closes)));

        string Time(TimeOnly time) => time.ToString(wording.Hours["time"], CultureInfo.InvariantCulture);
    }
}
