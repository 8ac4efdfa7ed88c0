using FastEndpoints;
using KetamineScreening.Api.Http.Description;
using Microsoft.AspNetCore.Http.HttpResults;

namespace KetamineScreening.Api.Health;

/// <summary>Says whether the process should be sent requests.</summary>
/// <remarks>The store does not matter here: without it every person still gets the right result, and contributions wait in memory.</remarks>
internal sealed class GetReadiness(IHostApplicationLifetime lifetime) : EndpointWithoutRequest<Results<Ok<HealthResponse>, JsonHttpResult<HealthResponse>>>
{
    /// <inheritdoc />
    public override void Configure()
    {
        Get("/health/ready");
        Description(endpoint => endpoint
            .DisableRateLimiting()
            .WithSummary("Ask whether to send requests")
            .WithDescription(
                "200 from the end of the start to the beginning of the stop, 503 otherwise. "
                + "The store plays no part: without it results are still right. Never limited.")
            .WithTags(OperationTag.Health)
            .Produces<HealthResponse>(StatusCodes.Status503ServiceUnavailable)
            .WithProblems());
    }

    /// <inheritdoc />
    public override Task<Results<Ok<HealthResponse>, JsonHttpResult<HealthResponse>>> ExecuteAsync(CancellationToken ct) => Task.FromResult(Answer());

    private Results<Ok<HealthResponse>, JsonHttpResult<HealthResponse>> Answer()
    {
        HttpContext.Response.Headers.CacheControl = "no-store";
        if (!lifetime.ApplicationStarted.IsCancellationRequested || lifetime.ApplicationStopping.IsCancellationRequested)
        {
            return TypedResults.Json(new HealthResponse("stopping"), HealthJson.Plain.HealthResponse, statusCode: StatusCodes.Status503ServiceUnavailable);
        }

        return TypedResults.Ok(new HealthResponse("ready"));
    }
}
