using System.Diagnostics;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Metadata;

namespace KetamineScreening.Api.Http;

/// <summary>Logs one line per request, except results: method, route pattern, status and duration.</summary>
/// <remarks>
/// The line contains no path or query, since a person may have typed something into them, and no client address, header or body.
/// </remarks>
internal static partial class AccessLine
{
    /// <summary>Log category, off by default; <c>Logging__LogLevel__KetamineScreening.Access=Information</c> turns it on.</summary>
    public const string Category = "KetamineScreening.Access";

    /// <summary>Adds the middleware if the category is on.</summary>
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
                // The exception handler clears the endpoint of a request that failed and keeps it in its feature.
                var endpoint = context.GetEndpoint() ?? context.Features.Get<IExceptionHandlerFeature>()?.Endpoint;
                var route = (endpoint as RouteEndpoint)?.RoutePattern.RawText ?? "-";
                var took = Stopwatch.GetElapsedTime(began);
                if (IsLogged(context, endpoint))
                {
                    Log(logger, Known(context.Request.Method), route, context.Response.StatusCode, took.TotalMilliseconds);
                }
            }
        });
    }

    // A line for each result, or for the preflight request before it, would show when somebody took part.
    private static bool IsLogged(HttpContext context, Endpoint? endpoint) => !HttpMethods.IsOptions(context.Request.Method)
        && (context.Response.StatusCode != StatusCodes.Status200OK
            || endpoint?.Metadata.GetMetadata<IDisableHttpMetricsMetadata>() is null);

    // The client may send any text as the method.
    private static string Known(string method) =>
        method is "GET" or "HEAD" or "POST" or "PUT" or "PATCH" or "DELETE" or "OPTIONS" ? method : "other";

    [LoggerMessage(Level = LogLevel.Information, Message = "{Method} {Route} {Status} {Milliseconds:0.0} ms")]
    private static partial void Log(ILogger logger, string method, string route, int status, double milliseconds);
}
