using System.Collections.Concurrent;
using KetamineScreening.Api.Periods;
using KetamineScreening.Api.Questionnaires;
using KetamineScreening.Api.Tests.Store;
using KetamineScreening.Domain.Aggregates.Noise;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace KetamineScreening.Api.Tests.Aggregates;

/// <summary>The counters of a period begin with noise, all of them at once, and it is never drawn again.</summary>
[Trait("store", "both")]
public sealed class BirthTests : IDisposable
{
    private static readonly Rational Rho = new(1, 4);
    private readonly string folder = Directory.CreateTempSubdirectory("ketamine-screening-").FullName;

    [Fact]
    public async Task Every_committed_state_is_the_initial_noise_plus_whole_screenings()
    {
        await using var service = new Service(folder: folder, noise: true);
        var noise = service.State();
        var answers = Some.Answers(("route", "snorted"), ("craving", "weekly"), ("mixing-depressants", "yes"));
        var vector = Expected.Sum(Some.SelfCheck, [answers]);
        var states = new ConcurrentQueue<Dictionary<string, long>>();
        using var enough = new CancellationTokenSource();
        var polling = Task.Run(() => Poll(service, states, enough.Token), TestContext.Current.CancellationToken);

        await service.Contribute(Some.SelfCheck, Enumerable.Repeat(answers, 200));
        await service.Stop();
        await enough.CancelAsync();
        await polling;

        Assert.Equal(Expected.Vocabulary(Some.SelfCheck).Cells.Length, noise.Count);
        Assert.Contains(noise, entry => vector[entry.Key] == 0 && entry.Value != 0);
        Assert.Empty(NoiseOf.Faults(Some.SelfCheck, Rho, [noise]));
        Assert.NotEmpty(states);
        Assert.All(states, state =>
        {
            var added = state.Minus(noise);
            var screenings = added["options/route/snorted"];
            Assert.InRange(screenings, 0, 200);
            Assert.All(added, entry => Assert.Equal(screenings * vector[entry.Key], entry.Value));
        });
        Assert.Equal(200, service.State().Minus(noise)["options/route/snorted"]);
    }

    [Fact]
    public async Task A_period_that_cannot_be_written_leaves_no_key_behind_and_loses_nobody()
    {
        await using (var earlier = new Service(folder: folder, noise: true)) await earlier.Stop();
        TestStore.Execute(folder, "delete from period");
        TestStore.Refuse(folder, "insert", "period");
        await using var service = new Service(folder: folder, noise: true);
        Directory.Delete(service.Keys, recursive: true);
        var answers = Some.Answers(("route", "snorted"));
        await service.Contribute(Some.SelfCheck, Enumerable.Repeat(answers, 10));
        await service.Eventually(() => service.Log.ToString().Contains("not now", StringComparison.Ordinal), "the insert fails");
        await service.Stop();
        Assert.Empty(Directory.GetFileSystemEntries(service.Keys));
        TestStore.Allow(folder, "period");
    }

    [Fact]
    public async Task Screenings_that_arrive_before_their_period_can_begin_are_counted_when_it_begins()
    {
        await using (var earlier = new Service(folder: folder)) await earlier.Stop();
        TestStore.Execute(folder, "delete from period");
        TestStore.Refuse(folder, "insert", "period");
        await using var service = new Service(folder: folder);
        await service.Contribute(10);
        await service.Eventually(() => service.Log.ToString().Contains("not now", StringComparison.Ordinal), "the insert fails");
        Assert.Empty(service.Counters());

        TestStore.Allow(folder, "period");
        await service.WaitForCommitted(10);
    }

    [Theory]
    [InlineData(PrivacyProfile.Full)]
    [InlineData(PrivacyProfile.Small)]
    public async Task Every_block_has_the_noise_of_the_policy_and_every_period_its_own(PrivacyProfile profile)
    {
        const int Periods = 60;
        var cancellation = TestContext.Current.CancellationToken;
        var settings = new Dictionary<string, string> { ["Privacy:Profile"] = $"{profile}" };
        await using var service = new Service(settings, new FakeTimeProvider(), folder: folder, noise: true);
        var (store, lifecycle) =
            (service.Services.GetRequiredService<PeriodStore>(), service.Services.GetRequiredService<PeriodLifecycle>());
        var questionnaire = service.Services.GetRequiredService<QuestionnaireCatalog>().Find(Some.QuickCheck)!;
        var states = new List<Dictionary<string, long>> { service.State(Some.QuickCheck) };
        while (states.Count < Periods)
        {
            var open = (await store.ListAsync(cancellation)).Single(period => period.Questionnaire == Some.QuickCheck);
            Assert.True(await store.DiscardAsync(open.Id, cancellation));
            await lifecycle.BeginAsync(questionnaire, Some.Major, open.Calendar, synthetic: false, cancellation);
            states.Add(service.State(Some.QuickCheck));
        }

        Assert.Empty(NoiseOf.Faults(Some.QuickCheck, Rho, states, profile));
        var values = states.Select(state =>
            string.Join(',', state.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => entry.Value)));
        Assert.Equal(Periods, values.Distinct().Count());
    }

    [Fact]
    public async Task A_restart_draws_nothing_and_adds_what_people_answered_exactly()
    {
        var examples = Expected.Examples(Some.SelfCheck).Take(60).ToList();
        Dictionary<string, long> before;
        await using (var service = new Service(folder: folder, noise: true))
        {
            await service.Contribute(Some.SelfCheck, examples.Take(20));
            await service.Stop();
            before = service.State();
        }

        await using (var service = new Service(folder: folder, noise: true))
        {
            await service.Turn();
            Assert.Equal(before, service.State());
            await service.Contribute(Some.SelfCheck, examples.Skip(20));
            await service.Stop();
            Assert.Equal(Expected.Sum(Some.SelfCheck, examples.Skip(20)), service.State().Minus(before));
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Two_services_on_one_store_and_one_folder_of_keys_share_a_period_and_count_everybody_once(bool noise)
    {
        await using var one = new Service(folder: folder, noise: noise);
        await using var two = new Service(folder: folder, noise: noise);
        Assert.Equal(one.Keys, two.Keys);
        var before = one.State();

        // Each has answers of its own, so that it shows whose screenings were lost or counted twice.
        var (mine, yours) = (Some.Answers(("craving", "weekly")), Some.Answers(("bladder", "monthly"), ("mixing-depressants", "yes")));
        await Task.WhenAll(
            one.Contribute(Some.SelfCheck, Enumerable.Repeat(mine, 60)), two.Contribute(Some.SelfCheck, Enumerable.Repeat(yours, 50)));
        await Task.WhenAll(one.Stop(), two.Stop());

        Assert.Equal(3, one.Query("select id from period").Count);
        Assert.Equal(3, Directory.GetFiles(one.Keys, "*", SearchOption.AllDirectories).Length);
        var added = Enumerable.Repeat(mine, 60).Concat(Enumerable.Repeat(yours, 50));
        Assert.Equal(Expected.Sum(Some.SelfCheck, added), one.State().Minus(before));
        if (noise) Assert.Empty(NoiseOf.Faults(Some.SelfCheck, Rho, [before]));
        else Assert.All(before, entry => Assert.Equal(0, entry.Value));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_period_discarded_under_a_running_service_is_followed_by_a_new_one_and_nobody_after_is_lost(bool noise)
    {
        var examples = Expected.Examples(Some.SelfCheck).Take(40).ToList();
        await using var service = new Service(folder: folder, noise: noise);
        var first = service.State();
        await service.ContributeAndCommit(Some.SelfCheck, examples.Take(20));
        Assert.True(await service.Services.GetRequiredService<PeriodStore>().DiscardAsync(
            service.Counters(Some.SelfCheck)[0].Period, TestContext.Current.CancellationToken));
        await service.Turn();

        var second = service.State();
        if (noise) Assert.Empty(NoiseOf.Faults(Some.SelfCheck, Rho, [second]));
        else Assert.All(second, entry => Assert.Equal(0, entry.Value));
        if (noise) Assert.NotEqual(first, second);
        await service.ContributeAndCommit(Some.SelfCheck, examples.Skip(20));
        Assert.Equal(Expected.Sum(Some.SelfCheck, examples.Skip(20)), service.State().Minus(second));
    }

    [Theory]
    [InlineData(null, "1/4")]
    [InlineData("0.05", "1/20")]
    [InlineData("1.0", "1")]
    [InlineData("1/3", "1/3")]
    public async Task The_budget_that_an_operator_chose_is_stored_with_the_period_and_is_what_its_noise_has(string? setting, string stored)
    {
        var settings = setting is null ? [] : new Dictionary<string, string> { ["Privacy:Rho"] = setting };
        await using var service = new Service(settings, folder: folder, noise: true);

        Assert.All(service.Query("select rho from period"), row => Assert.Equal(stored, row[0]));
        Assert.True(Rational.TryParse(stored, out var rho));
        Assert.Empty(NoiseOf.Faults(Some.SelfCheck, rho, [service.State()]));
    }

    [Theory]
    [InlineData("0.0499")]
    [InlineData("1.0001")]
    [InlineData("0")]
    [InlineData("-0.25")]
    [InlineData("0,25")]
    [InlineData("1e-1")]
    [InlineData("much")]
    public async Task A_budget_out_of_bounds_or_that_is_no_number_is_refused_at_start(string setting)
    {
        var (exitCode, output) = await Executable.Run(new Dictionary<string, string>
        {
            ["Privacy:Rho"] = setting,
            ["Store:ConnectionString"] = $"Data Source={folder}/store.db",
        });

        Assert.Equal(1, exitCode);
        Assert.Contains($"Privacy:Rho is '{setting}'; it has to be a number from 0.05 to 1.0", output, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(folder));
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static void Poll(Service service, ConcurrentQueue<Dictionary<string, long>> states, CancellationToken enough)
    {
        while (!enough.IsCancellationRequested) states.Enqueue(service.State());
    }
}
