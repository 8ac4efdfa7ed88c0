using KetamineScreening.Api.Contributions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace KetamineScreening.Api.Tests.Aggregates;

[Trait("store", "both")]
public sealed class ContributionTests
{
    [Fact]
    public async Task Counters_are_the_sum_of_what_people_answered()
    {
        await using var service = new Service();
        await service.ContributeInTens(Some.SelfCheck, Enumerable.Range(0, 30).Select(person =>
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
        Assert.Equal(30, values["flags/mixing-depressants/raised"]);
        Assert.Equal(10, values["flags/injecting/raised"]);
        Assert.Equal(20, values["flags/injecting/not-raised"]);
        var scores = values.Where(value => value.Key.StartsWith("score/current-use/", StringComparison.Ordinal));
        Assert.Equal(30, scores.Sum(value => value.Value));
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
        await service.Turn();
        Assert.All(service.Counters(), counter => Assert.Equal(0, counter.Value));

        await service.Contribute(1);
        await service.WaitForCommitted(10);
        Assert.Equal(0, service.Committed(Some.ConcernCheck));
    }

    [Fact]
    public async Task A_larger_smallest_batch_is_kept_to()
    {
        await using var service = new Service(new Dictionary<string, string> { ["Contributions:MinimumBatch"] = "25" });
        await service.Contribute(24);
        await service.Turn();
        Assert.Equal(0, service.Committed());

        await service.Contribute(1);
        await service.WaitForCommitted(25);
    }

    [Fact]
    public async Task Any_two_committed_states_differ_by_nothing_or_by_at_least_ten()
    {
        await using var service = new Service();
        var posting = service.Contribute(300);
        var states = new List<long> { 0 };

        // Less than a batch stays uncommitted. The rest may be committed before or after the last screening is posted.
        await service.Eventually(() =>
        {
            states.Add(service.Committed());
            return states[^1] > 290;
        }, "nearly all are committed");
        await posting;
        var steps = states.Zip(states.Skip(1), (before, after) => after - before).Where(step => step != 0).ToList();
        Assert.NotEmpty(steps);
        Assert.All(steps, step => Assert.True(step >= 10, $"A commit added {step} screenings."));
    }

    [Fact]
    public async Task Somebody_who_declines_leaves_every_counter_as_it_is()
    {
        await using var service = new Service();
        await service.Contribute(10);
        await service.WaitForCommitted(10);
        var before = service.Counters();

        for (var i = 0; i < 30; i++)
        {
            var result = await service.Screen(Some.SelfCheck, Some.Answers());
            Assert.Equal("declined", (string)result["contribution"]!);
        }

        await service.Turn();
        await service.Stop();
        Assert.Equal(before, service.Counters());
        Assert.Empty(service.Query("select id from writer"));
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
    public async Task Every_counter_of_every_instrument_is_there_before_anybody_answers()
    {
        await using var service = new Service();
        var before = service.Counters().Select(counter => (counter.Period, counter.Cell)).ToHashSet();

        await service.Screen(Some.SelfCheck, new Dictionary<string, string> { ["last-used"] = "never" }, contribute: true);
        await service.Contribute(9);
        await service.WaitForCommitted(10);
        Assert.Equal(3, before.Select(counter => counter.Period).Distinct().Count());
        Assert.Equal(before, service.Counters().Select(counter => (counter.Period, counter.Cell)).ToHashSet());
    }

    [Fact, Trait("only", "sqlite")]
    public async Task Every_turn_of_the_writer_changes_the_file_once_whether_there_is_a_batch_or_not()
    {
        await using var service = new Service(time: new FakeTimeProvider());
        var writer = service.Services.GetRequiredService<ContributionWriter>();
        var seen = new List<(long Mark, uint Changes, long Committed)> { (Mark(service), Changes(service), service.Committed()) };
        for (var turn = 1; turn <= 6; turn++)
        {
            if (turn == 3) await service.Contribute(12);
            var before = writer.Turns;
            service.PassInterval();
            await Wait.Until(() => writer.Turns > before, "the writer takes a turn");
            seen.Add((Mark(service), Changes(service), service.Committed()));
        }

        Assert.Equal([0, 0, 0, 12, 12, 12, 12], seen.Select(state => state.Committed));
        Assert.Equal(seen.Count, seen.Select(state => state.Mark).Distinct().Count());
        Assert.All(seen.Zip(seen.Skip(1)), step => Assert.Equal(step.First.Changes + 1, step.Second.Changes));
    }

    private static long Mark(Service service) => (long)service.Query("select mark from writer").Single()[0];

    // The header of an SQLite file counts its commits.
    private static uint Changes(Service service)
    {
        using var file = new FileStream(service.StoreFile, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var header = new byte[100];
        file.ReadExactly(header);
        return System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(header.AsSpan(24));
    }
}
