using System.Globalization;

namespace KetamineScreening.Domain.Aggregates;

/// <summary>How long periods are.</summary>
public enum PeriodLength
{
    /// <summary>A calendar quarter.</summary>
    Quarter,

    /// <summary>A calendar year.</summary>
    Year,
}

/// <summary>A calendar quarter or year in UTC, the only unit of time that aggregates know.</summary>
/// <param name="Year">Year.</param>
/// <param name="Quarter">1 to 4; 0 for the whole year.</param>
public readonly record struct CalendarPeriod(int Year, int Quarter) : IComparable<CalendarPeriod>
{
    private const int QuartersPerYear = 4;
    private const int MonthsPerQuarter = 3;

    /// <summary>The quarter that contains a point in time.</summary>
    public static CalendarPeriod QuarterOf(DateTimeOffset moment) => Of(moment, PeriodLength.Quarter);

    /// <summary>The period that contains a point in time.</summary>
    public static CalendarPeriod Of(DateTimeOffset moment, PeriodLength length)
    {
        var utc = moment.UtcDateTime;
        return new CalendarPeriod(utc.Year, length == PeriodLength.Year ? 0 : (utc.Month - 1) / MonthsPerQuarter + 1);
    }

    /// <summary>Parses <c>2026q4</c> or <c>2026</c>.</summary>
    /// <exception cref="FormatException">The text is neither.</exception>
    public static CalendarPeriod Parse(string text)
    {
        var isYear = text.Length == 4;
        if (!isYear && text is not [_, _, _, _, 'q', >= '1' and <= '4']) throw new FormatException("A period looks like 2026q4 or 2026.");
        var year = int.Parse(text.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture);
        return new CalendarPeriod(year, isYear ? 0 : text[^1] - '0');
    }

    /// <summary>Whether the left period begins earlier.</summary>
    public static bool operator <(CalendarPeriod left, CalendarPeriod right) => left.CompareTo(right) < 0;

    /// <summary>Whether the left period begins later.</summary>
    public static bool operator >(CalendarPeriod left, CalendarPeriod right) => left.CompareTo(right) > 0;

    /// <summary>Whether the left period begins earlier or at the same time.</summary>
    public static bool operator <=(CalendarPeriod left, CalendarPeriod right) => left.CompareTo(right) <= 0;

    /// <summary>Whether the left period begins later or at the same time.</summary>
    public static bool operator >=(CalendarPeriod left, CalendarPeriod right) => left.CompareTo(right) >= 0;

    /// <inheritdoc />
    public int CompareTo(CalendarPeriod other) => FirstDay.CompareTo(other.FirstDay);

    /// <summary>The period of the same length after this one.</summary>
    public CalendarPeriod Next() =>
        Quarter == 0 ? this with { Year = Year + 1 }
        : Quarter == QuartersPerYear ? new CalendarPeriod(Year + 1, 1)
        : this with { Quarter = Quarter + 1 };

    /// <summary>The period of the same length before this one.</summary>
    public CalendarPeriod Previous() =>
        Quarter == 0 ? this with { Year = Year - 1 }
        : Quarter == 1 ? new CalendarPeriod(Year - 1, QuartersPerYear)
        : this with { Quarter = Quarter - 1 };

    /// <summary>Whether the two have a day in common.</summary>
    public bool Overlaps(CalendarPeriod other) => Overlaps(other.FirstDay, other.LastDay);

    /// <summary>Whether any day from <paramref name="first"/> to <paramref name="last"/> is in the period.</summary>
    public bool Overlaps(DateOnly first, DateOnly last) => FirstDay <= last && first <= LastDay;

    /// <summary>First day.</summary>
    public DateOnly FirstDay => new(Year, Quarter == 0 ? 1 : MonthsPerQuarter * (Quarter - 1) + 1, 1);

    /// <summary>Last day.</summary>
    public DateOnly LastDay => Next().FirstDay.AddDays(-1);

    /// <summary>The first moment after the period.</summary>
    public DateTimeOffset End => new(Next().FirstDay, TimeOnly.MinValue, TimeSpan.Zero);

    /// <summary>The period as written in ids: <c>2026q4</c> or <c>2026</c>.</summary>
    public override string ToString() => Quarter == 0
        ? string.Create(CultureInfo.InvariantCulture, $"{Year:0000}")
        : string.Create(CultureInfo.InvariantCulture, $"{Year:0000}q{Quarter}");
}
