using KetamineScreening.Api.Store;
using KetamineScreening.Domain.Aggregates;

namespace KetamineScreening.Api.Aggregates;

/// <summary>The only writer of the process: takes whole batches from the tallies to the store, in the background.</summary>
/// <remarks>
/// A batch that could not be committed, or of which that is unknown, is tried again, the same and under the same number,
/// until the store says that it has it; meanwhile the tallies go on taking in.
/// </remarks>
public sealed partial class ContributionWriter(
    Contributions contributions, Periods periods, CounterStore counters, StoreMigrations migrations, TimeProvider time, ILogger<ContributionWriter> logger)
    : BackgroundService
{
    // Under load one commit carries everything that came in since the last one.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    private readonly string writer = Guid.NewGuid().ToString("N");
    private readonly Lock gate = new();
    private Task? finished;
    private long committed;
    private Batch? unfinished;
    private bool storeIsAway;

    /// <inheritdoc />
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);

        // A host can be told to stop twice at the same time; what is left is committed by one of the two.
        lock (gate) finished ??= Task.Run(() => FinishAsync(cancellationToken), CancellationToken.None);
        await finished;
    }

    /// <inheritdoc />
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.Run(() => WriteAsync(stoppingToken), CancellationToken.None);

    private async Task WriteAsync(CancellationToken stopping)
    {
        var pause = Pause;
        try
        {
            while (true)
            {
                if (unfinished is null) await contributions.Ready.WaitAsync(stopping);
                var isDone = await TryCommitAllAsync(stopping);
                pause = isDone ? Pause : TimeSpan.FromTicks(Math.Min(2 * pause.Ticks, LongestPause.Ticks));
                await Task.Delay(pause, stopping);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // FinishAsync goes on from here.
        }
    }

    private async Task<bool> TryCommitAllAsync(CancellationToken cancellation)
    {
        if (unfinished is not null && !await TryCommitAsync(cancellation)) return false;
        foreach (var tally in contributions.Tallies)
        {
            unfinished = tally.Take();
            if (unfinished is not null && !await TryCommitAsync(cancellation)) return false;
        }

        return true;
    }

    private async Task<bool> TryCommitAsync(CancellationToken cancellation)
    {
        var batch = unfinished!;
        try
        {
            await migrations.EnsureAsync(cancellation);
            var stratum = await periods.OpenAsync(batch, Quarter.Of(time.GetUtcNow()), synthetic: false, cancellation);
            await counters.AddAsync(writer, committed + 1, stratum.Id, batch, cancellation);
        }
        catch (StratumGoneException)
        {
            // Closed or discarded by another process: what waits goes to the next period.
            await periods.ForgetAsync(batch, cancellation);
            return false;
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // Whatever it is: an unforeseen failure here would end the service, and with it the results of everybody.
            if (!storeIsAway) LogAway(failure.Message);
            storeIsAway = true;
            return false;
        }

        committed++;
        unfinished = null;
        if (storeIsAway) LogBack();
        storeIsAway = false;
        return true;
    }

    private async Task FinishAsync(CancellationToken cancellation)
    {
        try
        {
            while (!await TryCommitAllAsync(cancellation)) await Task.Delay(Pause, cancellation);
            if (committed > 0) await counters.ForgetWriterAsync(writer, cancellation);
        }
        catch (Exception failure) when (failure is OperationCanceledException || StoreMigrations.IsAway(failure))
        {
            // The host has waited as long as it was told to, or the row of this writer stays behind, which harms nothing.
        }

        LogStopped((unfinished?.Screenings ?? 0) + contributions.Tallies.Sum(tally => tally.Pending));
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The store cannot be written to: {Reason} Results go on; what is to be counted waits in memory.")]
    private partial void LogAway(string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "The store can be written to again.")]
    private partial void LogBack();

    [LoggerMessage(Level = LogLevel.Information, Message = "Stopped. Screenings dropped because they were fewer than a batch, or the store was away: {Dropped}.")]
    private partial void LogStopped(int dropped);
}
