using KetamineScreening.Api.Configuration;
using KetamineScreening.Domain.Aggregates;

namespace KetamineScreening.Api.Periods;

/// <summary>Settings of the section <c>Periods</c>.</summary>
internal sealed class PeriodOptions
{
    /// <summary>Length of a period; a change holds from the next period.</summary>
    public PeriodLength Length { get; set; } = PeriodLength.Quarter;

    /// <summary>
    /// How long after its end a period stays open, in seconds, so that every node writes what it received before the end.
    /// </summary>
    [WholeNumber(0, 86_400)]
    public int GraceSeconds { get; set; } = 3600;

    /// <summary>How long after its end a period stays open.</summary>
    public TimeSpan Grace => TimeSpan.FromSeconds(GraceSeconds);
}
