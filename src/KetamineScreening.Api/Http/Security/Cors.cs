using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace KetamineScreening.Api.Http.Security;

/// <summary>Decides which pages of other origins may call the API: all by default, never with credentials.</summary>
/// <remarks><see cref="CountedOrigins"/> decides which of them can add to the totals.</remarks>
internal static class Cors
{
    private static readonly string[] Exposed =
    [
        HeaderNames.ETag, HeaderNames.Link, HeaderNames.ContentLanguage, HeaderNames.RetryAfter,
        "Deprecation", "RateLimit", "RateLimit-Policy",
    ];

    private static readonly string ExposedLine = string.Join(',', Exposed);

    /// <summary>Allows the origins of the options.</summary>
    public static void Allow(CorsPolicyBuilder policy, CrossOriginOptions options)
    {
        if (options.AllowsAny) policy.AllowAnyOrigin();
        else policy.WithOrigins([.. options.Origins]);
        policy
            .WithMethods(HttpMethods.Get, HttpMethods.Head, HttpMethods.Post)
            .AllowAnyHeader()
            .WithExposedHeaders(Exposed)
            .SetPreflightMaxAge(TimeSpan.FromDays(1));
    }

    /// <summary>Answers preflight requests and adds the CORS headers to responses, with <c>Vary: Origin</c> for shared caches.</summary>
    public static void Use(WebApplication app, CrossOriginOptions options)
    {
        // The framework adds the headers only when a request names its origin, and Vary: Origin only for allowed origins. A cache
        // could then serve a response that was requested without an origin, and so lacks the headers, to a page that needs them.
        app.Use(next => context =>
        {
            var isForAll = options.AllowsAny || context.GetEndpoint()?.Metadata.GetMetadata<ForeignUse>() is not null;
            context.Response.OnStarting(isForAll ? AllowAny : VaryByOrigin, context.Response);
            return next(context);
        });

        // Instead of UseCors, which compiles a delegate at each start and resolves the policy provider for each request.
        var services = app.Services;
        app.Use(next =>
        {
            var cors = new CorsMiddleware(next, services.GetRequiredService<ICorsService>(), services.GetRequiredService<ILoggerFactory>());
            var policies = services.GetRequiredService<ICorsPolicyProvider>();
            return context =>
            {
                // A preflight of a screening would be counted under its route, and requests that score answers are not counted.
                if (HttpMethods.IsOptions(context.Request.Method))
                {
                    context.Features.Get<IHttpMetricsTagsFeature>()?.MetricsDisabled = true;
                }

                return cors.Invoke(context, policies);
            };
        });
    }

    private static Task AllowAny(object response)
    {
        var headers = ((HttpResponse)response).Headers;
        headers.AccessControlAllowOrigin = CorsConstants.AnyOrigin;
        headers.AccessControlExposeHeaders = ExposedLine;
        return Task.CompletedTask;
    }

    private static Task VaryByOrigin(object response)
    {
        var headers = ((HttpResponse)response).Headers;
        if (!headers.Vary.Contains(HeaderNames.Origin)) headers.Append(HeaderNames.Vary, HeaderNames.Origin);
        return Task.CompletedTask;
    }
}
