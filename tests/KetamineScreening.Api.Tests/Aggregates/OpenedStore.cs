using System.Collections.Concurrent;
using System.Data.Common;
using Dapper;
using KetamineScreening.Api.Periods;
using KetamineScreening.Domain.Aggregates;
using KetamineScreening.Domain.Aggregates.Noise;

namespace KetamineScreening.Api.Tests.Aggregates;

/// <summary>Reads the counters of open periods as somebody does who has both the store and its keys.</summary>
internal static class OpenedStore
{
    private static readonly ConcurrentDictionary<string, PeriodKeys> Keys = new();
    private static readonly ConcurrentDictionary<(string Id, long Major, PrivacyProfile Profile), Vocabulary> Vocabularies = new();

    /// <summary>The rows of all open periods, encrypted, in ordinal order of their ids.</summary>
    public static IReadOnlyList<StoredPeriod> Rows(DbConnection connection)
    {
        const string Read = """
            select id as "Id", questionnaire as "Questionnaire", major as "Major", span as "Span", rho as "Rho", profile as "Profile",
                layout as "Layout", ring as "Ring", synthetic as "Synthetic", commits as "Commits", counters as "Counters"
            from period
            """;
        var rows = connection.Query<Period, StoredCounters, StoredPeriod>(
            Read, (period, stored) => new StoredPeriod(period, stored.Commits, stored.Counters), splitOn: "Commits");
        return [.. rows.OrderBy(row => row.Period.Id, StringComparer.Ordinal)];
    }

    /// <summary>The counters of all open periods of a questionnaire, decrypted.</summary>
    /// <param name="connection">A connection to the store.</param>
    /// <param name="keys">Folder of the keys.</param>
    /// <param name="questionnaire">Id of the questionnaire; of all of them if empty.</param>
    public static IEnumerable<(string Period, string Cell, long Value)> Counters(
        DbConnection connection, string keys, string questionnaire = "")
    {
        foreach (var row in Rows(connection).Where(row => row.Period.Id.StartsWith(questionnaire, StringComparison.Ordinal)))
        {
            using var counters = Open(row, keys);
            var values = counters.Values.ToArray();
            var cells = VocabularyOf(row).Cells;
            Assert.Equal(cells.Length, values.Length);
            for (var cell = 0; cell < values.Length; cell++) yield return (row.Period.Id, cells[cell].Key, values[cell]);
        }
    }

    /// <summary>The decrypted counters of one row.</summary>
    public static PinnedCounters Open(StoredPeriod row, string keys)
    {
        var opened = Keys.GetOrAdd(keys, path => new PeriodKeys(new KeyOptions { Path = path }));
        return SealedCounters.Open(opened.Of(row.Period), row.Counters, row.Commits, row.Period.Id);
    }

    private static Vocabulary VocabularyOf(StoredPeriod row) => Vocabularies.GetOrAdd(
        (row.Period.Questionnaire, row.Period.Major, row.Period.Noise.Profile),
        key => new Vocabulary(
            Expected.Instrument(key.Id, key.Major == Some.Major ? Some.Version : Some.RetiredVersion), key.Profile));

    private sealed record StoredCounters
    {
        public required long Commits { get; init; }

        public required byte[] Counters { get; init; }
    }
}

/// <summary>A row of an open period.</summary>
/// <param name="Period">The row without its counters.</param>
/// <param name="Commits">Number of rewrites.</param>
/// <param name="Counters">The counters, encrypted.</param>
internal sealed record StoredPeriod(Period Period, long Commits, byte[] Counters);
