using System.Security.Cryptography;

namespace KetamineScreening.Api.Tests.Aggregates;

public sealed class ContributionTests
{
    [Fact]
    public async Task Counters_are_the_sum_of_what_people_answered()
    {
        await using var service = new Service();
        var hold = service.Hold();
        for (var i = 0; i < 30; i++)
        {
            var answers = Some.Answers(("route", i % 3 == 0 ? "injected" : "snorted"), ("mixing", "yes"));
            if (i % 2 == 0) answers["craving"] = "weekly";
            await service.Screen(Some.SelfCheck, answers, contribute: true);
        }

        hold.Dispose();
        await service.WaitForCommitted(30);
        var values = service.Counters().ToDictionary(counter => counter.Cell, counter => counter.Value);
        Assert.Equal(10, values["options/route/injected"]);
        Assert.Equal(20, values["options/route/snorted"]);
        Assert.Equal(15, values["options/craving/weekly"]);
        Assert.Equal(15, values["options/craving/not-answered"]);
        Assert.Equal(30, values["options/mixing/yes"]);
        Assert.Equal(30, values["flags/mixing/raised"]);
        Assert.Equal(10, values["flags/injecting/raised"]);
        Assert.Equal(20, values["flags/injecting/not-raised"]);
        Assert.Equal(30, values.Where(value => value.Key.StartsWith("score/current-use/", StringComparison.Ordinal)).Sum(value => value.Value));
        Assert.Equal(0, values["options/last-used/never"]);
    }

    [Fact]
    public async Task After_a_thousand_screenings_from_32_connections_and_a_stop_all_are_counted_but_for_fewer_than_ten()
    {
        await using var service = new Service();
        await Parallel.ForEachAsync(
            Enumerable.Range(0, 1000),
            new ParallelOptions { MaxDegreeOfParallelism = 32, CancellationToken = TestContext.Current.CancellationToken },
            async (_, _) => await service.Screen(Some.SelfCheck, Some.Answers(), contribute: true));
        await service.Stop();

        Assert.InRange(service.Dropped(), 0, 9);
        Assert.Equal(1000 - service.Dropped(), service.Committed());
    }

    [Fact]
    public async Task Nothing_is_written_before_ten_screenings_of_one_instrument_wait()
    {
        await using var service = new Service();
        await service.Contribute(9);
        await service.Contribute(9, Some.ConcernCheck);
        await Task.Delay(1000, TestContext.Current.CancellationToken);
        Assert.Empty(service.Counters());

        await service.Contribute(1);
        await service.WaitForCommitted(10);
        Assert.Equal(0, service.Committed(Some.ConcernCheck));
    }

    [Fact]
    public async Task A_larger_smallest_batch_is_kept_to()
    {
        await using var service = new Service(new Dictionary<string, string> { ["Contributions:MinimumBatch"] = "25" });
        await service.Contribute(24);
        await Task.Delay(1000, TestContext.Current.CancellationToken);
        Assert.Empty(service.Counters());

        await service.Contribute(1);
        await service.WaitForCommitted(25);
    }

    [Fact]
    public async Task Any_two_committed_states_differ_by_nothing_or_by_at_least_ten()
    {
        await using var service = new Service();
        var posting = service.Contribute(300);
        var states = new List<long> { 0 };
        while (!posting.IsCompleted)
        {
            states.Add(service.Committed());
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }

        await posting;
        var steps = states.Zip(states.Skip(1), (before, after) => after - before).Where(step => step != 0).ToList();
        Assert.NotEmpty(steps);
        Assert.All(steps, step => Assert.True(step >= 10, $"A commit added {step} screenings."));
    }

    [Fact]
    public async Task Somebody_who_declines_leaves_the_file_as_it_is()
    {
        await using var service = new Service();
        await service.Contribute(10);
        await service.WaitForCommitted(10);
        var before = SHA256.HashData(await File.ReadAllBytesAsync(service.StoreFile, TestContext.Current.CancellationToken));

        for (var i = 0; i < 30; i++) Assert.Equal("declined", (string)(await service.Screen(Some.SelfCheck, Some.Answers()))["contribution"]!);
        await service.Stop();
        var writer = service.Query("select count(*) from writer").Single()[0];
        Assert.Equal(10, service.Committed());
        Assert.Equal(0L, writer);
        Assert.Equal(32, before.Length);
    }

    [Fact]
    public async Task The_result_is_the_same_whether_a_person_contributes_or_not()
    {
        await using var service = new Service();
        var answers = Some.Answers(("craving", "weekly"), ("bladder", "weekly"));
        var declined = await service.Screen(Some.SelfCheck, answers);
        var accepted = await service.Screen(Some.SelfCheck, answers, contribute: true);

        declined["contribution"] = accepted["contribution"]!.DeepClone();
        Assert.Equal(declined.ToJsonString(), accepted.ToJsonString());
    }

    [Fact]
    public async Task Every_counter_of_a_stratum_is_there_from_its_first_batch()
    {
        await using var service = new Service();
        await service.Contribute(10);
        await service.WaitForCommitted(10);
        var before = service.Counters().Count;

        await service.Screen(Some.SelfCheck, new Dictionary<string, string> { ["last-used"] = "never" }, contribute: true);
        await service.Contribute(9);
        await service.WaitForCommitted(20);
        Assert.True(before > 300);
        Assert.Equal(before, service.Counters().Count);
    }
}
