using System.Data.Common;
using KetamineScreening.Api.Questionnaires;
using KetamineScreening.Api.Releases;
using KetamineScreening.Api.Store;
using KetamineScreening.Domain.Aggregates;
using KetamineScreening.Domain.Aggregates.Noise;

namespace KetamineScreening.Api.Periods;

/// <summary>Begins periods by the clock, and releases each one after its end, whatever it holds.</summary>
internal sealed partial class PeriodLifecycle(
    DbDataSource source,
    PeriodStore store,
    PeriodKeys keys,
    ReleaseStore releases,
    QuestionnaireCatalog catalog,
    DiscreteGaussian noise,
    NoisePolicy policy,
    PeriodOptions options,
    ILogger<PeriodLifecycle> logger)
{
    private readonly HashSet<string> reported = [];
    private bool needsReclaim;

    /// <summary>The period that a screening received now belongs to.</summary>
    public CalendarPeriod Current(DateTimeOffset now) => CalendarPeriod.Of(now, options.Length);

    /// <summary>Begins the period of a major version that contains a point in time, unless it is open or was released.</summary>
    /// <remarks>
    /// A period begins only if no other period of the major version covers any of its days. So a changed length holds from the end of
    /// the period that is open, and a clock that is set back begins nothing twice.
    /// </remarks>
    public async Task BeginAsync(
        PublishedQuestionnaire questionnaire, int major, CalendarPeriod span, bool synthetic, CancellationToken cancellation)
    {
        var open = (await store.ListAsync(cancellation))
            .Where(period => period.Questionnaire == questionnaire.Id && period.Major == major)
            .Select(period => period.Calendar);
        var released = await releases.SpansAsync(questionnaire.Id, major, cancellation);
        if (open.Concat(released).Any(span.Overlaps)) return;
        var vocabulary = questionnaire.VocabularyOf(major, policy.Profile);
        await store.BeginAsync(questionnaire.Id, major, span, synthetic, policy, vocabulary, cancellation);
    }

    /// <summary>The open periods whose end and grace have passed, ordered by id.</summary>
    public async Task<IReadOnlyList<Period>> OverAsync(DateTimeOffset now, CancellationToken cancellation) =>
        [.. (await store.ListAsync(cancellation)).Where(period => period.Calendar.End + options.Grace <= now)];

    /// <summary>Releases a period: adds noise again, writes its files and deletes its counters and its key.</summary>
    /// <returns>Whether this call released it.</returns>
    public async Task<bool> ReleaseAsync(Period period, CancellationToken cancellation)
    {
        var found = PeriodPolicy.Parse(period.Policy);
        var version = catalog.Find(period.Questionnaire)?.OfMajor(period.Major).LastOrDefault();
        var vocabulary = version is null ? null : new Vocabulary(version.Questionnaire, found.Profile);
        if (vocabulary is null || PeriodPolicy.LayoutOf(vocabulary) != found.Layout)
        {
            if (reported.Add(period.Id)) LogUnknown(period.Id);
            return false;
        }

        await using (var connection = await source.OpenConnectionAsync(cancellation))
        {
            await using var transaction = await connection.BeginTransactionAsync(cancellation);
            using var counters = await store.TakeAsync(connection, transaction, period.Id);
            if (counters is null) return false;
            var closed = new ClosedPeriod(
                period.Id, period.Calendar, period.Synthetic == 1, found.Noise, version!, vocabulary, WithFreshNoise(found, vocabulary, counters));
            await ReleaseStore.FreezeAsync(connection, transaction, closed);
            await transaction.CommitAsync(cancellation);
        }

        keys.Delete(period.Id);
        needsReclaim = true;
        LogReleased(period.Id);
        return true;
    }

    /// <summary>Reclaims the space of deleted counters. After a failure the next call tries again.</summary>
    public async Task ReclaimAsync(CancellationToken cancellation)
    {
        if (!needsReclaim) return;
        await Databases.ReclaimAsync(source, cancellation);
        needsReclaim = false;
    }

    // Without it, the difference between a release and a copy of the counters would be an exact count.
    private Dictionary<string, long> WithFreshNoise(PeriodPolicy found, Vocabulary vocabulary, PinnedCounters counters)
    {
        var variances = vocabulary.Blocks.ToDictionary(block => block, block => found.Noise.Variance(block, vocabulary.SquaredSensitivity(block)));
        var noisy = new Dictionary<string, long>(StringComparer.Ordinal);
        for (var cell = 0; cell < vocabulary.Cells.Length; cell++)
        {
            var (block, key) = vocabulary.Cells[cell];
            noisy.Add(key, counters.Values[cell] + (long)noise.Sample(variances[block]));
        }

        return noisy;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Period {Period} was released.")]
    private partial void LogReleased(string period);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Period {Period} cannot be released: the content has no matching questionnaire.")]
    private partial void LogUnknown(string period);
}
