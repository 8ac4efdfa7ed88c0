using KetamineScreening.Api.Tests.Aggregates;
using Microsoft.Extensions.Time.Testing;
using Npgsql;

namespace KetamineScreening.Api.Tests.Store;

/// <summary>Connections to PostgreSQL break at a commit: everybody is counted exactly once, and never in another period.</summary>
[Trait("kind", "fault")]
public sealed class LostCommitTests
{
    private const string Database = "screenings";
    private const string Released = "ketamine-self-check-2-2026q4";
    private static readonly DateTimeOffset End = new(2027, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Three_nodes_whose_commits_and_answers_get_lost_again_and_again_count_everybody_once()
    {
        await using var server = await PostgresServer.StartAsync("fsync=off");
        server.Database(Database);
        var proxies = Enumerable.Range(0, 3).Select(_ => new LossyProxy(server)).ToList();
        var keys = Directory.CreateTempSubdirectory("ketamine-screening-keys-").FullName;
        var nodes = proxies.Select(proxy => new Service(Settings(proxy.Address(Database), keys))).ToList();
        var (posted, random) = (0, new Random(3));
        for (var round = 0; round < 12; round++)
        {
            foreach (var proxy in proxies) proxy.Mode = (LossyProxy.Loss)random.Next(3);
            foreach (var node in nodes)
            {
                var people = random.Next(1, 9);
                await node.Contribute(people);
                posted += people;
            }

            var before = proxies.Sum(proxy => proxy.Losses);
            if (proxies.Exists(proxy => proxy.Mode != LossyProxy.Loss.None))
            {
                await Wait.Until(() => proxies.Sum(proxy => proxy.Losses) > before, "a commit is lost");
            }

            foreach (var proxy in proxies) proxy.Mode = LossyProxy.Loss.None;
        }

        foreach (var node in nodes) await node.Stop();
        Assert.True(proxies.Sum(proxy => proxy.Losses) >= 8);
        Assert.Equal(posted, Committed(server, keys));
        foreach (var node in nodes) await node.DisposeAsync();
        foreach (var proxy in proxies) await proxy.DisposeAsync();
        Directory.Delete(keys, recursive: true);
    }

    /// <param name="loss">What was lost.</param>
    /// <param name="counted">What the release contains of the five people.</param>
    [Theory]
    [InlineData(nameof(LossyProxy.Loss.Answer), 5)]
    [InlineData(nameof(LossyProxy.Loss.Commit), 0)]
    public async Task A_commit_without_an_answer_whose_period_is_closed_meanwhile_is_never_added_to_another_period(string loss, int counted)
    {
        await using var server = await PostgresServer.StartAsync("fsync=off");
        var direct = server.Database(Database) + ";Maximum Pool Size=4";
        await using var proxy = new LossyProxy(server);
        var keys = Directory.CreateTempSubdirectory("ketamine-screening-keys-").FullName;
        var (clock, otherClock) = (new FakeTimeProvider(End.AddDays(-1)), new FakeTimeProvider(End.AddDays(-1)));
        await using (var node = new Service(Settings(proxy.Address(Database), keys), clock))
        {
            await node.OneTurn();
            await node.Contribute(5);
            (proxy.Mode, proxy.ClosesAfterLoss) = (Enum.Parse<LossyProxy.Loss>(loss), true);
            node.PassInterval();
            await Wait.Until(() => proxy.Losses == 1, "the commit is lost");
            await node.Contribute(2);

            otherClock.AdjustTime(End.AddHours(1));
            await using var other = new Service(Settings(direct, keys), otherClock);
            await other.Eventually(() => Run(server, "select count(*) from release") is 3L, "the period is released");
            Assert.Equal(counted, await other.ScreeningsOf(Released));

            clock.AdjustTime(End.AddHours(1));
            proxy.Mode = LossyProxy.Loss.None;
            proxy.Reopen();
            await node.Turn();
            await node.Stop();
        }

        // Those who arrived later were part of no commit yet, so they count in the next period.
        Assert.Equal(2, Committed(server, keys));
        Directory.Delete(keys, recursive: true);
    }

    [Fact]
    public async Task A_period_that_is_released_while_other_nodes_commit_under_load_counts_everybody_once()
    {
        await using var server = await PostgresServer.StartAsync("fsync=off");
        var address = server.Database(Database) + ";Maximum Pool Size=4";
        var keys = Directory.CreateTempSubdirectory("ketamine-screening-keys-").FullName;
        var clock = new FakeTimeProvider(End.AddDays(-1));
        var nodes = Enumerable.Range(0, 3).Select(_ => new Service(Settings(address, keys), clock)).ToList();
        using var enough = new CancellationTokenSource();
        var posted = 0;
        var load = Task.WhenAll(nodes.Select(node => Task.Run(() => Post(node, enough.Token), CancellationToken.None)));
        foreach (var minutes in new[] { -1, 1, 59, 60, 61, 120 })
        {
            clock.AdjustTime(End.AddMinutes(minutes));
            var goal = Volatile.Read(ref posted) + 30;
            await Wait.Until(() => Volatile.Read(ref posted) >= goal, "people are received");
            nodes[0].PassInterval();
        }

        await enough.CancelAsync();
        await load;
        foreach (var node in nodes) await node.Turn();
        var released = await nodes[0].ScreeningsOf(Released);
        foreach (var node in nodes) await node.DisposeAsync();
        Assert.Equal(posted, released + Committed(server, keys));
        Assert.True(released > 0);
        Directory.Delete(keys, recursive: true);

        async Task Post(Service node, CancellationToken stop)
        {
            while (!stop.IsCancellationRequested)
            {
                await node.Contribute(1);
                Interlocked.Increment(ref posted);
            }
        }
    }

    private static Dictionary<string, string> Settings(string address, string keys) => new()
    {
        ["Store:Provider"] = "postgresql",
        ["Store:ConnectionString"] = address,
        ["Keys:Path"] = keys,
    };

    private static long Committed(PostgresServer server, string keys)
    {
        using var connection = new NpgsqlConnection(server.Address(Database) + ";Pooling=false");
        connection.Open();
        return Totals.Screenings(OpenedStore.Counters(connection, keys, Some.SelfCheck));
    }

    private static object? Run(PostgresServer server, string sql)
    {
        using var connection = new NpgsqlConnection(server.Address(Database) + ";Pooling=false");
        connection.Open();
        using var command = new NpgsqlCommand(sql, connection);
        return command.ExecuteScalar();
    }
}
