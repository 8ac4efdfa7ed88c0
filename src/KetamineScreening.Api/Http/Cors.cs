using KetamineScreening.Api.Configuration;
using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.Net.Http.Headers;

namespace KetamineScreening.Api.Http;

/// <summary>Which pages of other origins may call the API: by default all, and never with credentials, since there are none.</summary>
internal static class Cors
{
    private static readonly string[] Exposed =
        [HeaderNames.ETag, HeaderNames.Link, HeaderNames.ContentLanguage, HeaderNames.RetryAfter, "RateLimit", "RateLimit-Policy"];

    /// <summary>Allows the origins of the settings.</summary>
    public static void Allow(CorsPolicyBuilder policy, Settings settings)
    {
        if (settings.CorsOrigins.Contains("*")) policy.AllowAnyOrigin();
        else policy.WithOrigins([.. settings.CorsOrigins]);
        policy
            .WithMethods(HttpMethods.Get, HttpMethods.Head, HttpMethods.Post)
            .AllowAnyHeader()
            .WithExposedHeaders(Exposed)
            .SetPreflightMaxAge(TimeSpan.FromDays(1));
    }

    /// <summary>Answers preflights and marks answers; a cache on the way keeps those for different origins apart.</summary>
    public static void Use(WebApplication app, Settings settings)
    {
        if (!settings.CorsOrigins.Contains("*"))
        {
            // The framework says so only to origins that are allowed, and what a cache got without an origin is as good for none.
            app.Use((context, next) =>
            {
                context.Response.OnStarting(VaryByOrigin, context.Response);
                return next(context);
            });
        }

        // As UseCors does it, which compiles a call at each start and looks the provider up at each request.
        var services = app.Services;
        app.Use(next =>
        {
            var cors = new CorsMiddleware(next, services.GetRequiredService<ICorsService>(), services.GetRequiredService<ILoggerFactory>());
            var policies = services.GetRequiredService<ICorsPolicyProvider>();
            return context => cors.Invoke(context, policies);
        });
    }

    private static Task VaryByOrigin(object response)
    {
        var headers = ((HttpResponse)response).Headers;
        if (!headers.Vary.Contains(HeaderNames.Origin)) headers.Append(HeaderNames.Vary, HeaderNames.Origin);
        return Task.CompletedTask;
    }
}
