using System.Data.Common;
using KetamineScreening.Api.Periods;
using KetamineScreening.Api.Releases;
using KetamineScreening.Api.Store;
using KetamineScreening.Domain.Aggregates;

namespace KetamineScreening.Api.Contributions;

/// <summary>The only writer of the process: on a fixed schedule it closes what is over and takes whole batches to the store.</summary>
/// <remarks>
/// <para>
/// Every turn of the schedule is one commit, whether there is a batch or not. If commits came when a batch is full, the
/// time of the last one, or their number in the header of the file, would tell that somebody was the tenth.
/// </para>
/// <para>
/// A commit that failed, or of which that is unknown, is tried again, the same and under the same mark, before anything
/// else, until the store says that it has it; meanwhile the tallies go on taking in.
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
    private readonly CommitMark mark = new();
    private readonly Lock gate = new();
    private Task? finished;
    private Commit? unfinished;
    private long turns;
    private bool storeIsAway;

    /// <summary>How many turns of the schedule were finished since the start, each with all of its commits.</summary>
    public long Turns => Interlocked.Read(ref turns);

    /// <summary>Whether the store could not be written to when it was tried last.</summary>
    public bool IsStoreAway => Volatile.Read(ref storeIsAway);

    private delegate Task Work(CancellationToken cancellation);

    private bool HasWork => unfinished?.Screenings > 0 || contributions.Tallies.Any(tally => tally.Pending >= options.MinimumBatch);

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
        // The schedule is the machine's: a calendar that is turned, or set back, must not stop it.
        using var schedule = new PeriodicTimer(options.CommitInterval);
        try
        {
            // Periods begin with the service, but people are served first; only who asks for a release waits for this.
            await ListeningAsync(stopping);
            await TryTurnAsync(CancellationToken.None);
            published.HasBeenTried();
            while (await schedule.WaitForNextTickAsync(stopping)) await TryTurnAsync(stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // FinishAsync goes on from here.
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
        try
        {
            await migrations.EnsureAsync(cancellation);
            var now = Quarter.Of(time.GetUtcNow());
            if (unfinished is { } earlier) await SettleAsync(earlier, cancellation);
            await CloseWhatIsOverAsync(now, cancellation);
            await CommitWhatIsWholeAsync(now, cancellation);
            await periods.ReclaimAsync(cancellation);
            await published.RefreshAsync(cancellation);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // Whatever it is: an unforeseen failure here would end the service, and with it the results of everybody.
            if (!storeIsAway) LogAway(failure.Message);
            storeIsAway = true;
            return false;
        }
        catch (OperationCanceledException)
        {
            return false;
        }

        Interlocked.Increment(ref turns);
        if (storeIsAway) LogBack();
        storeIsAway = false;
        return true;
    }

    private async Task CloseWhatIsOverAsync(Quarter now, CancellationToken cancellation)
    {
        foreach (var period in await periods.OverAsync(now, cancellation))
        {
            var tally = contributions.Tallies.FirstOrDefault(tally => tally.Questionnaire == period.Questionnaire && tally.Major == period.Major);
            var remainder = tally?.TakeEnded(now);
            var closing = new Commit(remainder?.Screenings ?? 0, async again =>
            {
                var outcome = await periods.CloseAsync(period, now, remainder, mark, again);
                if (outcome != ClosingOutcome.Published && remainder is not null) tally!.CarryOn(remainder);
            });
            await SettleAsync(closing, cancellation);
        }

        // Of an earlier quarter whose period is gone already: closed by another process, or discarded.
        foreach (var tally in contributions.Tallies) tally.CarryOn(tally.TakeEnded(now));
    }

    private async Task CommitWhatIsWholeAsync(Quarter now, CancellationToken cancellation)
    {
        var batches = contributions.Tallies.Select(tally => tally.Take(now)).OfType<Batch>().ToList();
        await SettleAsync(new Commit(batches.Sum(batch => batch.Screenings), async again =>
        {
            var open = new List<(string Period, Batch Batch)>();
            foreach (var tally in contributions.Tallies)
            {
                // Also of instruments that nobody answers: that a period was begun must not tell that somebody did.
                var period = await periods.OpenAsync(tally.Questionnaire, tally.Major, tally.Vocabulary, now, synthetic: false, again);
                open.AddRange(batches.Where(batch => batch.Questionnaire == tally.Questionnaire && batch.Major == tally.Major).Select(batch => (period.Id, batch)));
            }

            await counters.AddAsync(mark, open, again);
        }), cancellation);
    }

    // Only what has not been settled is tried again, and nothing is settled twice under one mark.
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
            while (!await TryTurnAsync(cancellation) && HasWork) await Task.Delay(TimeSpan.FromMilliseconds(250), cancellation);
            await mark.ForgetAsync(source, cancellation);
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

    /// <summary>One transaction of the writer, which can be tried again.</summary>
    /// <param name="Screenings">Number of screenings in it.</param>
    /// <param name="Try">Does it, or finds that it was done.</param>
    private sealed record Commit(int Screenings, Work Try);
}
