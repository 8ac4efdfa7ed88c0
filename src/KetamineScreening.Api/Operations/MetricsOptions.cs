using System.ComponentModel.DataAnnotations;

namespace KetamineScreening.Api.Operations;

/// <summary>Settings of the section <c>Metrics</c>.</summary>
internal sealed class MetricsOptions : IValidatableObject
{
    /// <summary>Address of the listener for metrics, such as <c>http://127.0.0.1:9464</c>; empty when metrics are not served.</summary>
    public string Url { get; set; } = "";

    /// <summary>Whether metrics are served.</summary>
    public bool AreServed => Url.Length > 0;

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        var isAddress = Uri.TryCreate(Url, UriKind.Absolute, out var url)
            && url is { Scheme: "http", AbsolutePath: "/", Query.Length: 0 };
        if (!AreServed || isAddress) yield break;
        var problem = $"is '{Url}'; it has to be an address such as 'http://127.0.0.1:9464', without a path.";
        yield return new ValidationResult(problem, [nameof(Url)]);
    }
}

/// <summary>The standard environment variables of OpenTelemetry that turn the export of metrics on.</summary>
/// <remarks>The exporter reads the other standard variables itself.</remarks>
internal sealed class OtlpOptions : IValidatableObject
{
    private const string AnyKey = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private const string MetricsKey = "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT";

    /// <summary>Address of the collector for all signals; empty for none.</summary>
    [ConfigurationKeyName(AnyKey)]
    public string Endpoint { get; set; } = "";

    /// <summary>Address of the collector for metrics; empty for <see cref="Endpoint"/>.</summary>
    [ConfigurationKeyName(MetricsKey)]
    public string MetricsEndpoint { get; set; } = "";

    /// <summary>Whether metrics are sent to a collector.</summary>
    public bool IsOn => Endpoint.Length > 0 || MetricsEndpoint.Length > 0;

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        from entry in new[] { (Key: AnyKey, Value: Endpoint), (Key: MetricsKey, Value: MetricsEndpoint) }
        where entry.Value.Length > 0 && !(Uri.TryCreate(entry.Value, UriKind.Absolute, out var url) && url.Scheme is "http" or "https")
        select new ValidationResult($"is '{entry.Value}'; it has to be an address such as 'http://127.0.0.1:4317'.", [entry.Key]);
}
