using KetamineScreening.Api.Tests.Aggregates;

namespace KetamineScreening.Api.Tests.Store;

/// <summary>Whatever is wrong with the store, people get their results, and what they contribute is counted later, once.</summary>
public sealed class StoreFaultTests
{
    [Fact]
    public async Task A_store_that_was_moved_away_is_missed_not_replaced()
    {
        await using var service = new Service();
        await service.Contribute(10);
        await service.WaitForCommitted(10);

        File.Move(service.StoreFile, service.StoreFile + ".away");
        await service.Contribute(25);
        await Task.Delay(1500, TestContext.Current.CancellationToken);
        Assert.False(File.Exists(service.StoreFile));

        File.Move(service.StoreFile + ".away", service.StoreFile);
        await NobodyIsLost(service, 10 + 25);
    }

    [Fact]
    public async Task A_store_that_cannot_be_made_at_start_is_made_when_it_can()
    {
        using var disk = SmallDisk.Mount();
        disk.ReadOnly(true);
        await using var service = new Service(folder: disk.Folder);
        await service.Contribute(25);
        Assert.False(File.Exists(service.StoreFile));

        disk.ReadOnly(false);
        await NobodyIsLost(service, 25);
        await service.Stop();
    }

    [Fact]
    public async Task What_waits_is_bounded_and_the_result_does_not_suffer()
    {
        using var disk = SmallDisk.Mount();
        disk.ReadOnly(true);
        await using var service = new Service(new Dictionary<string, string> { ["Contributions:MaximumPending"] = "1000" }, folder: disk.Folder);
        // A batch that is being tried waits besides the bound.
        var outcomes = new List<string>();
        for (var i = 0; i < 2100; i++) outcomes.Add((string)(await service.Screen(Some.SelfCheck, Some.Answers(), contribute: true))["contribution"]!);
        Assert.Equal("accepted", outcomes[0]);
        Assert.Equal("not-counted", outcomes[^1]);

        disk.ReadOnly(false);
        await service.WaitForCommitted(outcomes.Count(outcome => outcome == "accepted"));
        await service.Stop();
    }

    // Fewer than a batch may wait on, and are dropped at the stop, which says so.
    private static async Task NobodyIsLost(Service service, int screenings)
    {
        await service.Eventually(() => service.Committed() > screenings - 10, "what waited is committed");
        await service.Stop();
        Assert.InRange(service.Dropped(), 0, 9);
        Assert.Equal(screenings, service.Committed() + service.Dropped());
    }
}
