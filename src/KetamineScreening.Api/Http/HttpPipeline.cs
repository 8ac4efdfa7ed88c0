using KetamineScreening.Api.Http.Errors;
using KetamineScreening.Api.Http.Limits;
using KetamineScreening.Api.Http.Security;
namespace KetamineScreening.Api.Http;

/// <summary>What every request passes before it reaches an endpoint.</summary>
internal static class HttpPipeline
{
    /// <summary>Registers problems, CORS, rate limits and the policy for HTTPS.</summary>
    /// <param name="services">Services of the host.</param>
    /// <param name="cors">Origins that may call the API.</param>
    /// <param name="rateLimits">Limits of requests.</param>
    /// <param name="hsts">The policy for HTTPS.</param>
    /// <param name="costly">Path of the requests of which a network has few at a time.</param>
    public static IServiceCollection AddHttp(
        this IServiceCollection services,
        CrossOriginOptions cors,
        RateLimitOptions rateLimits,
        StrictTransportOptions hsts,
        PathString costly)
    {
        RateLimits.Add(services, rateLimits, costly);
        return services
            .AddHsts(options => options.MaxAge = TimeSpan.FromDays(hsts.MaxAgeDays))
            .AddCors(options => options.AddDefaultPolicy(policy => Cors.Allow(policy, cors)))
            .AddSingleton<Problems>()
            .AddSingleton(new CountedOrigins(cors));
    }

    /// <summary>Adds the middleware, outermost first.</summary>
    public static void UseHttp(
        this WebApplication app, ProxyOptions proxies, PathOptions path, CrossOriginOptions cors, RateLimitOptions rateLimits)
    {
        // Before the scheme of a proxy replaces that of the connection: a proxy that provides HTTPS sends the header itself.
        app.UseHsts();
        Proxies.Use(app, proxies);
        PublicPath.Use(app, path, proxies);
        AccessLine.Use(app);
        SecurityHeaders.Use(app);
        Problems.Use(app);
        Cors.Use(app, cors);
        Framing.Use(app);
        RateLimits.Use(app, rateLimits);
    }
}
