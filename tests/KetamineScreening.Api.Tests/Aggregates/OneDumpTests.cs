using System.Data.Common;
using Dapper;
using KetamineScreening.Api.Store;
using KetamineScreening.Api.Tests.Store;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;
using Npgsql;

namespace KetamineScreening.Api.Tests.Aggregates;

/// <summary>Somebody with one copy of the store and no keys learns nothing about submissions from any feature of the copy.</summary>
[Trait("store", "both")]
public sealed class OneDumpTests
{
    private const string Key = "one-and-the-same-key";
    private static readonly DateTimeOffset Now = new(2026, 11, 5, 12, 0, 0, TimeSpan.Zero);

    [Fact, Trait("only", "sqlite")]
    public async Task Files_of_equal_turns_differ_only_where_every_two_files_differ_whoever_answered()
    {
        var quiet = await FileAfter([0, 0, 0, 0, 0]);
        var another = await FileAfter([0, 0, 0, 0, 0]);
        var busy = await FileAfter([9, 1, 0, 70, 30]);
        Assert.Equal((quiet.Length, quiet.Length), (another.Length, busy.Length));

        // Ciphertext, rings, ids of keys and marks are random in every file, and equal there in one byte of 256 by chance.
        var random = Enumerable.Range(0, quiet.Length).Where(place => quiet[place] != another[place]).ToHashSet();
        var unexplained = Enumerable.Range(0, quiet.Length)
            .Where(place => busy[place] != quiet[place])
            .Where(place => !Enumerable.Range(place - 4, 9).Any(random.Contains))
            .ToList();
        Assert.True(random.Count > 10_000, $"Only {random.Count} bytes are random.");
        Assert.True(unexplained.Count == 0, string.Join(' ', unexplained));
    }

    [Fact]
    public async Task Rows_have_the_same_order_sizes_commits_and_versions_whoever_answered()
    {
        // PostgreSQL reuses the space of old rows, and so their places, when no transaction of any database on the server needs them.
        var isSqlite = TestStore.Provider == Databases.Sqlite;
        await using var server = isSqlite ? null : await PostgresServer.StartAsync("fsync=off", "autovacuum=off");
        var quiet = await FeaturesAfter([0, 0, 0, 0, 0], server?.Database("quiet"));

        Assert.Equal(quiet, await FeaturesAfter([9, 1, 0, 70, 30], server?.Database("busy")));
        Assert.Equal(quiet, await FeaturesAfter([0, 0, 0, 0, 1], server?.Database("one")));
        Assert.Equal(quiet, await FeaturesAfter([30, 30, 30, 30, 30], server?.Database("steady")));
    }

    // People by turn: some over the limit of their network, some that are sent again, some to each questionnaire.
    private static async Task<Service> ServiceAfter(IEnumerable<int> people, string? store = null)
    {
        var settings = new Dictionary<string, string> { ["Contributions:PerNetworkPerDay"] = "50" };
        if (store is not null) settings["Store:ConnectionString"] = store;
        var service = new Service(settings, new FakeTimeProvider(Now), noise: true);
        foreach (var number in people)
        {
            await service.Contribute(number);
            if (number > 5) await service.Contribute(2, Some.ConcernCheck);
            for (var again = 0; again < Math.Min(number, 2); again++)
            {
                await service.Screen(
                    Some.QuickCheck, Some.Answers(), contribute: true, request => request.Headers.Add("Idempotency-Key", Key));
            }

            await service.OneTurn();
        }

        return service;
    }

    private static async Task<byte[]> FileAfter(IEnumerable<int> people)
    {
        await using var service = await ServiceAfter(people);
        var file = await File.ReadAllBytesAsync(service.StoreFile, TestContext.Current.CancellationToken);
        var others = Directory.GetFiles(service.Folder).Where(path => path != service.StoreFile);
        Assert.All(others, path => Assert.Equal(0, new FileInfo(path).Length));
        return file;
    }

    private static async Task<string> FeaturesAfter(IEnumerable<int> people, string? store)
    {
        await using var service = await ServiceAfter(people, store);
        await using DbConnection connection = store is null ? TestStore.Open(service.Folder) : new NpgsqlConnection(store);
        string[] queries = connection is SqliteConnection
            ?
            [
                "select rowid, id, length(counters), commits from period", "select rowid, length(id), length(mark) from writer",
                "pragma page_count", "pragma freelist_count", "select type, name, rootpage from sqlite_master",
            ]
            :
            [
                // A dump has the rows in this order. All rows were written by one transaction.
                "select id, length(counters), pg_column_size(counters), commits from period",
                "select count(distinct xmin::text) from period", "select count(*), count(distinct xmin::text) from writer",
                "select (select max(xmin::text::bigint) from writer) - (select max(xmin::text::bigint) from period)",
            ];
        var rows = queries.SelectMany(sql => connection.Query(sql)).Cast<IDictionary<string, object>>();
        return string.Join('\n', rows.Select(row => string.Join(',', row.Values)));
    }
}
