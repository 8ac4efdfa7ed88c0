using System.Globalization;

namespace KetamineScreening.Api.Fhir.Search;

/// <summary>The period that a date means: a date without a time means the whole day in UTC.</summary>
/// <param name="Start">First moment.</param>
/// <param name="End">First moment after the period.</param>
internal sealed record DatePeriod(DateTimeOffset Start, DateTimeOffset End)
{
    private static readonly (string Format, Func<DateTimeOffset, DateTimeOffset> Next)[] Precisions =
    [
        ("yyyy", start => start.AddYears(1)),
        ("yyyy-MM", start => start.AddMonths(1)),
        ("yyyy-MM-dd", start => start.AddDays(1)),
        ("yyyy-MM-ddTHH:mmK", start => start.AddMinutes(1)),
        ("yyyy-MM-ddTHH:mm:ssK", start => start.AddSeconds(1)),
        ("yyyy-MM-ddTHH:mm:ss.FFFFFFFK", start => start.AddTicks(1)),
    ];

    /// <summary>Reads a date of FHIR with any precision; null when it is malformed.</summary>
    public static DatePeriod? Read(string text)
    {
        foreach (var (format, next) in Precisions)
        {
            if (DateTimeOffset.TryParseExact(
                text, format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var start) && start.Year < 9999)
            {
                return new DatePeriod(start, next(start));
            }
        }

        return null;
    }
}
