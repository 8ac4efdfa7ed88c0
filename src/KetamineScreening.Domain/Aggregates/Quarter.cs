using System.Globalization;

namespace KetamineScreening.Domain.Aggregates;

/// <summary>A calendar quarter in UTC, the only notion of time that aggregates have.</summary>
/// <param name="Year">Year.</param>
/// <param name="Number">1 to 4.</param>
public readonly record struct Quarter(int Year, int Number)
{
    /// <summary>The quarter of a moment.</summary>
    public static Quarter Of(DateTimeOffset moment)
    {
        var utc = moment.UtcDateTime;
        return new Quarter(utc.Year, (utc.Month - 1) / 3 + 1);
    }

    /// <summary>As it is written in ids, for example <c>2026q4</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Year:0000}q{Number}");
}
