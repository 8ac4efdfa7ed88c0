using KetamineScreening.Api.Tests.Aggregates;

namespace KetamineScreening.Api.Tests.Store;

/// <summary>Whatever is wrong with the store, people get their results, and their contributions are counted later, once.</summary>
public sealed class StoreFaultTests
{
    [Fact]
    public async Task A_store_that_was_moved_away_is_not_replaced()
    {
        await using var service = new Service();
        await service.Contribute(10);
        await service.WaitForCommitted(10);

        File.Move(service.StoreFile, service.StoreFile + ".away");
        await service.Contribute(25);
        await service.Eventually(
            () => service.Log.ToString().Contains("Writing to the store fails", StringComparison.Ordinal), "the writer misses the store");
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
        var settings = new Dictionary<string, string> { ["Contributions:MaximumPending"] = "1000" };
        await using var service = new Service(settings, folder: disk.Folder);
        // The batch that the writer retries does not count towards the bound.
        var outcomes = new List<string>();
        for (var i = 0; i < 2100; i++)
        {
            var result = await service.Screen(Some.SelfCheck, Some.Answers(), contribute: true);
            outcomes.Add((string)result["contribution"]!);
        }

        Assert.Equal("accepted", outcomes[0]);
        Assert.Equal("not-counted", outcomes[^1]);

        disk.ReadOnly(false);
        await service.WaitForCommitted(outcomes.Count(outcome => outcome == "accepted"));
        await service.Stop();
    }

    // Less than a batch may be left at the stop, which drops it and logs the number.
    private static async Task NobodyIsLost(Service service, int screenings)
    {
        await service.Eventually(() => service.Committed() > screenings - 10, "what waited is committed");
        await service.Stop();
        Assert.InRange(service.Dropped(), 0, 9);
        Assert.Equal(screenings, service.Committed() + service.Dropped());
    }
}
