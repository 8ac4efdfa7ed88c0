using System.Globalization;
using KetamineScreening.Domain.Aggregates;

namespace KetamineScreening.Api.Periods;

/// <summary>An open period of one major version of one instrument.</summary>
internal sealed record Period
{
    /// <summary>Id of the period, for example <c>ketamine-self-check-1-2026q4</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Id of the instrument.</summary>
    public required string Questionnaire { get; init; }

    /// <summary>Its major version.</summary>
    public required long Major { get; init; }

    /// <summary>Quarter it began in.</summary>
    public required string FirstQuarter { get; init; }

    /// <summary>Quarter it ends with, unless it is carried on.</summary>
    public required string LastQuarter { get; init; }

    /// <summary>Budget of its noise, an exact fraction.</summary>
    public required string Rho { get; init; }

    /// <summary>How often it was asked whether enough people have answered.</summary>
    public required long Gates { get; init; }

    /// <summary>1 when it holds made-up screenings.</summary>
    public required long Synthetic { get; init; }

    /// <summary>Whether its last quarter is over.</summary>
    public bool IsOver(Quarter now) => string.CompareOrdinal(LastQuarter, now.ToString()) < 0;

    /// <summary>Id of a period that begins in a quarter.</summary>
    public static string IdOf(string questionnaire, int major, Quarter quarter, bool synthetic) =>
        string.Create(CultureInfo.InvariantCulture, $"{questionnaire}-{major}-{quarter}{(synthetic ? "-synthetic" : "")}");
}
