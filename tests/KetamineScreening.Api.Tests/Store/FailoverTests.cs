using System.Text.Json.Nodes;
using KetamineScreening.Api.Periods;
using KetamineScreening.Api.Tests.Aggregates;
using KetamineScreening.Api.Tests.Faults;
using Npgsql;

namespace KetamineScreening.Api.Tests.Store;

/// <summary>Several nodes on a primary with a synchronous standby: the primary is killed under load, the standby takes over, nobody is lost or counted twice.</summary>
[Trait("kind", "fault")]
public sealed class FailoverTests
{
    private const int Nodes = 3;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task When_the_primary_is_killed_every_result_is_right_and_the_totals_are_exact(bool commitsHangWhenItDies)
    {
        await using var primary = await PostgresServer.StartAsync("synchronous_standby_names=*", "wal_level=replica", "max_wal_senders=4");
        await using var standby = await primary.FollowAsync("standby");
        var address = primary.Database("screenings").Replace(primary.Folder, $"{primary.Folder},{standby.Folder}", StringComparison.Ordinal) + ";Maximum Pool Size=4";
        var settings = new Dictionary<string, string> { ["Store:Provider"] = "postgresql", ["Store:ConnectionString"] = address };
        var nodes = Enumerable.Range(0, Nodes).Select(_ => new Service(settings)).ToList();
        using var enough = new CancellationTokenSource();
        var load = nodes.Select(node => Task.Run(() => Post(node, enough.Token), CancellationToken.None)).ToList();
        try
        {
            await Task.Delay(1500, TestContext.Current.CancellationToken);
            if (commitsHangWhenItDies)
            {
                // What is committed now waits for the standby: when the primary dies, nobody knows of it.
                standby.Signal("STOP");
                await Task.Delay(500, TestContext.Current.CancellationToken);
            }

            primary.Signal("KILL");
            if (commitsHangWhenItDies) standby.Signal("CONT");
            await Task.Delay(500, TestContext.Current.CancellationToken);
            await standby.PromoteAsync();
            var before = Screenings(standby);
            await nodes[0].Eventually(() => Screenings(standby) > before, "the nodes have found the new primary");
            await Task.Delay(1000, TestContext.Current.CancellationToken);
            await enough.CancelAsync();
            var posted = (await Task.WhenAll(load)).Sum();
            foreach (var node in nodes) await node.Stop();

            var dropped = nodes.Sum(node => node.Dropped());
            Assert.True(posted > 300, $"Only {posted} screenings were posted.");
            Assert.InRange(dropped, 0, 9 * Nodes);
            Assert.Equal(posted - dropped, Screenings(standby));
            Fault.Write($"primary of PostgreSQL killed{(commitsHangWhenItDies ? " while commits hang" : "")}, standby promoted, {Nodes} nodes under load", $"1, with {posted:N0} people", $"none; {dropped} not counted when the nodes stopped");
        }
        finally
        {
            await enough.CancelAsync();
            foreach (var node in nodes) await node.DisposeAsync();
        }
    }

    // Each has answers that no other counter shares, so that half a batch would show.
    private static async Task<int> Post(Service node, CancellationToken enough)
    {
        var answers = Some.Answers(("craving", "weekly"), ("hard-to-stop", "weekly"));
        for (var posted = 0; ; posted++)
        {
            if (enough.IsCancellationRequested) return posted;
            using var response = await node.Post(Some.SelfCheck, Some.Body(answers, contribute: true));
            var result = JsonNode.Parse(await response.Content.ReadAsStringAsync(CancellationToken.None))!;
            Assert.Equal(("high", 12, "accepted"), ((string)result["band"]!["code"]!, (int)result["score"]!["value"]!, (string)result["contribution"]!));
        }
    }

    private static long Screenings(PostgresServer server)
    {
        using var connection = new NpgsqlConnection(server.Address("screenings") + ";Pooling=false");
        connection.Open();
        using var command = new NpgsqlCommand("select distinct value from counter where stratum like 'ketamine-self-check%' and cell in ('options/craving/weekly', 'options/hard-to-stop/weekly', 'bands/current-use/high', 'moments/n') order by value desc", connection);
        using var reader = command.ExecuteReader();
        var values = new List<long>();
        while (reader.Read()) values.Add(reader.GetInt64(0) - CounterStore.Zero);

        // Nobody here answers everything, so the moments have none; the three others are always the same number.
        Assert.True(values is [0] or [_, 0], string.Join(',', values));
        return values[0];
    }
}
