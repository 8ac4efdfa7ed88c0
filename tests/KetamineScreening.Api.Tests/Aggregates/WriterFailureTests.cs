using KetamineScreening.Api.Tests.Store;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;

namespace KetamineScreening.Api.Tests.Aggregates;

/// <summary>What the writer does and logs when a part of its work fails.</summary>
[Trait("only", "sqlite")]
public sealed class WriterFailureTests
{
    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 11, 5, 12, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task A_release_is_public_although_the_space_of_its_counters_cannot_be_reclaimed()
    {
        await using var service = new Service(time: clock);
        BreakVacuum(service.Folder);

        clock.AdjustTime(clock.GetUtcNow().AddMonths(3));
        await service.Eventually(
            async () => (await service.Get("/v1/releases"))["releases"]!.AsArray().Count == 3, "the releases are public");
        for (var turn = 0; turn < 3; turn++) await service.Turn();
        var failure = Assert.Single(Entries(service, "no such collation sequence"));
        Assert.StartsWith("Error: ", failure, StringComparison.Ordinal);
        Assert.Contains("Microsoft.Data.Sqlite.SqliteException", failure, StringComparison.Ordinal);
        Assert.Contains("\n   at KetamineScreening.", failure, StringComparison.Ordinal);

        TestStore.Execute(service.Folder, "drop table trap");
        await service.Eventually(
            () => Entries(service, "Reclaiming space in the store succeeds again").Count == 1, "the space is reclaimed");
    }

    [Fact]
    public async Task Every_kind_of_unexpected_failure_is_logged_once_with_its_stack_until_the_work_succeeds_again()
    {
        await using var service = new Service(time: clock);
        TestStore.Execute(service.Folder, "update period set span = 'x'");
        await service.Eventually(() => Entries(service, "FormatException").Count > 0, "the first kind is logged");

        TestStore.Execute(service.Folder, "alter table period rename to elsewhere");
        await service.Eventually(() => Entries(service, "SqliteException").Count > 0, "the second kind is logged");
        for (var turn = 0; turn < 20; turn++)
        {
            service.PassInterval();
            await service.Contribute(1);
        }

        TestStore.Execute(service.Folder, "alter table elsewhere rename to period");
        TestStore.Execute(service.Folder, "update period set span = '2026q4'");
        await service.Turn();
        Assert.All(["FormatException", "SqliteException"], kind =>
        {
            var failure = Assert.Single(Entries(service, kind));
            Assert.StartsWith("Error: ", failure, StringComparison.Ordinal);
            Assert.Contains("\n   at KetamineScreening.", failure, StringComparison.Ordinal);
        });
        Assert.Single(Entries(service, "Writing to the store succeeds again"));
        Assert.Empty(Entries(service, "Warning: Writing"));
    }

    [Fact]
    public async Task A_missing_store_is_one_warning_each_time_it_goes_missing_and_no_error()
    {
        await using var service = new Service(time: clock);
        for (var outage = 1; outage <= 2; outage++)
        {
            File.Move(service.StoreFile, service.StoreFile + ".away");
            await service.Eventually(() => Warnings(service) == outage, "the outage is logged");
            for (var turn = 0; turn < 20; turn++)
            {
                service.PassInterval();
                await service.Contribute(1);
            }

            File.Move(service.StoreFile + ".away", service.StoreFile);
            await service.Eventually(() => Entries(service, "Writing to the store succeeds again").Count == outage, "the end is logged");
            Assert.Equal(outage, Warnings(service));
        }

        Assert.Empty(Entries(service, "Error: "));

        static int Warnings(Service service) => Entries(service, "Warning: Writing to the store fails").Count;
    }

    // VACUUM rebuilds all indexes, and this one needs a collation that only this connection has. Other statements do not use it.
    private static void BreakVacuum(string folder)
    {
        using var connection = (SqliteConnection)TestStore.Open(folder);
        connection.CreateCollation("elsewhere", string.CompareOrdinal);
        using var command = connection.CreateCommand();
        command.CommandText = "create table trap (name text); create index trap_name on trap (name collate elsewhere)";
        command.ExecuteNonQuery();
    }

    private static List<string> Entries(Service service, string text) =>
        [.. service.Log.Entries.Where(entry => entry.Contains(text, StringComparison.Ordinal))];
}
