using System.Data.Common;
using System.Runtime.ExceptionServices;
using KetamineScreening.Api.Periods;
using KetamineScreening.Api.Questionnaires;
using KetamineScreening.Api.Releases;
using KetamineScreening.Api.Store;
using KetamineScreening.Domain.Aggregates;

namespace KetamineScreening.Api.Contributions;

/// <summary>The only writer of the process: on a fixed schedule it rewrites open periods and releases those that are over.</summary>
/// <remarks>
/// <para>
/// Every turn rewrites the counters of every open period, in one order, whether or not there is something to add. The clock alone decides
/// when, so neither the number of commits nor their times depend on people.
/// </para>
/// <para>
/// A turn with a failed or unknown outcome is retried unchanged, under the same mark and before anything else, until the store
/// confirms it. Arrivals are summed meanwhile.
/// </para>
/// </remarks>
internal sealed class ContributionWriter(
    ContributionIntake contributions,
    PeriodLifecycle periods,
    PeriodStore store,
    PeriodKeys keys,
    PeriodOptions periodOptions,
    QuestionnaireCatalog catalog,
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
    private readonly RecurringWork releasing = new("Releasing periods", logger);
    private readonly RecurringWork reclaiming = new("Reclaiming space in the store", logger);
    private readonly RecurringWork reading = new("Reading releases from the store", logger);
    private readonly CommitMark mark = new();
    private readonly Lock gate = new();
    private Task? finished;
    private Turn? unfinished;
    private long turns;

    /// <summary>Number of turns since the start in which everything was committed.</summary>
    public long Turns => Interlocked.Read(ref turns);

    /// <summary>Whether the commits of the last turn failed.</summary>
    public bool IsStoreFailing => writing.IsFailing;

    /// <summary>Whether any work on the store failed at its last attempt.</summary>
    public bool IsDegraded => writing.IsFailing || releasing.IsFailing || reclaiming.IsFailing || reading.IsFailing;

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
        // One time for the whole turn: a period must not be released before the next one has begun, however long a turn takes.
        DateTimeOffset now = default;
        var isCommitted = await writing.TryAsync(token => CommitAsync(now = time.GetUtcNow(), token), cancellation);
        if (migrations.IsDone)
        {
            // Each fails on its own: releases are read although space cannot be reclaimed, or although a commit fails.
            if (isCommitted) await releasing.TryAsync(token => ReleaseAsync(now, token), cancellation);
            await reclaiming.TryAsync(periods.ReclaimAsync, cancellation);
            await reading.TryAsync(published.RefreshAsync, cancellation);
        }

        if (isCommitted) Interlocked.Increment(ref turns);
        return isCommitted;
    }

    private async Task CommitAsync(DateTimeOffset now, CancellationToken cancellation)
    {
        await migrations.EnsureAsync(cancellation);
        if (unfinished is not null) await SettleAsync(cancellation);
        await BeginPeriodsAsync(now, cancellation);
        unfinished = new Turn([.. contributions.Arrivals
            .SelectMany(arrivals => arrivals.Take(CalendarPeriod.QuarterOf(now)), (arrivals, arrived) => (arrivals, arrived))]);
        await SettleAsync(cancellation);
    }

    // A period that cannot be released does not hold up the others.
    private async Task ReleaseAsync(DateTimeOffset now, CancellationToken cancellation)
    {
        Exception? first = null;
        foreach (var over in await periods.OverAsync(now, cancellation))
        {
            try
            {
                await periods.ReleaseAsync(over, cancellation);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                first ??= failure;
            }
        }

        if (first is not null) ExceptionDispatchInfo.Throw(first);
    }

    // Periods of all questionnaires begin by the clock, so that none of them shows that somebody answered.
    private async Task BeginPeriodsAsync(DateTimeOffset now, CancellationToken cancellation)
    {
        var (quarter, open) = (CalendarPeriod.QuarterOf(now), await store.ListAsync(cancellation));
        foreach (var arrivals in contributions.Arrivals)
        {
            if (open.Any(period => period.Counts(arrivals.Questionnaire, arrivals.Major) && period.Calendar.Overlaps(quarter))) continue;

            // When another period has a part of the year, the rest of the year is counted in quarters.
            var begun = await BeginAsync(periodOptions.Current(now));
            if (begun is null && periodOptions.Length == PeriodLength.Year) await BeginAsync(quarter);

            Task<Period?> BeginAsync(CalendarPeriod span) => periods.BeginAsync(
                catalog.Find(arrivals.Questionnaire)!, arrivals.Major, span, synthetic: false, cancellation);
        }
    }

    private async Task SettleAsync(CancellationToken cancellation)
    {
        while (!await TryWriteAsync(unfinished!, cancellation))
        {
        }

        unfinished!.Clear();
        unfinished = null;
        mark.Settle();
    }

    /// <returns>False when a period was closed by another process meanwhile, so that its sums need another period.</returns>
    private async Task<bool> TryWriteAsync(Turn turn, CancellationToken cancellation)
    {
        var open = await store.ListAsync(cancellation);
        keys.KeepOnly(open);
        turn.Assign(open);
        await using var connection = await source.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        if (!await mark.TryMoveAsync(connection, transaction)) return true;

        // In the order of the list, which is the same in all processes, so that two of them cannot deadlock.
        foreach (var period in open)
        {
            var isOpen = await store.RewriteAsync(connection, transaction, period, counters => turn.AddTo(period, counters));
            if (!isOpen && turn.AddsTo(period) && !turn.IsUnsettled) return false;
        }

        turn.Send();
        await transaction.CommitAsync(cancellation);
        return true;
    }

    private async Task FinishAsync(CancellationToken cancellation)
    {
        try
        {
            // On the clock of the machine, like the host's limit for stopping.
            while (!await TryTurnAsync(cancellation)) await Task.Delay(TimeSpan.FromMilliseconds(250), cancellation);
            await mark.ForgetAsync(source, cancellation);
        }
        catch (Exception failure) when (failure is OperationCanceledException || StoreMigrations.IsTransient(failure))
        {
            // The host's limit for stopping is reached, or the row of this writer stays in the store, which does no harm.
        }
    }
}
