using System.ComponentModel.DataAnnotations;
using KetamineScreening.Domain.Aggregates.Noise;

namespace KetamineScreening.Api.Periods;

/// <summary>Settings of the section <c>Privacy</c>.</summary>
internal sealed class PrivacyOptions : IValidatableObject
{
    /// <summary>Privacy budget of one screening, as a decimal or an exact fraction, from 0.05 (more noise) to 1.0.</summary>
    public string Rho { get; set; } = "0.25";

    /// <summary>Division of the budget. A change takes effect in the next period.</summary>
    public PrivacyProfile Profile { get; set; } = PrivacyProfile.Full;

    /// <summary>The noise of the counters for this budget and division.</summary>
    public NoisePolicy Noise => NoisePolicy.Of(TryParse(out var rho) ? rho : NoisePolicy.SmallestRho, Profile);

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (TryParse(out _)) yield break;
        yield return new ValidationResult($"is '{Rho}'; it has to be a number from 0.05 to 1.0, such as 0.25.", [nameof(Rho)]);
    }

    private bool TryParse(out Rational rho) =>
        Rational.TryParse(Rho, out rho) && rho >= NoisePolicy.SmallestRho && rho <= NoisePolicy.LargestRho;
}
