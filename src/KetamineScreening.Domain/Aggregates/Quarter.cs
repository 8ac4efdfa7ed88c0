using System.Globalization;

namespace KetamineScreening.Domain.Aggregates;

/// <summary>A calendar quarter in UTC, the only unit of time that aggregates know.</summary>
/// <param name="Year">Year.</param>
/// <param name="Number">1 to 4.</param>
public readonly record struct Quarter(int Year, int Number) : IComparable<Quarter>
{
    /// <summary>The quarter that contains a point in time.</summary>
    public static Quarter Of(DateTimeOffset moment)
    {
        var utc = moment.UtcDateTime;
        return new Quarter(utc.Year, (utc.Month - 1) / 3 + 1);
    }

    /// <summary>Whether the left quarter is earlier.</summary>
    public static bool operator <(Quarter left, Quarter right) => left.CompareTo(right) < 0;

    /// <summary>Whether the left quarter is later.</summary>
    public static bool operator >(Quarter left, Quarter right) => left.CompareTo(right) > 0;

    /// <summary>Whether the left quarter is earlier or the same.</summary>
    public static bool operator <=(Quarter left, Quarter right) => left.CompareTo(right) <= 0;

    /// <summary>Whether the left quarter is later or the same.</summary>
    public static bool operator >=(Quarter left, Quarter right) => left.CompareTo(right) >= 0;

    /// <summary>Parses <c>2026q4</c>.</summary>
    public static bool TryParse(string? text, out Quarter quarter)
    {
        quarter = default;
        if (text is not [_, _, _, _, 'q', >= '1' and <= '4' and var number]) return false;
        if (!int.TryParse(text.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture, out var year)) return false;
        quarter = new Quarter(year, number - '0');
        return true;
    }

    /// <summary>Parses <c>2026q4</c>.</summary>
    /// <exception cref="FormatException">The text is not a quarter.</exception>
    public static Quarter Parse(string text) =>
        TryParse(text, out var quarter) ? quarter : throw new FormatException("A quarter looks like 2026q4.");

    /// <inheritdoc />
    public int CompareTo(Quarter other) => (Year, Number).CompareTo((other.Year, other.Number));

    /// <summary>The quarter after this one.</summary>
    public Quarter Next() => Number == 4 ? new Quarter(Year + 1, 1) : new Quarter(Year, Number + 1);

    /// <summary>The quarter before this one.</summary>
    public Quarter Previous() => Number == 1 ? new Quarter(Year - 1, 4) : new Quarter(Year, Number - 1);

    /// <summary>First day of the quarter.</summary>
    public DateOnly FirstDay => new(Year, 3 * Number - 2, 1);

    /// <summary>Last day of the quarter.</summary>
    public DateOnly LastDay => Next().FirstDay.AddDays(-1);

    /// <summary>The quarter as written in ids, for example <c>2026q4</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Year:0000}q{Number}");
}
