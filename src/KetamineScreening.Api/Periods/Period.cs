using System.Globalization;
using KetamineScreening.Domain.Aggregates;
using KetamineScreening.Domain.Aggregates.Noise;

namespace KetamineScreening.Api.Periods;

/// <summary>An open period of one major version of a questionnaire, as it is stored, without its counters.</summary>
internal sealed record Period
{
    /// <summary>Id of the period, for example <c>ketamine-self-check-2-2026q4</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Id of the questionnaire.</summary>
    public required string Questionnaire { get; init; }

    /// <summary>Major version of the questionnaire.</summary>
    public required long Major { get; init; }

    /// <summary>The quarter or year, for example <c>2026q4</c> or <c>2026</c>.</summary>
    public required string Span { get; init; }

    /// <summary>Privacy budget of one screening, an exact fraction; 0 for no noise.</summary>
    public required string Rho { get; init; }

    /// <summary>Name of the <see cref="PrivacyProfile"/>.</summary>
    public required string Profile { get; init; }

    /// <summary>Hash of the counters and of everything that decides which of them a screening changes.</summary>
    public required string Layout { get; init; }

    /// <summary>Folder of the key, below the folder of the period.</summary>
    public required string Ring { get; init; }

    /// <summary>1 when the period contains synthetic screenings, else 0.</summary>
    public required long Synthetic { get; init; }

    /// <summary>The quarter or year.</summary>
    public CalendarPeriod Calendar => CalendarPeriod.Parse(Span);

    /// <summary>Whether the period contains synthetic screenings.</summary>
    public bool IsSynthetic => Synthetic == 1;

    /// <summary>The noise that the counters have had since the period began.</summary>
    public NoisePolicy Noise => NoisePolicy.Parse(Rho, Enum.Parse<PrivacyProfile>(Profile));

    /// <summary>Composes the id of a period.</summary>
    public static string IdOf(string questionnaire, int major, CalendarPeriod span, bool synthetic) =>
        string.Create(CultureInfo.InvariantCulture, $"{questionnaire}-{major}-{span}{(synthetic ? "-synthetic" : "")}");

    /// <summary>Whether screenings of a major version are counted in this period.</summary>
    public bool Counts(string questionnaire, int major) => Questionnaire == questionnaire && Major == major && !IsSynthetic;
}
