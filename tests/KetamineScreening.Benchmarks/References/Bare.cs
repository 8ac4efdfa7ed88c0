using FastEndpoints;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace KetamineScreening.Benchmarks.References;

/// <summary>
/// An endpoint of FastEndpoints that sends stored bytes, with the settings of the service for the framework. Each of them can be left out,
/// which shows what it saves.
/// </summary>
internal static class Bare
{
    private const string Accessor = "accessor";
    private const string Binder = "binder";
    private const string Metrics = "metrics";
    private const string Log = "log";

    /// <summary>The settings, and what happens without them.</summary>
    public static IReadOnlyList<(string Setting, string Without)> Settings { get; } =
    [
        (Accessor, "with the accessor of the HTTP context that FastEndpoints registers"),
        (Binder, "with the default binder of requests"),
        (Metrics, "with metrics of requests"),
        (Log, "with the log category for which the host creates a scope and an activity"),
    ];

    /// <summary>An argument for the lengths of responses and the setting that is left out; empty for none.</summary>
    public static string Argument(string lengths, string without) => $"{lengths};{without}";

    /// <summary>Registers the endpoint.</summary>
    public static void Add(WebApplicationBuilder builder, string argument)
    {
        builder.Services.AddSingleton(new BareResponses(ServedLengths.Parse(argument.Split(';')[0])));
        builder.Services.AddFastEndpoints([typeof(BareEndpoint)]);
        if (!IsWithout(argument, Accessor)) builder.Services.RemoveAll<IHttpContextAccessor>();
        if (!IsWithout(argument, Log)) builder.Logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);
    }

    /// <summary>Maps the endpoint.</summary>
    public static void Map(WebApplication app, string argument)
    {
        var (hasBinder, hasMetrics) = (!IsWithout(argument, Binder), !IsWithout(argument, Metrics));
        app.MapFastEndpoints(config => config.Endpoints.Configurator = endpoint =>
        {
            endpoint.AllowAnonymous();
            if (hasBinder) endpoint.RequestBinder(typeof(NoBinder<>));
            if (hasMetrics) endpoint.Description(description => description.DisableHttpMetrics());
        });
    }

    private static bool IsWithout(string argument, string setting) => argument.Split(';')[1] == setting;

    private sealed class NoBinder<TRequest> : IRequestBinder<TRequest>
        where TRequest : notnull
    {
        public ValueTask<TRequest> BindAsync(BinderContext ctx, CancellationToken ct) =>
            ValueTask.FromResult((TRequest)(object)EmptyRequest.Instance);
    }
}

/// <summary>The stored responses, by id of the questionnaire.</summary>
internal sealed class BareResponses(IReadOnlyDictionary<string, int> lengths)
{
    private readonly Dictionary<string, byte[]> stored =
        lengths.ToDictionary(entry => entry.Key, entry => Reference.Spaces(entry.Value));

    /// <summary>The response of a questionnaire.</summary>
    public byte[] Of(string id) => stored[id];
}

/// <summary>Receives a body and sends stored bytes.</summary>
internal sealed class BareEndpoint(BareResponses responses) : EndpointWithoutRequest
{
    /// <inheritdoc />
    public override void Configure() => Post(Reference.Screenings);

    /// <inheritdoc />
    public override Task HandleAsync(CancellationToken ct) => Reference.Send(HttpContext, responses.Of(Route<string>("id")!));
}
