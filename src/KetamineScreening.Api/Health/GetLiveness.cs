using KetamineScreening.Api.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace KetamineScreening.Api.Health;

/// <summary>Says that the process answers.</summary>
public sealed class GetLiveness : IEndpoint
{
    /// <inheritdoc />
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapMethods("/health/live", Methods.GetAndHead, Handle)
        .DisableRateLimiting()
        .WithName(nameof(GetLiveness))
        .WithSummary("Ask whether the process is alive")
        .WithDescription("200 as long as the process answers at all. Never limited.")
        .WithTags(Tags.Health)
        .WithProblems();

    private static Ok<HealthResponse> Handle(HttpResponse response)
    {
        response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(new HealthResponse("live"));
    }
}

/// <summary>State of the service; no counts, since those would tell about people.</summary>
/// <param name="Status">`live`, `ready` or `stopping`.</param>
public sealed record HealthResponse(string Status);
