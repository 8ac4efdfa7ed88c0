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
    public async Task While_the_store_is_away_every_answer_has_the_same_bytes_and_everybody_is_counted_later()
    {
        using var disk = SmallDisk.Mount();
        await using var service = new Service(folder: disk.Folder);
        var answers = new List<string> { await Answer() };
        disk.ReadOnly(true);
        for (var i = 0; i < 2100; i++) answers.Add(await Answer());

        Assert.Single(answers.Distinct());
        disk.ReadOnly(false);
        await NobodyIsLost(service, answers.Count);

        async Task<string> Answer()
        {
            using var response = await service.Post(Some.SelfCheck, Some.Body(contribute: true));
            return await response.Text();
        }
    }

    private static async Task NobodyIsLost(Service service, int screenings)
    {
        await service.WaitForCommitted(screenings);
        await service.Stop();
        Assert.Equal(screenings, service.Committed());
    }
}
