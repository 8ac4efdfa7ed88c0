using System.Text;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace KetamineScreening.Api.Tests.Operations;

/// <summary>Metrics that the real executable sends to an OTLP collector.</summary>
public sealed class OtlpTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("ketamine-screening-").FullName;

    public static TheoryData<string, string?, string> Ways => new()
    {
        { "OTEL_EXPORTER_OTLP_", "http/protobuf", "/v1/metrics" },
        { "OTEL_EXPORTER_OTLP_METRICS_", "http/protobuf", "/" },
        { "OTEL_EXPORTER_OTLP_", null, "/opentelemetry.proto.collector.metrics.v1.MetricsService/Export" },
        { "OTEL_EXPORTER_OTLP_METRICS_", "grpc", "/opentelemetry.proto.collector.metrics.v1.MetricsService/Export" },
    };

    [Theory, MemberData(nameof(Ways))]
    public async Task They_are_sent_where_the_standard_variables_say_and_contain_nothing_of_a_person(
        string prefix, string? protocol, string path)
    {
        await using var collector = await Collector.StartAsync(protocol == "http/protobuf" ? HttpProtocols.Http1 : HttpProtocols.Http2);
        var settings = new Dictionary<string, string>
        {
            [$"{prefix}ENDPOINT"] = collector.Address,
            [$"{prefix}HEADERS"] = "x-key=of-the-operator",
            ["OTEL_METRIC_EXPORT_INTERVAL"] = "100",
            ["OTEL_SERVICE_NAME"] = "named-by-the-operator",
            ["Store:ConnectionString"] = $"Data Source={folder}/store.db",
        };
        if (protocol is not null) settings[$"{prefix}PROTOCOL"] = protocol;
        await using var service = await Executable.Start(settings);
        service.Http.DefaultRequestHeaders.UserAgent.ParseAdd("canary/5e1f");
        using var content = new StringContent(Some.Body(Some.Answers(("craving", "weekly")), contribute: true), null, "application/json");
        var screenings = $"/v1/questionnaires/{Some.SelfCheck}/screenings?canary=5e1f";
        (await service.Http.PostAsync(screenings, content, TestContext.Current.CancellationToken)).EnsureSuccessStatusCode();
        (await service.Http.GetAsync("/v1/questionnaires?canary=5e1f", TestContext.Current.CancellationToken)).EnsureSuccessStatusCode();

        // Figures are totals since the start, so this export would contain the screening too.
        var export = await collector.First(body => body.Contains("/v1/questionnaires", StringComparison.Ordinal));

        Assert.Equal((path, "of-the-operator"), (export.Path, export.Key));
        string[] names = ["named-by-the-operator", "http.server.request.duration", "ketamine_screening.store_up"];
        Assert.All(names, name => Assert.Contains(name, export.Body, StringComparison.Ordinal));
        string[] traces = ["screenings", "canary", "craving", "weekly", "127.0.0.1", "self-check", folder];
        Assert.All(traces, trace => Assert.DoesNotContain(trace, export.Body, StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain("Metrics are served", service.Output, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private sealed record Export(string Path, string Key, string Body);

    /// <summary>Receives exports over HTTP or gRPC; strings in the binary messages are searched for without decoding them.</summary>
    private sealed class Collector : IAsyncDisposable
    {
        private readonly Channel<Export> exports = Channel.CreateUnbounded<Export>();
        private readonly WebApplication app;

        private Collector(HttpProtocols protocols)
        {
            var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
            builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
            builder.WebHost.ConfigureKestrel(kestrel => kestrel.ConfigureEndpointDefaults(listen => listen.Protocols = protocols));
            app = builder.Build();
            app.Run(ReceiveAsync);
        }

        public string Address => app.Urls.Single();

        public static async Task<Collector> StartAsync(HttpProtocols protocols)
        {
            var collector = new Collector(protocols);
            await collector.app.StartAsync(TestContext.Current.CancellationToken);
            return collector;
        }

        public async Task<Export> First(Predicate<string> isWanted)
        {
            using var wait = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
            wait.CancelAfter(Wait.Limit);
            await foreach (var export in exports.Reader.ReadAllAsync(wait.Token))
            {
                if (isWanted(export.Body)) return export;
            }

            throw new InvalidOperationException("No such export arrived.");
        }

        public async ValueTask DisposeAsync() => await app.DisposeAsync();

        private async Task ReceiveAsync(HttpContext context)
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body, context.RequestAborted);
            var (path, key) = (context.Request.Path, context.Request.Headers["x-key"].ToString());
            exports.Writer.TryWrite(new Export(path, key, Encoding.Latin1.GetString(body.ToArray())));
            if (!context.Response.SupportsTrailers()) return;
            context.Response.ContentType = "application/grpc";
            await context.Response.Body.WriteAsync(new byte[5], context.RequestAborted);
            context.Response.AppendTrailer("grpc-status", "0");
        }
    }
}
