using System.Globalization;
using KetamineScreening.Domain.Aggregates;

namespace KetamineScreening.Api.Periods;

/// <summary>An open period of one major version of a questionnaire.</summary>
internal sealed record Period
{
    /// <summary>Id of the period, for example <c>ketamine-self-check-2-2026q4</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Id of the questionnaire.</summary>
    public required string Questionnaire { get; init; }

    /// <summary>Major version of the questionnaire.</summary>
    public required long Major { get; init; }

    /// <summary>First quarter of the period, for example <c>2026q4</c>.</summary>
    public required string FirstQuarter { get; init; }

    /// <summary>Last quarter of the period. It moves forward when the period is extended.</summary>
    public required string LastQuarter { get; init; }

    /// <summary>Privacy budget of the noise, an exact fraction.</summary>
    public required string Rho { get; init; }

    /// <summary>How often the period was tested for enough screenings.</summary>
    public required long Gates { get; init; }

    /// <summary>1 when the period contains synthetic screenings, else 0.</summary>
    public required long Synthetic { get; init; }

    /// <summary>Whether the last quarter of the period has ended.</summary>
    public bool IsOver(Quarter now) => string.CompareOrdinal(LastQuarter, now.ToString()) < 0;

    /// <summary>Composes the id of a period that begins in a quarter.</summary>
    public static string IdOf(string questionnaire, int major, Quarter quarter, bool synthetic) =>
        string.Create(CultureInfo.InvariantCulture, $"{questionnaire}-{major}-{quarter}{(synthetic ? "-synthetic" : "")}");
}
