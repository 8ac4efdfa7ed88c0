using KetamineScreening.Api.Store;
using KetamineScreening.Api.Tests.Store;
using KetamineScreening.Domain.Aggregates;
using KetamineScreening.Domain.Aggregates.Noise;
using KetamineScreening.Domain.Scoring;

namespace KetamineScreening.Benchmarks;

/// <summary>Measures the turns of the writer by the number of counters, of questionnaires and of people.</summary>
/// <param name="folder">A folder for the databases.</param>
internal sealed class Turns(string folder) : IAsyncDisposable
{
    private static readonly int[] CounterCounts = [250, 1_000, 4_000, 16_000];
    private static readonly int[] QuestionnaireCounts = [3, 10, 25, 50];
    private static readonly int[] PeopleCounts = [10, 1_000, 100_000, 1_000_000];

    private PostgresServer? postgres;
    private int measured;

    /// <summary>Writes the table of the questionnaires as they are.</summary>
    /// <returns>Milliseconds of a turn in SQLite.</returns>
    public Task<Spread> OfQuestionnaires() => Table(
        "The writer: one turn", "questionnaires", [Parts.Questionnaires.Count], count => Counted(count, people: 1_000));

    /// <summary>Writes the tables of growth.</summary>
    public async Task Grow()
    {
        await Table("The writer: one turn by the number of counters of one period", "counters", CounterCounts, count => [new long[count]]);
        await Table(
            "The writer: one turn by the number of questionnaires",
            "questionnaires",
            QuestionnaireCounts,
            count => Counted(count, people: 1_000));
        await Table(
            "The writer: one turn by the number of people who were counted before",
            "people",
            PeopleCounts,
            count => Counted(Parts.Questionnaires.Count, count));
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => postgres?.DisposeAsync() ?? ValueTask.CompletedTask;

    // Each table has the time of the first row as the reference.
    private async Task<Spread> Table(string title, string what, IReadOnlyList<int> counts, Func<int, IEnumerable<long[]>> countersOf)
    {
        if (PostgresServer.CanStart) postgres ??= await PostgresServer.StartAsync();
        Console.WriteLine($"\n### {title}\n\nMilliseconds: median, with the lowest and the highest.\n");
        Console.WriteLine($"| {what} | SQLite | of the first row | bytes of the file | PostgreSQL | of the first row |");
        Console.WriteLine("| --- | --- | --- | --- | --- | --- |");
        var (firstSqlite, firstPostgres) = ((Spread?)null, (Spread?)null);
        foreach (var count in counts)
        {
            var name = FormattableString.Invariant($"turns{measured++}");
            List<long[]> counters = [.. countersOf(count)];
            var file = Path.Combine(folder, $"{name}.db");
            var sqlite = await Measure(Databases.Sqlite, $"Data Source={file}", $"{name}-sqlite", counters);
            var other = postgres is null
                ? null
                : await Measure(Databases.PostgreSql, postgres.Database(name), $"{name}-postgres", counters);
            (firstSqlite, firstPostgres) = (firstSqlite ?? sqlite, firstPostgres ?? other);
            string[] cells =
            [
                FormattableString.Invariant($"{count:N0}"),
                $"{sqlite}",
                Ratio(sqlite, firstSqlite),
                FormattableString.Invariant($"{new FileInfo(file).Length:N0}"),
                other is null ? "-" : $"{other}",
                other is null ? "-" : Ratio(other, firstPostgres!),
            ];
            Console.WriteLine($"| {string.Join(" | ", cells)} |");
        }

        return firstSqlite!;
    }

    private async Task<Spread> Measure(string provider, string connectionString, string keys, List<long[]> counters)
    {
        await using var store = await TurnStore.Create(provider, connectionString, Path.Combine(folder, keys), counters);
        return await store.Turns();
    }

    private static string Ratio(Spread own, Spread first) => FormattableString.Invariant($"{own.Median / first.Median:0.00}");

    // The counters of as many questionnaires, each of them one of the content, with as many people in each.
    private static IEnumerable<long[]> Counted(int questionnaires, int people)
    {
        for (var index = 0; index < questionnaires; index++)
        {
            var published = Parts.Catalog.Questionnaires[index % Parts.Catalog.Questionnaires.Count];
            var vocabulary = published.VocabularyOf(published.Current.Version.Major, PrivacyProfile.Full);
            List<ScreeningResult> results = [.. Parts.Sheets(published).Select(Scorer.Score)];
            var counters = new long[vocabulary.Cells.Length];
            for (var person = 0; person < people; person++)
            {
                vocabulary.Add(results[person % results.Count], AboutPerson.NotGiven, counters);
            }

            yield return counters;
        }
    }
}
