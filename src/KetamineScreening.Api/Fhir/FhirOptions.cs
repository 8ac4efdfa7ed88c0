using System.ComponentModel.DataAnnotations;

namespace KetamineScreening.Api.Fhir;

/// <summary>Settings of the section <c>Fhir</c>.</summary>
internal sealed class FhirOptions : IValidatableObject
{
    /// <summary>Base of the canonical addresses of FHIR resources.</summary>
    public string CanonicalBase { get; set; } = "https://ketamine-screening.example/fhir";

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        var isValid = Uri.TryCreate(CanonicalBase, UriKind.Absolute, out var uri)
            && uri is { Scheme: "http" or "https", UserInfo.Length: 0, Query.Length: 0, Fragment.Length: 0 }
            && uri.AbsoluteUri.TrimEnd('/') == CanonicalBase.TrimEnd('/');
        if (isValid) yield break;
        var problem = $"is '{CanonicalBase}'; it has to be an address such as 'https://example.org/fhir', without a query.";
        yield return new ValidationResult(problem, [nameof(CanonicalBase)]);
    }
}
