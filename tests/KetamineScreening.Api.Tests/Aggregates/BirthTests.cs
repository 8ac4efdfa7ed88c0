using System.Collections.Concurrent;
using KetamineScreening.Api.Periods;
using KetamineScreening.Api.Store;
using KetamineScreening.Api.Tests.Store;
using KetamineScreening.Domain.Aggregates;
using KetamineScreening.Domain.Aggregates.Noise;

namespace KetamineScreening.Api.Tests.Aggregates;

/// <summary>Counters are born with noise, all of them at once, and never again.</summary>
[Trait("store", "both")]
public sealed class BirthTests : IDisposable
{
    private const string ReadAll = """
        select s.id, c.cell, c.value from stratum s left join counter c on c.stratum = s.id
        union all
        select c.stratum, c.cell, c.value from counter c where not exists (select 1 from stratum s where s.id = c.stratum)
        """;

    private static readonly Rational Rho = new(1, 4);
    private readonly string folder = Directory.CreateTempSubdirectory("ketamine-screening-").FullName;

    [Fact]
    public async Task No_committed_state_has_a_period_without_all_its_counters_or_a_counter_without_noise()
    {
        await using var service = new Service(folder: folder, noise: true);
        var answers = Some.Answers(("route", "snorted"), ("craving", "weekly"), ("mixing-depressants", "yes"));
        var vector = Expected.Sum(Some.SelfCheck, [answers]);
        var states = new ConcurrentQueue<Dictionary<string, long>>();
        using var enough = new CancellationTokenSource();
        var polling = Task.Run(() => Poll(states, enough.Token), TestContext.Current.CancellationToken);

        await service.ContributeInTens(Some.SelfCheck, Enumerable.Repeat(answers, 10));
        var ten = service.State();
        await service.Contribute(Some.SelfCheck, Enumerable.Repeat(answers, 200));
        await service.Stop();
        await enough.CancelAsync();
        await polling;

        var noise = ten.Minus(vector.ToDictionary(entry => entry.Key, entry => 10 * entry.Value));
        Assert.Equal(Expected.Vocabulary(Some.SelfCheck).Cells.Length, noise.Count);
        Assert.Contains(ten, entry => vector[entry.Key] == 0 && entry.Value != 0);
        Assert.Empty(NoiseOf.Faults(Some.SelfCheck, Rho, [noise]));

        // Whatever was seen is that noise, whole, and so many times the one vector that was posted.
        Assert.Contains(states, state => state.Count > 0);
        Assert.All(states.Where(state => state.Count > 0), state =>
        {
            var added = state.Minus(noise);
            var screenings = added["options/route/snorted"];
            Assert.True(screenings is 0 or >= 10 and <= 210, $"{screenings} screenings");
            Assert.All(added, entry => Assert.Equal(screenings * vector[entry.Key], entry.Value));
        });
        Assert.Equal(210 - service.Dropped(), service.State().Minus(noise)["options/route/snorted"]);
    }

    [Theory]
    [InlineData("bands/current-use/high")]
    [InlineData("score/supervised/6-10")]
    public async Task A_birth_that_fails_half_way_leaves_nothing_behind_and_loses_nobody(string cell)
    {
        await using (var earlier = new Service(folder: folder, noise: true)) await earlier.Stop();
        TestStore.Execute(folder, "delete from counter; delete from stratum");
        TestStore.Refuse(folder, "insert", "counter", $"new.cell = '{cell}'");
        await using var service = new Service(folder: folder, noise: true);
        var answers = Some.Answers(("route", "snorted"));
        await service.Contribute(Some.SelfCheck, Enumerable.Repeat(answers, 10));
        await service.Eventually(() => service.Log.ToString().Contains("not now", StringComparison.Ordinal), "the birth fails");
        Assert.DoesNotContain(Read(), row => !row.Period.StartsWith(Some.ConcernCheck, StringComparison.Ordinal));

        TestStore.Allow(folder, "counter");
        await service.Eventually(() => service.State().Count > 0, "the period begins after all");
        await service.Turn();
        var vector = Expected.Sum(Some.SelfCheck, Enumerable.Repeat(answers, 10));
        Assert.Contains(cell, vector.Keys);
        Assert.Empty(NoiseOf.Faults(Some.SelfCheck, Rho, [service.State().Minus(vector)]));
    }

    [Fact]
    public async Task Every_block_has_the_noise_of_the_policy_and_every_period_its_own()
    {
        const int Periods = 60;
        await using var source = TestStore.Source(folder);
        await new StoreMigrations(source).EnsureAsync(TestContext.Current.CancellationToken);
        var noise = new DiscreteGaussian(System.Security.Cryptography.RandomNumberGenerator.Fill);
        var store = new PeriodStore(source, NoisePolicy.Of(Rho), noise);
        var cancellation = TestContext.Current.CancellationToken;
        var vocabulary = Expected.Vocabulary(Some.QuickCheck);
        var states = new List<Dictionary<string, long>>();
        for (var count = 0; count < Periods; count++)
        {
            await store.BeginAsync(Some.QuickCheck, Some.Major, new Quarter(2026, 4), synthetic: false, vocabulary, cancellation);
            states.Add(Read(Some.QuickCheck).ToDictionary(row => row.Cell!, row => row.Value));
            var opened = (await store.ListAsync(cancellation)).Single();
            Assert.True(await store.DiscardAsync(opened.Id, cancellation));
        }

        Assert.Empty(NoiseOf.Faults(Some.QuickCheck, Rho, states));
        var values = states.Select(state =>
            string.Join(',', state.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => entry.Value)));
        Assert.Equal(Periods, values.Distinct().Count());
    }

    [Fact]
    public async Task A_restart_draws_nothing_and_all_that_follows_adds_what_people_answered_exactly()
    {
        var examples = Expected.Examples(Some.SelfCheck).Take(60).ToList();
        await using (var service = new Service(folder: folder, noise: true)) await service.Contribute(Some.SelfCheck, examples.Take(12));
        var born = Read(Some.SelfCheck).ToDictionary(row => row.Cell!, row => row.Value);

        await using (var service = new Service(folder: folder, noise: true))
        {
            await service.Turn();
            Assert.Equal(born, service.State());
        }

        await using (var service = new Service(folder: folder, noise: true))
        {
            await service.ContributeInTens(Some.SelfCheck, examples.Skip(20));
            Assert.Equal(Expected.Sum(Some.SelfCheck, examples.Skip(20)), service.State().Minus(born));
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Two_services_on_one_file_share_one_birth_and_count_everybody_once(bool noise)
    {
        var examples = Expected.Examples(Some.SelfCheck).Where((_, place) => place % 3 == 0).Take(20).ToList();
        await using var one = new Service(folder: folder, noise: noise);
        await using var two = new Service(folder: folder, noise: noise);
        var before = one.Committed();
        await Task.WhenAll(one.Contribute(Some.SelfCheck, examples.Take(10)), two.Contribute(Some.SelfCheck, examples.Skip(10)));
        await one.Eventually(() => one.Committed() == before + 20, "both have committed a batch");
        var twenty = one.State();
        var born = twenty.Minus(Expected.Sum(Some.SelfCheck, examples));

        // Each has answers of its own, so that it shows whose screenings were lost or counted twice.
        var (mine, yours) = (Some.Answers(("craving", "weekly")), Some.Answers(("bladder", "monthly"), ("mixing-depressants", "yes")));
        await Task.WhenAll(
            one.Contribute(Some.SelfCheck, Enumerable.Repeat(mine, 60)), two.Contribute(Some.SelfCheck, Enumerable.Repeat(yours, 60)));
        await Task.WhenAll(one.Stop(), two.Stop());

        Assert.Equal(3, one.Query("select id from stratum").Count);
        Assert.True(one.Dropped() < 10 && two.Dropped() < 10);
        var added = Enumerable.Repeat(mine, 60 - one.Dropped()).Concat(Enumerable.Repeat(yours, 60 - two.Dropped()));
        Assert.Equal(Expected.Sum(Some.SelfCheck, added), one.State().Minus(twenty));
        if (noise) Assert.Empty(NoiseOf.Faults(Some.SelfCheck, Rho, [born]));
        else Assert.All(born, entry => Assert.Equal(0, entry.Value));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_period_discarded_under_a_running_service_is_followed_by_a_new_one_and_nobody_after_is_lost(bool noise)
    {
        var examples = Expected.Examples(Some.SelfCheck).Take(40).ToList();
        await using var service = new Service(folder: folder, noise: noise);
        await service.ContributeInTens(Some.SelfCheck, examples.Take(10));
        var first = service.State().Minus(Expected.Sum(Some.SelfCheck, examples.Take(10)));
        TestStore.Execute(folder, "delete from counter; delete from stratum");
        await service.Turn();

        await service.ContributeInTens(Some.SelfCheck, examples.Skip(10).Take(10));
        var second = service.State().Minus(Expected.Sum(Some.SelfCheck, examples.Skip(10).Take(10)));
        if (noise)
        {
            Assert.Empty(NoiseOf.Faults(Some.SelfCheck, Rho, [second]));
            Assert.NotEqual(first, second);
        }
        else
        {
            Assert.All(second, entry => Assert.Equal(0, entry.Value));
        }

        var before = service.State();
        await service.ContributeInTens(Some.SelfCheck, examples.Skip(20));
        Assert.Equal(Expected.Sum(Some.SelfCheck, examples.Skip(20)), service.State().Minus(before));
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
        await service.Contribute(10);
        await service.Stop();

        Assert.All(service.Query("select rho from stratum"), row => Assert.Equal(stored, row[0]));
        Assert.True(Rational.TryParse(stored, out var rho));
        var counted = Expected.Sum(Some.SelfCheck, Enumerable.Repeat(Some.Answers(), 10));
        Assert.Empty(NoiseOf.Faults(Some.SelfCheck, rho, [service.State().Minus(counted)]));
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

    private void Poll(ConcurrentQueue<Dictionary<string, long>> states, CancellationToken enough)
    {
        var last = new Dictionary<string, long>();
        states.Enqueue(Seen());
        while (!enough.IsCancellationRequested)
        {
            var seen = Seen();
            var isNew = !seen.OrderBy(entry => entry.Key, StringComparer.Ordinal)
                .SequenceEqual(last.OrderBy(entry => entry.Key, StringComparer.Ordinal));
            if (isNew) states.Enqueue(seen);
            last = seen;
        }

        // A period without counters is kept as one counter without a name.
        Dictionary<string, long> Seen() => Read(Some.SelfCheck).ToDictionary(row => row.Cell ?? "", row => row.Value);
    }

    private List<(string Period, string? Cell, long Value)> Read(string questionnaire = "")
    {
        using var connection = TestStore.Open(folder);
        using var command = connection.CreateCommand();
        command.CommandText = ReadAll;
        using var reader = command.ExecuteReader();
        var rows = new List<(string, string?, long)>();
        while (reader.Read())
        {
            var cell = reader.IsDBNull(1) ? null : reader.GetString(1);
            rows.Add((reader.GetString(0), cell, reader.IsDBNull(2) ? 0 : reader.GetInt64(2) - CounterStore.Zero));
        }

        return [.. rows.Where(row => row.Item1.StartsWith(questionnaire, StringComparison.Ordinal))];
    }
}
