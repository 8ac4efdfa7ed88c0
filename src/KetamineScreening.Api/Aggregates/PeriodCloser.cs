using KetamineScreening.Api.Store;
using KetamineScreening.Domain.Aggregates;

namespace KetamineScreening.Api.Aggregates;

/// <summary>Closes periods in the background, also of instruments that nobody answers any more.</summary>
public sealed class PeriodCloser(Periods periods, StoreMigrations migrations, TimeProvider time) : BackgroundService
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
            catch (Exception failure) when (StoreMigrations.IsAway(failure))
            {
                // The writer says so in the log; the next round tries again.
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
