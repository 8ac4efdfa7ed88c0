using System.Data.Common;
using KetamineScreening.Api.Periods;
using KetamineScreening.Api.Questionnaires;
using KetamineScreening.Api.Releases;
using KetamineScreening.Api.Store;
using KetamineScreening.Domain.Aggregates;

namespace KetamineScreening.Api.Contributions;

/// <summary>The only writer of the process: on a fixed schedule it rewrites every open period and releases those that are over.</summary>
/// <remarks>
/// <para>
/// Every turn rewrites the counters of every open period, in one order, whether or not there is something to add. The clock alone decides
/// when, so neither the number of commits nor their times tell about people.
/// </para>
/// <para>
/// A commit with a failed or unknown outcome is retried unchanged, under the same mark and before anything else, until the store
/// confirms it. Arrivals are summed meanwhile.
/// </para>
/// </remarks>
internal sealed partial class ContributionWriter(
    ContributionIntake contributions,
    PeriodLifecycle periods,
    PeriodStore store,
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
        if (unfinished is { } earlier) await SettleAsync(earlier, cancellation);
        var now = time.GetUtcNow();
        foreach (var arrivals in contributions.Arrivals)
        {
            // Periods of all questionnaires begin together and by the clock, so that none tells that somebody answered.
            var questionnaire = catalog.Find(arrivals.Questionnaire)!;
            await periods.BeginAsync(questionnaire, arrivals.Major, periods.Current(now), synthetic: false, cancellation);
        }

        var taken = contributions.Arrivals.Select(arrivals => (Arrivals: arrivals, Sums: arrivals.Take())).ToList();
        await SettleAsync(new Commit(again => WriteAsync(taken, again)), cancellation);
        foreach (var sum in taken.SelectMany(entry => entry.Sums.Values)) Arrivals.Clear(sum);
        foreach (var period in await periods.OverAsync(now, cancellation)) await periods.ReleaseAsync(period, cancellation);
    }

    private async Task WriteAsync(
        List<(Arrivals Arrivals, IReadOnlyDictionary<CalendarPeriod, long[]> Sums)> taken, CancellationToken cancellation)
    {
        var open = await store.ListAsync(cancellation);
        await using var connection = await source.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        if (!await mark.TryMoveAsync(connection, transaction)) return;
        foreach (var period in open)
        {
            var sums = SumsFor(period, open, taken);
            var isOpen = await store.RewriteAsync(connection, transaction, period.Id, (policy, counters) => Add(policy, counters, sums));
            if (!isOpen) throw new PeriodGoneException(period.Id);
        }

        await transaction.CommitAsync(cancellation);
    }

    // A screening counts in the period in which it arrived. If that is closed already, it counts in the newest open one.
    private static List<(Arrivals Arrivals, long[] Sum)> SumsFor(
        Period period, IReadOnlyList<Period> open, List<(Arrivals Arrivals, IReadOnlyDictionary<CalendarPeriod, long[]> Sums)> taken)
    {
        if (period.Synthetic == 1) return [];
        return [.. taken
            .Where(entry => entry.Arrivals.Questionnaire == period.Questionnaire && entry.Arrivals.Major == period.Major)
            .SelectMany(entry => entry.Sums, (entry, sum) => (entry.Arrivals, Span: sum.Key, Sum: sum.Value))
            .Where(entry => PeriodOf(entry.Span)?.Id == period.Id)
            .Select(entry => (entry.Arrivals, entry.Sum))];

        Period? PeriodOf(CalendarPeriod span)
        {
            var own = open.Where(other => other.Questionnaire == period.Questionnaire && other.Major == period.Major && other.Synthetic == 0);
            return own.FirstOrDefault(other => other.Calendar.Overlaps(span)) ?? own.MaxBy(other => other.Calendar);
        }
    }

    private static void Add(PeriodPolicy policy, Span<long> counters, List<(Arrivals Arrivals, long[] Sum)> sums)
    {
        foreach (var (arrivals, sum) in sums)
        {
            var indexes = arrivals.IndexesIn(policy.Profile);
            for (var cell = 0; cell < counters.Length; cell++) counters[cell] += sum[indexes[cell]];
        }
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
            while (!await TryTurnAsync(cancellation)) await Task.Delay(TimeSpan.FromMilliseconds(250), cancellation);
            await mark.ForgetAsync(source, cancellation);
        }
        catch (Exception failure) when (failure is OperationCanceledException || StoreMigrations.IsTransient(failure))
        {
            // The host's limit for stopping is reached, or the row of this writer stays in the store, which does no harm.
        }
    }

    /// <summary>One transaction of the writer, which can be retried.</summary>
    /// <param name="Try">Commits, or finds out that an earlier attempt did.</param>
    private sealed record Commit(Work Try);
}
