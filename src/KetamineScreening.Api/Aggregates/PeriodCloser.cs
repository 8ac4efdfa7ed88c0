using KetamineScreening.Api.Store;
using KetamineScreening.Domain.Aggregates;

namespace KetamineScreening.Api.Aggregates;

/// <summary>Closes periods in the background, also of instruments that nobody answers any more.</summary>
public sealed partial class PeriodCloser(Periods periods, StoreMigrations migrations, TimeProvider time, ILogger<PeriodCloser> logger)
    : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(10);

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval);
        do
        {
            try
            {
                await migrations.EnsureAsync(stoppingToken);
                await periods.CloseDueAsync(Quarter.Of(time.GetUtcNow()), stoppingToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                LogFailed(failure.Message);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Periods could not be closed now: {Reason} It is tried again in ten minutes.")]
    private partial void LogFailed(string reason);
}
