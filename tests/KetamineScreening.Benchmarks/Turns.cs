using System.Diagnostics;
using System.Globalization;
using KetamineScreening.Api.Periods;
using KetamineScreening.Api.Store;
using KetamineScreening.Api.Tests.Store;

namespace KetamineScreening.Benchmarks;

/// <summary>Measures how the time to rewrite the counters of a period grows with their number, in SQLite and in PostgreSQL.</summary>
internal static class Turns
{
    private const int Repetitions = 40;

    // The self-check has about 1,000 counters.
    private static readonly int[] Sizes = [250, 1_000, 4_000, 16_000];

    /// <summary>Measures both databases and writes a table.</summary>
    public static async Task Measure(string folder)
    {
        Console.WriteLine("\n### Rewriting a period in one transaction\n");
        Console.WriteLine("Milliseconds: median, with the lowest and the highest.\n");
        Console.WriteLine("| counters | bytes stored | SQLite | PostgreSQL |\n| --- | --- | --- | --- |");
        await using var postgres = PostgresServer.CanStart ? await PostgresServer.StartAsync() : null;
        foreach (var size in Sizes)
        {
            var sqlite = await Rewrites(Databases.Sqlite, $"Data Source={folder}/{Text(size)}.db", folder, size);
            var other = postgres is null ? "-" : (await Rewrites(
                Databases.PostgreSql, postgres.Database($"turns{Text(size)}"), folder, size)).Time.ToString();
            Console.WriteLine($"| {Text(size)} | {Text(sqlite.Bytes)} | {sqlite.Time} | {other} |");
        }
    }

    private static async Task<(Spread Time, int Bytes)> Rewrites(string provider, string connectionString, string folder, int size)
    {
        await using var source = Databases.Open(provider, connectionString);
        await new StoreMigrations(source).EnsureAsync(CancellationToken.None);
        var keys = new PeriodKeys(new KeyOptions { Path = Path.Combine(folder, "keys", provider) });
        var store = new PeriodStore(source, keys);
        var period = new Period
        {
            Id = $"measured-{Text(size)}",
            Questionnaire = "measured",
            Major = size,
            Span = "2026q4",
            Rho = "1/4",
            Profile = "Full",
            Layout = "measured",
            Ring = PeriodKeys.NewRing(),
            Synthetic = 1,
        };
        using (var counters = new PinnedCounters(size)) await store.BeginAsync(period, counters, CancellationToken.None);
        var times = new List<double>();
        for (var repetition = 0; repetition < Repetitions; repetition++)
        {
            var start = Stopwatch.GetTimestamp();
            await using var connection = await source.OpenConnectionAsync();
            await using var transaction = await connection.BeginTransactionAsync();
            await store.RewriteAsync(connection, transaction, period, counters => counters[0]++);
            await transaction.CommitAsync();
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        using var sealedCounters = new PinnedCounters(size);
        return (Spread.Of(times), SealedCounters.Seal(keys.Of(period), commit: 0, sealedCounters.Values).Length);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
