using Microsoft.Extensions.Logging.Console;

namespace KetamineScreening.Api.Operations;

/// <summary>The log: lines on the console, for people or, with <c>Logging:Console:FormatterName=json</c>, for programs.</summary>
/// <remarks>
/// Whatever an operator turns up to find a fault, two things stay off: scopes, which carry the path of a request as it was
/// sent, and what the web framework says below a warning, which has the path and the query in it. A rule
/// for the console alone beats those for every log.
/// </remarks>
internal static class Logs
{
    private const string Requests = "Microsoft.AspNetCore.Hosting.Diagnostics";

    /// <summary>Shapes the lines.</summary>
    public static void Add(ILoggingBuilder logging)
    {
        logging.AddFilter<ConsoleLoggerProvider>("Microsoft.AspNetCore", LogLevel.Warning);
        // While any log takes what the host says about requests, it makes an activity and a scope of each, with its address in it.
        logging.AddFilter<ConsoleLoggerProvider>(Requests, LogLevel.None);
        logging.AddFilter(Requests, LogLevel.None);
        // The slim host has lines for people, whatever is configured.
        logging.Services.AddOptions<ConsoleLoggerOptions>().Configure<IConfiguration>((console, configuration) =>
            console.FormatterName = configuration["Logging:Console:FormatterName"] is { Length: > 0 } configured ? configured : ConsoleFormatterNames.Simple);
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
