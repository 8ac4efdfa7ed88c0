namespace KetamineScreening.Api.Tests.Aggregates;

[Trait("store", "both")]
public sealed class ContributionTests
{
    [Fact]
    public async Task Counters_are_the_sum_of_what_people_answered()
    {
        await using var service = new Service();
        await service.ContributeAndCommit(Some.SelfCheck, Enumerable.Range(0, 30).Select(person =>
        {
            var answers = Some.Answers(("route", person % 3 == 0 ? "injected" : "snorted"), ("mixing-depressants", "yes"));
            if (person % 2 == 0) answers["craving"] = "weekly";
            return answers;
        }));

        var values = service.State();
        Assert.Equal(10, values["options/route/injected"]);
        Assert.Equal(20, values["options/route/snorted"]);
        Assert.Equal(15, values["options/craving/weekly"]);
        Assert.Equal(15, values["options/craving/not-answered"]);
        Assert.Equal(30, values["options/mixing-depressants/yes"]);
        Assert.Equal(30, values["flags/mixing-depressants"]);
        Assert.Equal(10, values["flags/injecting"]);
        Assert.Equal(30, Sum("score/current-use/"));
        Assert.Equal(30, Sum("bands/"));
        Assert.Equal(30, Sum("groups/not-given/not-given/"));
        Assert.Equal(0, values["options/last-used/never"]);

        long Sum(string prefix) => values.Where(value => value.Key.StartsWith(prefix, StringComparison.Ordinal)).Sum(value => value.Value);
    }

    [Fact]
    public async Task A_thousand_screenings_from_32_connections_are_all_counted_once_the_service_has_stopped()
    {
        await using var service = new Service();
        await Parallel.ForEachAsync(
            Enumerable.Range(0, 1000),
            new ParallelOptions { MaxDegreeOfParallelism = 32, CancellationToken = TestContext.Current.CancellationToken },
            async (_, _) => await service.Screen(Some.SelfCheck, Some.Answers(), contribute: true));
        await service.Stop();

        Assert.Equal(1000, service.Committed());
    }

    [Fact]
    public async Task One_person_alone_is_committed_by_the_next_turn()
    {
        await using var service = new Service();
        await service.Contribute(1, Some.ConcernCheck);
        await service.WaitForCommitted(1, Some.ConcernCheck);
    }

    [Fact]
    public async Task One_person_who_waits_is_committed_by_a_stop()
    {
        await using var service = new Service(new Dictionary<string, string> { ["Contributions:CommitMilliseconds"] = "3600000" });
        await service.Contribute(1);
        Assert.Equal(0, service.Committed());
        await service.Stop();

        Assert.Equal(1, service.Committed());
        Assert.Empty(service.Query("select id from writer"));
    }

    [Fact]
    public async Task Somebody_who_declines_leaves_every_counter_as_it_is()
    {
        await using var service = new Service();
        await service.ContributeAndCommit(Some.SelfCheck, Enumerable.Repeat(Some.Answers(), 10));
        var before = service.Counters();

        for (var i = 0; i < 30; i++)
        {
            var result = await service.Screen(Some.SelfCheck, Some.Answers());
            Assert.Equal("declined", (string)result["contribution"]!);
        }

        await service.Stop();
        Assert.Equal(before, service.Counters());
    }

    [Fact]
    public async Task The_result_is_the_same_whether_a_person_contributes_or_not()
    {
        await using var service = new Service();
        var answers = Some.Answers(("craving", "weekly"), ("bladder", "weekly"));
        var declined = await service.Screen(Some.SelfCheck, answers);
        var received = await service.Screen(Some.SelfCheck, answers, contribute: true);

        declined["contribution"] = received["contribution"]!.DeepClone();
        Assert.Equal(declined.ToJsonString(), received.ToJsonString());
    }

    [Fact]
    public async Task Every_counter_of_every_questionnaire_is_there_before_anybody_answers()
    {
        await using var service = new Service();
        var before = service.Counters().Select(counter => (counter.Period, counter.Cell)).ToList();
        await service.Screen(Some.SelfCheck, new Dictionary<string, string> { ["last-used"] = "never" }, contribute: true);
        await service.WaitForCommitted(1);

        Assert.Equal(3, before.Select(counter => counter.Period).Distinct().Count());
        Assert.Equal(before, service.Counters().Select(counter => (counter.Period, counter.Cell)));
    }
}
