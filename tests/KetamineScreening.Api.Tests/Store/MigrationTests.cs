using System.Text;
using KetamineScreening.Api.Store;
using KetamineScreening.Api.Tests.Aggregates;
using Microsoft.Extensions.Time.Testing;

namespace KetamineScreening.Api.Tests.Store;

/// <summary>A store of the earlier form loses its open periods, which were not encrypted, and keeps every release.</summary>
[Trait("store", "both")]
public sealed class MigrationTests : IDisposable
{
    private const string Secret = "options/route/snorted";
    private const string Rows = """
        insert into stratum values ('ketamine-self-check-2-2026q4', 'ketamine-self-check', 2, '2026q4', '2026q4', '1/4', 0, 0);
        insert into counter values ('ketamine-self-check-2-2026q4', 'options/route/snorted', 1099511627790);
        insert into writer values ('0123456789abcdef0123456789abcdef', 5);
        insert into release values ('ketamine-self-check-2-2026q1', 'ketamine-self-check', 2, '2026q1', '2026q3', 0, 0, '');
        insert into release_file values ('ketamine-self-check-2-2026q1', 'bands.csv', 'text/csv; charset=utf-8', 'text', 'band,count', 'x');
        insert into release values ('ketamine-quick-check-2-2025q3', 'ketamine-quick-check', 2, '2025q3', '2025q3', 0, 0, 'A mistake');
        """;

    private readonly string folder = Directory.CreateTempSubdirectory("ketamine-screening-").FullName;

    [Fact]
    public async Task Its_open_periods_are_gone_its_releases_and_their_files_stay_and_the_service_counts_anew()
    {
        MakeEarlierStore();
        await using var service = new Service(
            time: new FakeTimeProvider(new DateTimeOffset(2026, 11, 5, 12, 0, 0, TimeSpan.Zero)), folder: folder);
        await service.ContributeAndCommit(Some.SelfCheck, Enumerable.Repeat(Some.Answers(("route", "snorted")), 3));

        Assert.False(TestStore.HasTable(folder, "stratum") || TestStore.HasTable(folder, "counter"));
        Assert.Equal(3, service.State()[Secret]);
        Assert.Equal(
            ["ketamine-quick-check-2-2025q3|2025-07-01|2025-09-30|A mistake", "ketamine-self-check-2-2026q1|2026-01-01|2026-09-30|"],
            service.Query("select id, period_start, period_end, withdrawn from release order by id").Select(row => string.Join('|', row)));
        Assert.Equal("band,count", await service.Http.GetStringAsync(
            "/v1/releases/ketamine-self-check-2-2026q1/bands.csv", TestContext.Current.CancellationToken));
        using var withdrawn = await service.Http.GetAsync(
            "/v1/releases/ketamine-quick-check-2-2025q3", TestContext.Current.CancellationToken);
        Assert.Equal(410, (int)withdrawn.StatusCode);
        if (TestStore.Provider != Databases.Sqlite) return;
        await service.Stop();
        var file = Encoding.Latin1.GetString(await File.ReadAllBytesAsync(service.StoreFile, TestContext.Current.CancellationToken));
        Assert.DoesNotContain(Secret, file, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_period_begins_on_a_day_that_a_release_of_several_quarters_covers()
    {
        MakeEarlierStore();
        await using var service = new Service(
            time: new FakeTimeProvider(new DateTimeOffset(2026, 8, 5, 12, 0, 0, TimeSpan.Zero)), folder: folder);
        await service.Contribute(3);
        await service.Turn();

        Assert.Empty(service.Counters(Some.SelfCheck));
        Assert.NotEmpty(service.Counters(Some.QuickCheck));
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private void MakeEarlierStore()
    {
        var isSqlite = TestStore.Provider == Databases.Sqlite;
        var sql = new StringBuilder(isSqlite ? $"pragma application_id = {SqliteDataSource.ApplicationId};" : "");
        sql.AppendLine("create table migration (number bigint not null primary key, name text not null);");
        var assembly = typeof(StoreMigrations).Assembly;
        foreach (var resource in assembly.GetManifestResourceNames())
        {
            if (!resource.StartsWith("migrations/000", StringComparison.Ordinal)) continue;
            var name = Path.GetFileNameWithoutExtension(resource["migrations/".Length..]);
            if (name[3] > '4' || (isSqlite && name.EndsWith(".postgresql", StringComparison.Ordinal))) continue;
            using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
            sql.AppendLine(reader.ReadToEnd()).AppendLine($"insert into migration values ({name[..4]}, '{name}');");
        }

        TestStore.Execute(folder, sql.Append(Rows).ToString());
    }
}
