using System.Text.Json.Nodes;
using KetamineScreening.Api.Tests.Aggregates;
using KetamineScreening.Api.Tests.Faults;
using Npgsql;

namespace KetamineScreening.Api.Tests.Store;

/// <summary>Several nodes share a primary with a synchronous standby. Under load the primary is killed and the standby promoted.</summary>
[Trait("kind", "fault")]
public sealed class FailoverTests
{
    private const int Nodes = 3;

    // Where the log of the primary ends, once a commit waits for the standby and all of the log was sent there.
    private const string SentWhileCommitsHang = """
        select sent_lsn::text from pg_stat_replication
        where sent_lsn >= pg_current_wal_flush_lsn() and exists (select from pg_stat_activity where wait_event = 'SyncRep')
        """;

    private int posted;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task When_the_primary_is_killed_every_result_is_right_and_the_totals_are_exact(bool commitsHangWhenItDies)
    {
        await using var primary = await PostgresServer.StartAsync("synchronous_standby_names=*", "wal_level=replica", "max_wal_senders=4");
        await using var standby = await primary.FollowAsync("standby");
        var hosts = $"{primary.Folder},{standby.Folder}";
        var address = primary.Database("screenings").Replace(primary.Folder, hosts, StringComparison.Ordinal) + ";Maximum Pool Size=4";
        var settings = new Dictionary<string, string> { ["Store:Provider"] = "postgresql", ["Store:ConnectionString"] = address };
        var nodes = Enumerable.Range(0, Nodes).Select(_ => new Service(settings)).ToList();
        var keys = nodes[0].Keys;
        using var enough = new CancellationTokenSource();
        var load = Task.WhenAll(nodes.Select(node => Task.Run(() => Post(node, enough.Token), CancellationToken.None)));
        try
        {
            await nodes[0].Eventually(() => Screenings(primary, keys) >= 150, "the nodes commit to the primary");
            if (commitsHangWhenItDies) await KillWhileCommitsHang(primary, standby);
            else primary.Signal("KILL");

            await standby.PromoteAsync();
            var before = Screenings(standby, keys);
            await nodes[0].Eventually(() => Screenings(standby, keys) >= before + 150, "the nodes commit to the new primary");
            await enough.CancelAsync();
            await load;
            foreach (var node in nodes) await node.Stop();

            Assert.True(posted >= 300, $"Only {posted} screenings were posted.");
            Assert.Equal(posted, Screenings(standby, keys));
            var how = commitsHangWhenItDies ? " while commits hang" : "";
            Fault.Write(
                $"primary of PostgreSQL killed{how}, standby promoted, {Nodes} nodes under load",
                $"1, with {posted:N0} people",
                "none");
        }
        finally
        {
            await enough.CancelAsync();
            foreach (var node in nodes) await node.DisposeAsync();
        }
    }

    // The commits reach the standby, but no node gets an answer: each has to find out whether its commit took place.
    private static async Task KillWhileCommitsHang(PostgresServer primary, PostgresServer standby)
    {
        standby.Signal("STOP");
        object? sent = null;
        await Wait.Until(() => (sent = Run(primary, SentWhileCommitsHang)) is not null, "a commit waits for the standby");
        primary.Signal("KILL");
        standby.Signal("CONT");
        var received = $"select pg_last_wal_receive_lsn() >= '{sent}'::pg_lsn";
        await Wait.Until(() => (bool)Run(standby, received)!, "the standby receives the commit");
    }

    // Each screening raises several counters that nothing else raises, so that half a commit would show.
    private async Task Post(Service node, CancellationToken enough)
    {
        var answers = Some.Answers(("craving", "weekly"), ("hard-to-stop", "weekly"));
        while (!enough.IsCancellationRequested)
        {
            using var response = await node.Post(Some.SelfCheck, Some.Body(answers, contribute: true));
            var result = JsonNode.Parse(await response.Content.ReadAsStringAsync(CancellationToken.None))!;
            Assert.Equal(
                ("high", 12, "received"),
                ((string)result["band"]!["code"]!, (int)result["score"]!["value"]!, (string)result["contribution"]!));
            Interlocked.Increment(ref posted);
        }
    }

    private static long Screenings(PostgresServer server, string keys)
    {
        using var connection = new NpgsqlConnection(server.Address("screenings") + ";Pooling=false");
        connection.Open();
        var counters = OpenedStore.Counters(connection, keys, Some.SelfCheck)
            .ToDictionary(counter => counter.Cell, counter => counter.Value);
        string[] raised = ["options/craving/weekly", "options/hard-to-stop/weekly", "bands/current-use/high"];

        // No screening here is complete.
        Assert.Equal(0, counters["moments/n"]);
        return Assert.Single(raised.Select(cell => counters[cell]).Distinct());
    }

    private static object? Run(PostgresServer server, string sql)
    {
        using var connection = new NpgsqlConnection(server.Address("postgres") + ";Pooling=false");
        connection.Open();
        using var command = new NpgsqlCommand(sql, connection);
        return command.ExecuteScalar();
    }
}
