using System.Data.Common;
using KetamineScreening.Api.Periods;
using KetamineScreening.Api.Releases;
using KetamineScreening.Api.Store;
using KetamineScreening.Domain.Aggregates;

namespace KetamineScreening.Api.Contributions;

/// <summary>The only writer of the process: on a fixed schedule it closes ended periods and commits whole batches.</summary>
/// <remarks>
/// <para>
/// Every turn of the schedule is one commit, with a batch or without. If a full batch caused the commit, the time of the last commit,
/// or the number of commits in the header of the file, would tell that somebody was the tenth.
/// </para>
/// <para>
/// A commit with a failed or unknown outcome is retried unchanged, under the same mark and before anything else, until the store
/// confirms it. The tallies accept screenings meanwhile.
/// </para>
/// </remarks>
internal sealed partial class ContributionWriter(
    ContributionIntake contributions,
    PeriodLifecycle periods,
    CounterStore counters,
    PublishedReleases published,
    StoreMigrations migrations,
    DbDataSource source,
    ContributionOptions options,
    TimeProvider time,
    IHostApplicationLifetime lifetime,
    ILogger<ContributionWriter> logger)
    : BackgroundService
{
    private readonly RecurringWork writing = new("Writing to the store", logger);
    private readonly RecurringWork reclaiming = new("Reclaiming space in the store", logger);
    private readonly RecurringWork reading = new("Reading releases from the store", logger);
    private readonly CommitMark mark = new();
    private readonly Lock gate = new();
    private Task? finished;
    private Commit? unfinished;
    private long turns;

    /// <summary>Number of turns since the start in which everything was committed.</summary>
    public long Turns => Interlocked.Read(ref turns);

    /// <summary>Whether the commits of the last turn failed.</summary>
    public bool IsStoreFailing => writing.IsFailing;

    private delegate Task Work(CancellationToken cancellation);

    private bool HasWork => unfinished?.Screenings > 0 || contributions.Tallies.Any(tally => tally.Pending >= options.MinimumBatch);

    /// <inheritdoc />
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);

        // A host can be stopped twice at the same time; only one of the calls commits the rest.
        lock (gate) finished ??= Task.Run(() => FinishAsync(cancellationToken), CancellationToken.None);
        await finished;
    }

    /// <inheritdoc />
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.Run(() => WriteAsync(stoppingToken), CancellationToken.None);

    private async Task WriteAsync(CancellationToken stopping)
    {
        // Timers do not depend on the calendar, so setting the system clock does not stop the schedule.
        using var schedule = new PeriodicTimer(options.CommitInterval, time);
        try
        {
            // The service listens before the first turn. Only requests for releases wait for it.
            await ListeningAsync(stopping);
            await TryTurnAsync(CancellationToken.None);
            published.HasBeenTried();
            while (await schedule.WaitForNextTickAsync(stopping)) await TryTurnAsync(stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // FinishAsync commits the rest.
        }
    }

    private async Task ListeningAsync(CancellationToken stopping)
    {
        var listening = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = lifetime.ApplicationStarted.Register(listening.SetResult);
        await listening.Task.WaitAsync(stopping);
    }

    private async Task<bool> TryTurnAsync(CancellationToken cancellation)
    {
        var isCommitted = await writing.TryAsync(CommitAsync, cancellation);
        if (migrations.IsDone)
        {
            // Each fails on its own: releases are read although space cannot be reclaimed, or although a commit fails.
            await reclaiming.TryAsync(periods.ReclaimAsync, cancellation);
            await reading.TryAsync(published.RefreshAsync, cancellation);
        }

        if (isCommitted) Interlocked.Increment(ref turns);
        return isCommitted;
    }

    private async Task CommitAsync(CancellationToken cancellation)
    {
        await migrations.EnsureAsync(cancellation);
        var now = Quarter.Of(time.GetUtcNow());
        if (unfinished is { } earlier) await SettleAsync(earlier, cancellation);
        await CloseEndedPeriodsAsync(now, cancellation);
        await CommitBatchesAsync(now, cancellation);
    }

    private async Task CloseEndedPeriodsAsync(Quarter now, CancellationToken cancellation)
    {
        foreach (var period in await periods.OverAsync(now, cancellation))
        {
            var tally = contributions.Tallies.FirstOrDefault(tally =>
                tally.Questionnaire == period.Questionnaire && tally.Major == period.Major);
            var remainder = tally?.TakeEnded(now);
            var closing = new Commit(remainder?.Screenings ?? 0, async again =>
            {
                var outcome = await periods.CloseAsync(period, now, remainder, mark, again);
                if (outcome != ClosingOutcome.Published && remainder is not null) tally!.CarryOn(remainder);
            });
            await SettleAsync(closing, cancellation);
        }

        // The period of these screenings is gone: another process closed it, or an operator discarded it.
        foreach (var tally in contributions.Tallies) tally.CarryOn(tally.TakeEnded(now));
    }

    private async Task CommitBatchesAsync(Quarter now, CancellationToken cancellation)
    {
        var batches = contributions.Tallies.Select(tally => tally.Take(now)).OfType<Batch>().ToList();
        await SettleAsync(new Commit(batches.Sum(batch => batch.Screenings), async again =>
        {
            var open = new List<(string Period, Batch Batch)>();
            foreach (var tally in contributions.Tallies)
            {
                // Periods of all questionnaires begin together, so that the begin of one does not tell that somebody answered.
                var period = await periods.OpenAsync(tally.Questionnaire, tally.Major, tally.Vocabulary, now, synthetic: false, again);
                var own = batches.Where(batch => batch.Questionnaire == tally.Questionnaire && batch.Major == tally.Major);
                open.AddRange(own.Select(batch => (period.Id, batch)));
            }

            await counters.AddAsync(mark, open, again);
        }), cancellation);
    }

    // A commit is retried until it is settled, and no mark is used for two commits.
    private async Task SettleAsync(Commit commit, CancellationToken cancellation)
    {
        unfinished = commit;
        await commit.Try(cancellation);
        unfinished = null;
        mark.Settle();
    }

    private async Task FinishAsync(CancellationToken cancellation)
    {
        try
        {
            // On the clock of the machine, like the host's limit for stopping.
            while (!await TryTurnAsync(cancellation) && HasWork) await Task.Delay(TimeSpan.FromMilliseconds(250), cancellation);
            await mark.ForgetAsync(source, cancellation);
        }
        catch (Exception failure) when (failure is OperationCanceledException || StoreMigrations.IsTransient(failure))
        {
            // The host's limit for stopping is reached, or the row of this writer stays in the store, which does no harm.
        }

        LogStopped((unfinished?.Screenings ?? 0) + contributions.Tallies.Sum(tally => tally.Pending));
    }

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "Stopped. Screenings dropped because they were fewer than a batch, or the store was not available: {Dropped}.")]
    private partial void LogStopped(int dropped);

    /// <summary>One transaction of the writer, which can be retried.</summary>
    /// <param name="Screenings">Number of screenings in it.</param>
    /// <param name="Try">Commits, or finds out that an earlier attempt did.</param>
    private sealed record Commit(int Screenings, Work Try);
}
