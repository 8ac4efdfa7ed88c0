using KetamineScreening.Api.Store;
using KetamineScreening.Api.Tests.Aggregates;
using KetamineScreening.Api.Tests.Faults;
using Microsoft.Data.Sqlite;

namespace KetamineScreening.Api.Tests.Store;

/// <summary>The executable is killed many times under load, at random moments. The store is consistent each time.</summary>
[Trait("kind", "fault"), Trait("store", "both")]
public sealed class KillTests : IDisposable
{
    // The long form, with FAULT_TIMES, has fifty and more.
    private static readonly int Kills = Fault.Times == 1 ? 5 : 15 * Fault.Times;
    private readonly string folder = Directory.CreateTempSubdirectory("ketamine-screening-").FullName;

    [Fact]
    public async Task After_any_kill_there_is_no_half_commit_no_counter_without_noise_and_nobody_was_counted_twice()
    {
        var settings = new Dictionary<string, string>
        {
            ["Store:Provider"] = TestStore.Provider,
            ["Store:ConnectionString"] = TestStore.Address(folder),
            ["Contributions:CommitMilliseconds"] = "5000",
        };
        var (random, vector) = (new Random(), Expected.Sum(Some.SelfCheck, [Some.Answers(("route", "snorted"), ("craving", "weekly"))]));
        Dictionary<string, long>? born = null;
        var (received, counted) = (0, 0L);
        for (var kill = 0; kill < Kills; kill++)
        {
            await using (var executable = await Executable.Start(settings))
            {
                // The service listens before its store has counters.
                if (born is null)
                {
                    await Wait.Until(() => State().Count > 0, "the store has counters");
                    born = State();
                }

                // Every fourth process is killed at any moment, even before its first commit; the others after one.
                using var end = new CancellationTokenSource();
                var clients = Enumerable.Range(0, 4);
                var load = Task.WhenAll(clients.Select(_ => Post(executable, () => Interlocked.Increment(ref received), end.Token)));
                if (kill % 4 != 0) await Wait.Until(() => State().Minus(born)["options/craving/weekly"] > counted, "a turn is committed");
                var wanted = Volatile.Read(ref received) + random.Next(1, 200);
                await Wait.Until(() => Volatile.Read(ref received) >= wanted, $"{wanted} screenings are received");
                executable.Signal("KILL");
                await executable.Exit();
                await end.CancelAsync();
                await load;
            }

            // Opening the file rolls back an interrupted commit.
            if (TestStore.Provider == Databases.Sqlite) Assert.Equal("ok", Check());
            var added = State().Minus(born);
            var screenings = added["options/craving/weekly"];
            Assert.All(added, entry => Assert.Equal(screenings * vector[entry.Key], entry.Value));
            Assert.True(screenings >= counted, $"{screenings} after {counted}");
            counted = screenings;
        }

        // Up to four requests at each kill may be counted although the client got no response.
        Assert.InRange(counted, Kills - (Kills + 3) / 4, received + 4 * Kills);
        Assert.Contains(born!, entry => entry.Value != 0);
        Assert.Empty(NoiseOf.Faults(Some.SelfCheck, new Domain.Aggregates.Noise.Rational(1, 4), [born!]));
        Fault.Write(
            $"killed (SIGKILL) under load, {TestStore.Provider}",
            $"{Kills}, with {received:N0} people",
            $"{received - counted:N0} not counted (what waited for the next turn); no half commit, nobody twice");
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static async Task Post(Executable executable, Action accept, CancellationToken end)
    {
        var body = Some.Body(Some.Answers(("route", "snorted"), ("craving", "weekly")), contribute: true);
        while (true)
        {
            try
            {
                using var content = new StringContent(body, null, "application/json");
                using var response = await executable.Http.PostAsync($"/v1/questionnaires/{Some.SelfCheck}/screenings", content, end);
                Assert.True(response.IsSuccessStatusCode);
                accept();
            }
            catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException)
            {
                return;
            }
        }
    }

    private string Check()
    {
        using var connection = (SqliteConnection)TestStore.Open(folder);
        using var command = connection.CreateCommand();
        command.CommandText = "pragma integrity_check";
        return (string)command.ExecuteScalar()!;
    }

    private Dictionary<string, long> State() => Totals.Counters(folder, questionnaire: Some.SelfCheck)
        .ToDictionary(counter => counter.Cell, counter => counter.Value);
}
