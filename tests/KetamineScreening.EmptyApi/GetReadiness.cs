using FastEndpoints;

namespace KetamineScreening.EmptyApi;

/// <summary>The only endpoint.</summary>
internal sealed class GetReadiness : EndpointWithoutRequest<string>
{
    /// <inheritdoc />
    public override void Configure()
    {
        Get("/health/ready");
        AllowAnonymous();
    }

    /// <inheritdoc />
    public override Task<string> ExecuteAsync(CancellationToken ct) => Task.FromResult("ready");
}
