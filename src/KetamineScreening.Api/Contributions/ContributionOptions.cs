using System.ComponentModel.DataAnnotations;
using KetamineScreening.Api.Configuration;
using KetamineScreening.Api.Http.Limits;

namespace KetamineScreening.Api.Contributions;

/// <summary>Settings of the section <c>Contributions</c>.</summary>
internal sealed class ContributionOptions : IValidatableObject
{
    /// <summary>Time between two commits, in milliseconds.</summary>
    [WholeNumber(5_000, 3_600_000)]
    public int CommitMilliseconds { get; set; } = 60_000;

    /// <summary>Screenings of one network that are counted in a day; 0 for no limit.</summary>
    [WholeNumber(0, int.MaxValue)]
    public int PerNetworkPerDay { get; set; } = 20;

    /// <summary>Networks or addresses without that limit, such as the server of a clinic that calls the API.</summary>
    public IReadOnlyList<string> TrustedNetworks { get; set; } = [];

    /// <summary>Time between two commits.</summary>
    public TimeSpan CommitInterval => TimeSpan.FromMilliseconds(CommitMilliseconds);

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) => TrustedNetworks
        .Where(network => Proxies.TryParse(network) is null)
        .Select(network => $"has '{network}'; a network looks like '10.0.0.0/8', a single address like '192.0.2.7'.")
        .Select(problem => new ValidationResult(problem, [nameof(TrustedNetworks)]));
}
