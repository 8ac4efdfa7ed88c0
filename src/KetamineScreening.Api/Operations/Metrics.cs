using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using KetamineScreening.Api.Configuration;
using KetamineScreening.Api.Contributions;

namespace KetamineScreening.Api.Operations;

/// <summary>Figures for operators, in the text format of Prometheus, at an address of their own: never an answer, a band or where somebody comes from.</summary>
/// <remarks>
/// How many screenings are counted is rounded to whole batches: on the public side nothing tells it, and who scrapes
/// every second must not see single people either.
/// </remarks>
internal sealed class Metrics(ContributionIntake contributions, ContributionWriter writer, Settings settings)
{
    private const string ContentType = "text/plain; version=0.0.4; charset=utf-8";
    private static readonly double[] Bounds = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5];

    private readonly ConcurrentDictionary<(string Method, string Route, int Status), long> requests = new();
    private readonly long[] buckets = new long[Bounds.Length + 1];
    private long microseconds;

    /// <summary>Answers at the address of the settings, and counts what is asked elsewhere; does nothing when there is no address.</summary>
    public static void Use(WebApplication app, Settings settings)
    {
        if (settings.MetricsUrl is not { } url) return;
        var metrics = app.Services.GetRequiredService<Metrics>();
        app.Use((context, next) => context.Connection.LocalPort == url.Port ? metrics.AnswerAsync(context) : metrics.CountAsync(context, next));
    }

    private Task AnswerAsync(HttpContext context)
    {
        var isAsked = context.Request.Path == "/metrics" && (HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method));
        if (!isAsked)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return context.Response.CompleteAsync();
        }

        context.Response.ContentType = ContentType;
        return HttpMethods.IsHead(context.Request.Method) ? Task.CompletedTask : context.Response.WriteAsync(Write(), context.RequestAborted);
    }

    private async Task CountAsync(HttpContext context, RequestDelegate next)
    {
        var began = Stopwatch.GetTimestamp();
        try
        {
            await next(context);
        }
        finally
        {
            var took = Stopwatch.GetElapsedTime(began);
            var route = (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "-";
            requests.AddOrUpdate((Http.AccessLine.Known(context.Request.Method), route, context.Response.StatusCode), 1, (_, count) => count + 1);
            var bucket = Array.FindIndex(Bounds, bound => took.TotalSeconds <= bound);
            Interlocked.Increment(ref buckets[bucket < 0 ? Bounds.Length : bucket]);
            Interlocked.Add(ref microseconds, (long)took.TotalMicroseconds);
        }
    }

    private string Write()
    {
        var text = new StringBuilder();
        Head("ketamine_screening_requests_total", "counter", "Requests by method, route pattern and status.");
        foreach (var ((method, route, status), count) in requests.OrderBy(entry => entry.Key))
        {
            text.Append(CultureInfo.InvariantCulture, $"ketamine_screening_requests_total{{method=\"{method}\",route=\"{route.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\",status=\"{status}\"}} {count}\n");
        }

        Head("ketamine_screening_request_seconds", "histogram", "How long requests took.");
        var sum = 0L;
        foreach (var (place, bound) in Bounds.Append(double.PositiveInfinity).Index())
        {
            sum += Interlocked.Read(ref buckets[place]);
            var label = double.IsInfinity(bound) ? "+Inf" : bound.ToString(CultureInfo.InvariantCulture);
            text.Append(CultureInfo.InvariantCulture, $"ketamine_screening_request_seconds_bucket{{le=\"{label}\"}} {sum}\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"ketamine_screening_request_seconds_sum {Interlocked.Read(ref microseconds) / 1e6}\nketamine_screening_request_seconds_count {sum}\n");
        Single("ketamine_screening_pending_batches", "gauge", "Whole batches of screenings that wait to be committed.", contributions.Tallies.Sum(tally => tally.Pending / settings.MinimumBatch));
        Single("ketamine_screening_dropped_total", "counter", "Screenings that were not counted because too many waited already.", contributions.Dropped);
        Single("ketamine_screening_turns_total", "counter", "Turns of the schedule that were committed, with a batch or without.", writer.Turns);
        Single("ketamine_screening_store_up", "gauge", "1 when the last turn of the schedule could be committed.", writer.IsStoreAway ? 0 : 1);
        return text.ToString();

        void Head(string name, string type, string help) => text.Append(CultureInfo.InvariantCulture, $"# HELP {name} {help}\n# TYPE {name} {type}\n");

        void Single(string name, string type, string help, long value)
        {
            Head(name, type, help);
            text.Append(CultureInfo.InvariantCulture, $"{name} {value}\n");
        }
    }
}
