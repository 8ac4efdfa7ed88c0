using System.Globalization;
using System.Threading.RateLimiting;
using KetamineScreening.Api.Http.Errors;

namespace KetamineScreening.Api.Http.Limits;

/// <summary>Limits the number of requests from one network, so that a single network cannot exhaust the service.</summary>
internal static class RateLimits
{
    // Costly requests of one network at a time; further ones wait. Otherwise people of other networks would have to wait for all of them.
    private const int MostCostlyRequests = 4;

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    /// <summary>Registers the limit of the options; 0 means no limit.</summary>
    /// <param name="services">Services of the host.</param>
    /// <param name="options">The limit.</param>
    /// <param name="costly">Path of the requests that need up to a hundred times the work of others.</param>
    public static void Add(IServiceCollection services, RateLimitOptions options, PathString costly)
    {
        if (options.RequestsPerMinute == 0) return;
        var hash = new KeyedHash();
        services.AddRateLimiter(limiter =>
        {
            // First the one that waits, because a request must not take two permits of the window.
            limiter.GlobalLimiter = PartitionedRateLimiter.CreateChained(
                PartitionedRateLimiter.Create<HttpContext, UInt128>(context =>
                    context.Request.Path.StartsWithSegments(costly, StringComparison.OrdinalIgnoreCase)
                    ? RateLimitPartition.GetConcurrencyLimiter(hash.Of(Network.Of(context)), _ => new ConcurrencyLimiterOptions
                    {
                        PermitLimit = MostCostlyRequests,
                        QueueLimit = options.RequestsPerMinute,
                    })
                    : RateLimitPartition.GetNoLimiter(UInt128.Zero)),
                PartitionedRateLimiter.Create<HttpContext, UInt128>(context =>
                    RateLimitPartition.GetFixedWindowLimiter(hash.Of(Network.Of(context)), _ => new FixedWindowRateLimiterOptions
                    {
                        PermitLimit = options.RequestsPerMinute,
                        Window = Window,
                    })));
            limiter.OnRejected = (rejected, _) => new ValueTask(Reject(rejected.HttpContext, options));
        });
    }

    /// <summary>Adds the middleware when there is a limit.</summary>
    public static void Use(WebApplication app, RateLimitOptions options)
    {
        if (options.RequestsPerMinute > 0) app.UseRateLimiter();
    }

    // The headers state the policy only. The remaining time would tell when others of the network made their first request.
    private static Task Reject(HttpContext context, RateLimitOptions options)
    {
        var headers = context.Response.Headers;
        headers.RetryAfter = Window.TotalSeconds.ToString(CultureInfo.InvariantCulture);
        headers["RateLimit-Policy"] = string.Create(
            CultureInfo.InvariantCulture, $"\"network\";q={options.RequestsPerMinute};w={Window.TotalSeconds}");
        headers["RateLimit"] = string.Create(CultureInfo.InvariantCulture, $"\"network\";r=0;t={Window.TotalSeconds}");
        return context.RequestServices.GetRequiredService<Problems>().Write(context, ProblemCode.TooManyRequests);
    }
}
