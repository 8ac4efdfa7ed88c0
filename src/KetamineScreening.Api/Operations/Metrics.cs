using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;

namespace KetamineScreening.Api.Operations;

/// <summary>Exports metrics: scraped by Prometheus from a listener of their own, sent to an OTLP collector, or both.</summary>
internal static class Metrics
{
    // The default boundaries begin at 5 ms, and nearly every response takes less than 1 ms.
    private static readonly double[] DurationBoundaries = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5];

    /// <summary>Adds the exporters that are configured; without any, requests are not measured at all.</summary>
    public static void Add(IHostApplicationBuilder builder, MetricsOptions options, OtlpOptions otlpOptions)
    {
        // In a method of its own, so that the assemblies of OpenTelemetry are not even loaded without an exporter.
        if (options.AreServed || otlpOptions.IsOn) AddExporters(builder, options, otlpOptions);
    }

    private static void AddExporters(IHostApplicationBuilder builder, MetricsOptions options, OtlpOptions otlpOptions)
    {
        builder.Services.AddOpenTelemetry()
            // OTEL_SERVICE_NAME and OTEL_RESOURCE_ATTRIBUTES come last and so take precedence.
            .ConfigureResource(resource => resource.AddService("ketamine-screening").AddEnvironmentVariableDetector())
            .WithMetrics(metrics =>
            {
                // Of a request the framework records method, route pattern, status, scheme and HTTP version: no path, query or address.
                metrics.AddMeter("Microsoft.AspNetCore.Hosting", ServiceInstruments.MeterName)
                    .AddView("http.server.request.duration", new ExplicitBucketHistogramConfiguration { Boundaries = DurationBoundaries })
                    .AddView("http.server.active_requests", MetricStreamConfiguration.Drop)
                    .AddInstrumentation<ServiceInstruments>();
                if (options.AreServed) metrics.AddPrometheusExporter(prometheus => prometheus.ScopeInfoEnabled = false);
                if (otlpOptions.IsOn) metrics.AddOtlpExporter(otlp => Configure(otlp, builder.Configuration));
            });
        if (options.AreServed) builder.Services.AddHostedService<MetricsListener>();
    }

    // The exporter reads OTEL_EXPORTER_OTLP_*, but not the variables for metrics alone, which take precedence by the specification.
    private static void Configure(OtlpExporterOptions otlp, IConfiguration configuration)
    {
        if (Of("ENDPOINT") is { } endpoint) otlp.Endpoint = new Uri(endpoint);
        if (Of("HEADERS") is { } headers) otlp.Headers = headers;
        if (Of("PROTOCOL") is { } protocol) otlp.Protocol = protocol == "grpc" ? OtlpExportProtocol.Grpc : OtlpExportProtocol.HttpProtobuf;

        string? Of(string name) => configuration[$"OTEL_EXPORTER_OTLP_METRICS_{name}"] is { Length: > 0 } value ? value : null;
    }
}
