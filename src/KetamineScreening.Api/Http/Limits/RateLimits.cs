using KetamineScreening.Api.Http.Errors;
using System.Globalization;
using System.Threading.RateLimiting;

namespace KetamineScreening.Api.Http.Limits;

/// <summary>Limits the number of requests from one network, so that a single network cannot exhaust the service.</summary>
internal static class RateLimits
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    /// <summary>Registers the limit of the options; 0 means no limit.</summary>
    public static void Add(IServiceCollection services, RateLimitOptions options)
    {
        if (options.RequestsPerMinute == 0) return;
        var hash = new KeyedHash();
        services.AddRateLimiter(limiter =>
        {
            limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, UInt128>(context =>
                RateLimitPartition.GetFixedWindowLimiter(hash.Of(Network.Of(context)), _ => new FixedWindowRateLimiterOptions
                {
                    PermitLimit = options.RequestsPerMinute,
                    Window = Window,
                }));
            limiter.OnRejected = (rejected, _) => new ValueTask(Reject(rejected.HttpContext, rejected.Lease, options));
        });
    }

    /// <summary>Adds the middleware when there is a limit.</summary>
    public static void Use(WebApplication app, RateLimitOptions options)
    {
        if (options.RequestsPerMinute > 0) app.UseRateLimiter();
    }

    private static Task Reject(HttpContext context, RateLimitLease lease, RateLimitOptions options)
    {
        var wait = lease.TryGetMetadata(MetadataName.RetryAfter, out var left) ? left : Window;
        var seconds = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds));
        var headers = context.Response.Headers;
        headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        headers["RateLimit-Policy"] = string.Create(
            CultureInfo.InvariantCulture, $"\"network\";q={options.RequestsPerMinute};w={Window.TotalSeconds}");
        headers["RateLimit"] = string.Create(CultureInfo.InvariantCulture, $"\"network\";r=0;t={seconds}");
        return context.RequestServices.GetRequiredService<Problems>().Write(context, ProblemCode.TooManyRequests);
    }
}
