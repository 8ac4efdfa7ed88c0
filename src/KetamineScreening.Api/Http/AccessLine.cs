using System.Diagnostics;

namespace KetamineScreening.Api.Http;

/// <summary>
/// One line per request: method, route pattern, status and time. Never the address that was called as it was sent (a
/// person may have put something into it), never where the request came from, a header or a body.
/// </summary>
internal static partial class AccessLine
{
    /// <summary>Category of the line; off by default, on with <c>Logging__LogLevel__KetamineScreening.Access=Information</c>.</summary>
    public const string Category = "KetamineScreening.Access";

    /// <summary>Writes the line after each request.</summary>
    public static void Use(WebApplication app)
    {
        var logger = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger(Category);
        if (!logger.IsEnabled(LogLevel.Information)) return;
        app.Use(async (context, next) =>
        {
            var began = Stopwatch.GetTimestamp();
            try
            {
                await next(context);
            }
            finally
            {
                var route = (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "-";
                Log(logger, Known(context.Request.Method), route, context.Response.StatusCode, Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            }
        });
    }

    // A method is free text on the wire.
    internal static string Known(string method) =>
        method is "GET" or "HEAD" or "POST" or "PUT" or "PATCH" or "DELETE" or "OPTIONS" ? method : "other";

    [LoggerMessage(Level = LogLevel.Information, Message = "{Method} {Route} {Status} {Milliseconds:0.0} ms")]
    private static partial void Log(ILogger logger, string method, string route, int status, double milliseconds);
}
