using System.ComponentModel.DataAnnotations;

namespace KetamineScreening.Api.Fhir;

/// <summary>Settings of the section <c>Fhir</c>.</summary>
internal sealed class FhirOptions : IValidatableObject
{
    /// <summary>Largest number of characters of <see cref="CanonicalBase"/>, so that every result fits into one padded block.</summary>
    public const int LongestBase = 80;

    /// <summary>Base of the canonical addresses of FHIR resources, at most <see cref="LongestBase"/> characters.</summary>
    public string CanonicalBase { get; set; } = "https://ketamine-screening.example/fhir";

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        var isValid = Uri.TryCreate(CanonicalBase, UriKind.Absolute, out var uri)
            && uri is { Scheme: "http" or "https", UserInfo.Length: 0, Query.Length: 0, Fragment.Length: 0 }
            && uri.AbsoluteUri.TrimEnd('/') == CanonicalBase.TrimEnd('/');
        if (isValid && CanonicalBase.Length <= LongestBase) yield break;
        var problem = $"is '{CanonicalBase}'; it has to be an address such as 'https://example.org/fhir', without a query, "
            + $"of at most {LongestBase} characters.";
        yield return new ValidationResult(problem, [nameof(CanonicalBase)]);
    }
}
