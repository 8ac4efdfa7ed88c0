using Microsoft.Extensions.Logging.Console;

namespace KetamineScreening.Api.Operations;

/// <summary>Configures the console log, as text or, with <c>Logging:Console:FormatterName=json</c>, as JSON.</summary>
/// <remarks>
/// Scopes and messages of the web framework below a warning stay off at every configured log level, since they contain the path and
/// query of requests. So do messages of which a client can cause any number. Filters for the console provider take precedence over
/// filters for all providers.
/// </remarks>
internal static class Logs
{
    private const string Requests = "Microsoft.AspNetCore.Hosting.Diagnostics";

    // Refused connections and violations of HTTP/2: clients could fill the disk with them.
    private static readonly string[] ByClients =
        ["Microsoft.AspNetCore.Server.Kestrel.Connections", "Microsoft.AspNetCore.Server.Kestrel.Http2"];

    /// <summary>Adds the filters and formats.</summary>
    public static void Add(ILoggingBuilder logging)
    {
        logging.AddFilter<ConsoleLoggerProvider>("Microsoft.AspNetCore", LogLevel.Warning);
        // If any provider accepts this category, the host creates an activity and a scope for each request, with its path in it.
        logging.AddFilter<ConsoleLoggerProvider>(Requests, LogLevel.None);
        logging.AddFilter(Requests, LogLevel.None);
        foreach (var category in ByClients) logging.AddFilter<ConsoleLoggerProvider>(category, LogLevel.None);
        // FastEndpoints reports the number of endpoints at every start.
        logging.AddFilter("FastEndpoints", LogLevel.Warning);
        // The slim host does not read this setting.
        logging.Services.AddOptions<ConsoleLoggerOptions>().Configure<IConfiguration>((console, configuration) => console.FormatterName =
            configuration["Logging:Console:FormatterName"] is { Length: > 0 } configured ? configured : ConsoleFormatterNames.Simple);
        logging.Services.Configure<SimpleConsoleFormatterOptions>(WithoutScopes);
        logging.Services.Configure<ConsoleFormatterOptions>(WithoutScopes);
        logging.Services.Configure<JsonConsoleFormatterOptions>(json =>
        {
            WithoutScopes(json);
            json.UseUtcTimestamp = true;
            json.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";
        });
    }

    private static void WithoutScopes(ConsoleFormatterOptions options) => options.IncludeScopes = false;
}
