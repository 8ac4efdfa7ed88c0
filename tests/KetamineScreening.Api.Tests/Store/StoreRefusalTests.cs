using KetamineScreening.Api.Tests.Faults;
using Microsoft.Data.Sqlite;

namespace KetamineScreening.Api.Tests.Store;

/// <summary>A store that is not ours, damaged or too new is refused at start and left as it is.</summary>
[Trait("kind", "fault")]
public sealed class StoreRefusalTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("ketamine-screening-").FullName;

    private string StoreFile => Path.Combine(folder, "store.db");

    public static TheoryData<string, string> Foreign => new()
    {
        { "create table patient (name text)", "something else" },
        { "pragma journal_mode = wal; create table patient (name text)", "something else" },
        {
            "pragma application_id = 1263747922; create table migration (number bigint not null primary key, name text not null); "
                + "insert into migration values (9999, '9999_later')",
            "newer version"
        },
    };

    [Theory, MemberData(nameof(Foreign))]
    public async Task A_database_that_is_not_ours_is_refused(string sql, string reason)
    {
        using (var connection = new SqliteConnection($"Data Source={StoreFile};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = sql;
            command.ExecuteNonQuery();
        }

        await Refused(reason);
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_refused()
    {
        await File.WriteAllTextAsync(StoreFile, new string('x', 5000), TestContext.Current.CancellationToken);
        await Refused("not a database");
    }

    [Fact]
    public async Task A_damaged_store_is_refused()
    {
        await using (var service = new Service(folder: folder)) await Aggregates.Totals.Contribute(service, 20);
        using (var file = File.OpenWrite(StoreFile))
        {
            file.Seek(4096 * 2, SeekOrigin.Begin);
            file.Write(new byte[8192]);
        }

        await Refused("damaged");
        Fault.Write("database file damaged", "1", "refused at start, the file left as it is");
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private async Task Refused(string reason)
    {
        var before = await File.ReadAllBytesAsync(StoreFile, TestContext.Current.CancellationToken);
        var settings = new Dictionary<string, string> { ["Store:ConnectionString"] = $"Data Source={StoreFile}" };
        var (exitCode, output) = await Executable.Run(settings);

        Assert.Equal(1, exitCode);
        Assert.Contains(reason, output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllBytesAsync(StoreFile, TestContext.Current.CancellationToken));
    }
}
