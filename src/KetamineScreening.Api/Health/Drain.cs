
namespace KetamineScreening.Api.Health;

/// <summary>Delays the stop, so that a load balancer sees readiness fail before connections are refused.</summary>
internal sealed partial class Drain(HealthOptions options, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<Drain> logger)
    : IHostedLifecycleService
{
    /// <summary>Adds the delay, when there is one, and extends the time that the host allows for a stop by it.</summary>
    public static void Add(IServiceCollection services, HealthOptions options)
    {
        if (options.Drain == TimeSpan.Zero) return;
        services.AddHostedService<Drain>();
        services.Configure<HostOptions>(host => host.ShutdownTimeout += options.Drain);
    }

    /// <inheritdoc />
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        // A host that is stopped by code, without a signal, announces the stop only after this method.
        lifetime.StopApplication();
        LogDraining((int)options.Drain.TotalSeconds);
        await Task.Delay(options.Drain, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <inheritdoc />
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(Level = LogLevel.Information, Message = "Readiness answers 503 from now on; the listener closes in {Seconds} s.")]
    private partial void LogDraining(int seconds);
}
