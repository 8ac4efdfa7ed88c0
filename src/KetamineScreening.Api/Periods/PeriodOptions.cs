using System.ComponentModel.DataAnnotations;
using KetamineScreening.Domain.Aggregates;

namespace KetamineScreening.Api.Periods;

/// <summary>Settings of the section <c>Periods</c>.</summary>
internal sealed class PeriodOptions : IValidatableObject
{
    private static readonly TimeSpan LongestGrace = TimeSpan.FromDays(1);

    /// <summary>Length of a period. A change takes effect after the open period.</summary>
    public PeriodLength Length { get; set; } = PeriodLength.Quarter;

    /// <summary>How long after its end a period stays open, so that every node writes what it received before the end.</summary>
    public TimeSpan Grace { get; set; } = TimeSpan.FromHours(1);

    /// <summary>The period that a screening received now belongs to.</summary>
    public CalendarPeriod Current(DateTimeOffset now) => CalendarPeriod.Of(now, Length);

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Grace >= TimeSpan.Zero && Grace <= LongestGrace) yield break;
        yield return new ValidationResult($"is '{Grace:c}'; it has to be a time from 00:00:00 to 1.00:00:00.", [nameof(Grace)]);
    }
}
