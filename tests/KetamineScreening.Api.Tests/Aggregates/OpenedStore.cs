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
        return [.. connection.Query<StoredPeriod>(Read).OrderBy(row => row.Id, StringComparer.Ordinal)];
    }

    /// <summary>The counters of all open periods of a questionnaire, decrypted.</summary>
    /// <param name="connection">A connection to the store.</param>
    /// <param name="keys">Folder of the keys.</param>
    /// <param name="questionnaire">Id of the questionnaire; of all of them if empty.</param>
    public static IEnumerable<(string Period, string Cell, long Value)> Counters(
        DbConnection connection, string keys, string questionnaire = "")
    {
        foreach (var row in Rows(connection).Where(row => row.Id.StartsWith(questionnaire, StringComparison.Ordinal)))
        {
            using var counters = Open(row, keys);
            var values = counters.Values.ToArray();
            var cells = VocabularyOf(row).Cells;
            Assert.Equal(cells.Length, values.Length);
            for (var cell = 0; cell < values.Length; cell++) yield return (row.Id, cells[cell].Key, values[cell]);
        }
    }

    /// <summary>The decrypted counters of one row.</summary>
    public static PinnedCounters Open(StoredPeriod row, string keys)
    {
        var opened = Keys.GetOrAdd(keys, path => new PeriodKeys(new KeyOptions { Path = path }));
        return SealedCounters.Open(opened.Of(row.Period), row.Counters, row.Commits, row.Id);
    }

    private static Vocabulary VocabularyOf(StoredPeriod row) => Vocabularies.GetOrAdd(
        (row.Questionnaire, row.Major, row.Period.Noise.Profile),
        key => new Vocabulary(
            Expected.Instrument(key.Id, key.Major == Some.Major ? Some.Version : Some.RetiredVersion), key.Profile));
}

/// <summary>A row of an open period.</summary>
internal sealed record StoredPeriod
{
    public required string Id { get; init; }

    public required string Questionnaire { get; init; }

    public required long Major { get; init; }

    public required string Span { get; init; }

    public required string Rho { get; init; }

    public required string Profile { get; init; }

    public required string Layout { get; init; }

    public required string Ring { get; init; }

    public required long Synthetic { get; init; }

    public required long Commits { get; init; }

    public required byte[] Counters { get; init; }

    /// <summary>The row without its counters.</summary>
    public Period Period => new()
    {
        Id = Id,
        Questionnaire = Questionnaire,
        Major = Major,
        Span = Span,
        Rho = Rho,
        Profile = Profile,
        Layout = Layout,
        Ring = Ring,
        Synthetic = Synthetic,
    };
}
