using KetamineScreening.Api.Http.Limits;
using System.ComponentModel.DataAnnotations;
using KetamineScreening.Api.Configuration;
using IPNetwork = System.Net.IPNetwork;

namespace KetamineScreening.Api.Http;

/// <summary>Settings of the section <c>RateLimits</c>.</summary>
internal sealed class RateLimitOptions
{
    /// <summary>Most requests of one network in a minute; 0 for no limit.</summary>
    [WholeNumber(0, int.MaxValue)]
    public int RequestsPerMinute { get; set; } = 600;
}

/// <summary>Settings of the section <c>Limits</c>.</summary>
internal sealed class LimitOptions
{
    /// <summary>Most concurrent connections.</summary>
    [WholeNumber(10, 1_000_000)]
    public int MaximumConnections { get; set; } = 10_000;

    /// <summary>Most concurrent connections of one network, except known proxies.</summary>
    [WholeNumber(10, 1_000_000)]
    public int ConnectionsPerNetwork { get; set; } = 1000;
}

/// <summary>Settings of the section <c>Hsts</c>.</summary>
internal sealed class StrictTransportOptions
{
    /// <summary>
    /// Days for which browsers use the host with HTTPS only (RFC 6797) after a response over the service's own HTTPS; 0 ends it in browsers
    /// that know it.
    /// </summary>
    [WholeNumber(0, 3650)]
    public int MaxAgeDays { get; set; } = 365;
}

/// <summary>Settings of the section <c>Proxies</c>.</summary>
internal sealed class ProxyOptions : IValidatableObject
{
    /// <summary>Networks or addresses of trusted proxies, such as <c>10.0.0.0/8</c> or <c>192.0.2.7</c>.</summary>
    public IReadOnlyList<string> Networks { get; set; } = [];

    /// <summary>The networks as the framework needs them.</summary>
    public IReadOnlyList<IPNetwork> Known => [.. Networks.Select(network => Proxies.TryParse(network)!.Value)];

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) => Networks
        .Where(network => Proxies.TryParse(network) is not { PrefixLength: > 0 })
        .Select(network =>
            $"has '{network}'; a network looks like '10.0.0.0/8', a single proxy like '192.0.2.7'. All addresses are no network.")
        .Select(problem => new ValidationResult(problem, [nameof(Networks)]));
}

/// <summary>Settings of the section <c>Cors</c>.</summary>
internal sealed class CrossOriginOptions : IValidatableObject
{
    /// <summary>
    /// Origins whose pages may call the API; <c>*</c> for every origin. Only pages of origins that are named can add to the totals.
    /// </summary>
    public IReadOnlyList<string> Origins { get; set; } = [Origin.Any];

    /// <summary>Whether pages of every origin may call the API.</summary>
    public bool AllowsAny => Origins.Contains(Origin.Any);

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) => Origins
        .Where(origin => origin != Origin.Any && !Origin.IsValid(origin))
        .Select(origin => $"has '{origin}'; an origin looks like 'https://example.org', without a path.")
        .Select(problem => new ValidationResult(problem, [nameof(Origins)]));
}

/// <summary>Settings of the section <c>Embed</c>.</summary>
internal sealed class EmbedOptions : IValidatableObject
{
    /// <summary>Origins whose pages may show the widget in a frame, besides the service's own; <c>*</c> for every origin.</summary>
    public IReadOnlyList<string> FrameAncestors { get; set; } = [Origin.Any];

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) => FrameAncestors
        .Where(ancestor => ancestor != Origin.Any && !Origin.IsValid(ancestor.Replace("://*.", "://", StringComparison.Ordinal)))
        .Select(ancestor =>
            $"has '{ancestor}'; it has to be '*' or look like 'https://example.org' or 'https://*.example.org', without a path.")
        .Select(problem => new ValidationResult(problem, [nameof(FrameAncestors)]));
}

/// <summary>Origins (RFC 6454) in settings.</summary>
internal static class Origin
{
    /// <summary>Stands for every origin.</summary>
    public const string Any = "*";

    /// <summary>Whether a text is an origin: scheme, host and port, and nothing else.</summary>
    public static bool IsValid(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri.UserInfo.Length == 0
        && uri.GetLeftPart(UriPartial.Authority) == text;
}
