using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using KetamineScreening.Api.Http;
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

    /// <summary>Policy and layout of the counters, as JSON of <see cref="PeriodPolicy"/>.</summary>
    public required string Policy { get; init; }

    /// <summary>1 when the period contains synthetic screenings, else 0.</summary>
    public required long Synthetic { get; init; }

    /// <summary>The quarter or year.</summary>
    public CalendarPeriod Calendar => CalendarPeriod.Parse(Span);

    /// <summary>Composes the id of a period.</summary>
    public static string IdOf(string questionnaire, int major, CalendarPeriod span, bool synthetic) =>
        string.Create(CultureInfo.InvariantCulture, $"{questionnaire}-{major}-{span}{(synthetic ? "-synthetic" : "")}");
}

/// <summary>What the noise of a period was drawn for; fixed when the period begins.</summary>
/// <param name="Rho">Budget of one screening, an exact fraction.</param>
/// <param name="Profile">Division of the budget.</param>
/// <param name="Layout">SHA-256 of the keys of the counters in their order, so that counters are never taken for others.</param>
internal sealed record PeriodPolicy(string Rho, PrivacyProfile Profile, string Layout)
{
    /// <summary>The policy as noise.</summary>
    public NoisePolicy Noise => Rational.TryParse(Rho, out var rho) && rho.Numerator.IsZero ? NoisePolicy.None
        : NoisePolicy.Of(rho, Profile);

    /// <summary>The policy of a period that begins now.</summary>
    public static PeriodPolicy Of(NoisePolicy noise, Vocabulary vocabulary) =>
        new(noise.Rho.ToString(), noise.Profile, LayoutOf(vocabulary));

    /// <summary>Reads a stored policy.</summary>
    public static PeriodPolicy Parse(string json) => JsonSerializer.Deserialize(json, PeriodJson.Plain.PeriodPolicy)!;

    /// <summary>Hash of the layout of a vocabulary.</summary>
    public static string LayoutOf(Vocabulary vocabulary) => Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', vocabulary.Cells.Select(cell => cell.Key)))));

    /// <summary>The policy as JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, PeriodJson.Plain.PeriodPolicy);
}

/// <summary>Serializer context for the policies of periods.</summary>
[JsonSerializable(typeof(PeriodPolicy))]
internal sealed partial class PeriodJson : JsonSerializerContext
{
    /// <summary>The context with the options of <see cref="JsonFormat"/>.</summary>
    public static PeriodJson Plain { get; } = new(JsonFormat.Options());
}
