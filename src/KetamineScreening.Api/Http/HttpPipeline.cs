using KetamineScreening.Api.Http.Errors;
using KetamineScreening.Api.Http.Limits;
using KetamineScreening.Api.Http.Security;
namespace KetamineScreening.Api.Http;

/// <summary>What every request passes before it reaches an endpoint.</summary>
internal static class HttpPipeline
{
    /// <summary>Registers problems, CORS and rate limits.</summary>
    public static IServiceCollection AddHttp(this IServiceCollection services, CrossOriginOptions cors, RateLimitOptions rateLimits)
    {
        RateLimits.Add(services, rateLimits);
        return services
            .AddCors(options => options.AddDefaultPolicy(policy => Cors.Allow(policy, cors)))
            .AddSingleton<Problems>()
            .AddSingleton(new CountedOrigins(cors));
    }

    /// <summary>Adds the middleware, outermost first.</summary>
    public static void UseHttp(
        this WebApplication app, ProxyOptions proxies, PathOptions path, CrossOriginOptions cors, RateLimitOptions rateLimits)
    {
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
