using FastEndpoints;
using KetamineScreening.Api.Contributions;
using KetamineScreening.Api.Http.Description;
using Microsoft.AspNetCore.Http.HttpResults;

namespace KetamineScreening.Api.Health;

/// <summary>Tells a load balancer whether to send requests to this process.</summary>
/// <remarks>
/// There is no answer for a service that is still starting: the listener opens last, so every request that arrives can be
/// served. Results do not need the store, and contributions wait in memory while it is down, so a failing store changes the word and not
/// the status. The word depends on the turns of the clock, and not on contributions.
/// </remarks>
internal sealed class GetReadiness(IHostApplicationLifetime lifetime, ContributionWriter writer)
    : EndpointWithoutRequest<Results<Ok<HealthResponse>, JsonHttpResult<HealthResponse>>>
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
                + "`degraded`, with 200, while the store fails: results are right, and screenings wait to be counted; the log says why. "
                + "Never limited.")
            .WithTags(OperationTag.Health)
            .Produces<HealthResponse>(StatusCodes.Status503ServiceUnavailable)
            .WithProblems());
    }

    /// <inheritdoc />
    public override Task<Results<Ok<HealthResponse>, JsonHttpResult<HealthResponse>>> ExecuteAsync(CancellationToken ct) =>
        Task.FromResult(Answer());

    private Results<Ok<HealthResponse>, JsonHttpResult<HealthResponse>> Answer()
    {
        HttpContext.Response.Headers.CacheControl = "no-store";
        if (!lifetime.ApplicationStopping.IsCancellationRequested)
        {
            return TypedResults.Ok(new HealthResponse(writer.IsDegraded ? "degraded" : "ready"));
        }

        return TypedResults.Json(
            new HealthResponse("stopping"), HealthJson.Plain.HealthResponse, statusCode: StatusCodes.Status503ServiceUnavailable);
    }
}
