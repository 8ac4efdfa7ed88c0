using System.Data.Common;
using KetamineScreening.Api.Questionnaires;
using KetamineScreening.Api.Releases;
using KetamineScreening.Api.Store;
using KetamineScreening.Domain.Aggregates;
using KetamineScreening.Domain.Aggregates.Estimation;
using KetamineScreening.Domain.Aggregates.Noise;

namespace KetamineScreening.Api.Periods;

/// <summary>Begins periods by the clock, and releases each one after its end, whatever it contains.</summary>
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
    private bool needsKeyDeletion = true;
    private bool needsReclaim;

    /// <summary>Begins a period with initial noise in every counter, unless one of its days is in another period or a release.</summary>
    /// <remarks>So a changed length takes effect after the open period, and a clock that is set back begins no period twice.</remarks>
    /// <returns>The period; null when it did not begin.</returns>
    public async Task<Period?> BeginAsync(
        PublishedQuestionnaire questionnaire, int major, CalendarPeriod span, bool synthetic, CancellationToken cancellation)
    {
        var vocabulary = questionnaire.VocabularyOf(major, policy.Profile);
        var period = new Period
        {
            Id = Period.IdOf(questionnaire.Id, major, span, synthetic),
            Questionnaire = questionnaire.Id,
            Major = major,
            Span = span.ToString(),
            Rho = policy.Rho.ToString(),
            Profile = policy.Profile.ToString(),
            Layout = vocabulary.Layout,
            Ring = PeriodKeys.NewRing(),
            Synthetic = synthetic ? 1 : 0,
        };
        using var counters = new PinnedCounters(vocabulary.Cells.Length);
        AddNoise(counters.Values, policy, vocabulary);
        return await store.BeginAsync(period, counters, cancellation) ? period : null;
    }

    /// <summary>Checks that every open period can be read with the keys at hand, and belongs to the content. Changes nothing.</summary>
    /// <exception cref="StoreRefusedException">A period cannot be read, or was begun with another definition.</exception>
    public async Task EnsureReadableAsync(CancellationToken cancellation)
    {
        foreach (var period in await store.ListAsync(cancellation))
        {
            await store.EnsureReadableAsync(period, cancellation);
            if (VocabularyOf(period) is not { } vocabulary || vocabulary.Layout == period.Layout) continue;
            throw new StoreRefusedException(
                $"The open period '{period.Id}' was begun with another definition of version {period.Major} of '{period.Questionnaire}'. "
                + $"Store and keys were left as they are. Restore the content, or give up the period with 'discard-period {period.Id}'.");
        }
    }

    /// <summary>The open periods whose end and grace have passed; the command that fills a synthetic period releases it too.</summary>
    public async Task<IReadOnlyList<Period>> OverAsync(DateTimeOffset now, CancellationToken cancellation) =>
        [.. (await store.ListAsync(cancellation)).Where(period => !period.IsSynthetic && period.Calendar.End + options.Grace <= now)];

    /// <summary>Releases a period: adds noise again, writes its files and deletes its counters and its key.</summary>
    /// <returns>Whether this call released it.</returns>
    public async Task<bool> ReleaseAsync(Period period, CancellationToken cancellation)
    {
        var version = catalog.Find(period.Questionnaire)?.OfMajor(period.Major).LastOrDefault();
        if (VocabularyOf(period) is not { } vocabulary || vocabulary.Layout != period.Layout)
        {
            if (reported.Add(period.Id)) LogUnknown(period.Id);
            return false;
        }

        await using (var connection = await source.OpenConnectionAsync(cancellation))
        {
            await using var transaction = await connection.BeginTransactionAsync(cancellation);
            using var counters = await store.TakeAsync(connection, transaction, period);
            if (counters is null) return false;

            // Without it, the difference between a release and a copy of the counters would be an exact count.
            AddNoise(counters.Values, period.Noise, vocabulary);
            var released = NoisyCounters.Of(vocabulary, [.. counters.Values], period.Noise);
            var closed = new ClosedPeriod(period.Id, period.Calendar, period.IsSynthetic, period.Noise, version!, released);
            await ReleaseStore.FreezeAsync(connection, transaction, closed);

            // Before the commit, whose outcome can get lost. Only keys of periods that were released are deleted.
            (needsKeyDeletion, needsReclaim) = (true, true);
            await transaction.CommitAsync(cancellation);
        }

        LogReleased(period.Id);
        return true;
    }

    /// <summary>Deletes keys of released periods and reclaims the space of their counters. After a failure the next call retries.</summary>
    public async Task ReclaimAsync(CancellationToken cancellation)
    {
        if (needsKeyDeletion) keys.DeleteReleased(await releases.IdsAsync(cancellation));
        needsKeyDeletion = false;
        if (!needsReclaim) return;
        await Databases.ReclaimAsync(source, cancellation);
        needsReclaim = false;
    }

    private Vocabulary? VocabularyOf(Period period) =>
        catalog.Find(period.Questionnaire)?.FindVocabulary((int)period.Major, period.Noise.Profile);

    private void AddNoise(Span<long> counters, NoisePolicy drawn, Vocabulary vocabulary)
    {
        var variances = vocabulary.Blocks.ToDictionary(
            block => block, block => drawn.Variance(block, vocabulary.SquaredSensitivity(block)));
        for (var cell = 0; cell < counters.Length; cell++) counters[cell] += (long)noise.Sample(variances[vocabulary.Cells[cell].Block]);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Period {Period} was released.")]
    private partial void LogReleased(string period);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Period {Period} cannot be released: the content has no matching questionnaire.")]
    private partial void LogUnknown(string period);
}
