using FastEndpoints;
using KetamineScreening.Api.Http.Description;
using Microsoft.AspNetCore.Http.HttpResults;

namespace KetamineScreening.Api.Health;

/// <summary>Tells a supervisor that the process responds.</summary>
internal sealed class GetLiveness : EndpointWithoutRequest<Ok<HealthResponse>>
{
    /// <inheritdoc />
    public override void Configure()
    {
        Get("/health/live");
        Description(endpoint => endpoint
            .DisableRateLimiting()
            .WithSummary("Ask whether the process is alive")
            .WithDescription("200 as long as the process answers at all. Never limited.")
            .WithTags(OperationTag.Health)
            .WithProblems());
    }

    /// <inheritdoc />
    public override Task<Ok<HealthResponse>> ExecuteAsync(CancellationToken ct)
    {
        HttpContext.Response.Headers.CacheControl = "no-store";
        return Task.FromResult(TypedResults.Ok(new HealthResponse("live")));
    }
}

/// <summary>State of the service; no counts, since those would tell about people.</summary>
/// <param name="Status">`live`, `ready`, `degraded` or `stopping`.</param>
internal sealed record HealthResponse(string Status);
