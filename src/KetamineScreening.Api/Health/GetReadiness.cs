using KetamineScreening.Api.Http;

namespace KetamineScreening.Api.Health;

/// <summary>Says whether the process should be sent requests.</summary>
/// <remarks>The store plays no part: without it every person still gets the right result, and what is to be counted waits.</remarks>
public sealed class GetReadiness : IEndpoint
{
    /// <inheritdoc />
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapMethods("/health/ready", Methods.GetAndHead, Handle)
        .DisableRateLimiting()
        .WithName(nameof(GetReadiness))
        .WithSummary("Ask whether to send requests")
        .WithDescription("200 from the end of the start to the beginning of the stop, 503 otherwise. The store plays no part: without it results are still right. Never limited.")
        .WithTags(Tags.Health)
        .Produces<HealthResponse>()
        .Produces<HealthResponse>(StatusCodes.Status503ServiceUnavailable)
        .WithProblems();

    private static IResult Handle(HttpResponse response, [FromServices] IHostApplicationLifetime lifetime)
    {
        response.Headers.CacheControl = "no-store";
        var isReady = lifetime.ApplicationStarted.IsCancellationRequested && !lifetime.ApplicationStopping.IsCancellationRequested;
        return isReady
            ? TypedResults.Ok(new HealthResponse("ready"))
            : TypedResults.Json(new HealthResponse("stopping"), ApiJson.Plain.HealthResponse, statusCode: StatusCodes.Status503ServiceUnavailable);
    }
}
