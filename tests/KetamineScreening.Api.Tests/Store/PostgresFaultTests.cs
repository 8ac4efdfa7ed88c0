using KetamineScreening.Api.Tests.Aggregates;
using KetamineScreening.Api.Tests.Faults;
using Npgsql;

namespace KetamineScreening.Api.Tests.Store;

/// <summary>PostgreSQL is missing, suspended or restarted: people get their results at once, and no screening is lost.</summary>
[Trait("kind", "fault")]
public sealed class PostgresFaultTests
{
    [Fact]
    public async Task Stopped_paused_and_started_again_it_loses_nobody()
    {
        await using var server = await PostgresServer.StartAsync();
        await using var service = new Service(Settings(server.Database("screenings")));
        await service.Contribute(10);
        await Eventually(service, server, 10);

        server.Signal("STOP");
        await service.Contribute(15);
        await service.Eventually(
            () => service.Log.ToString().Contains("Writing to the store fails", StringComparison.Ordinal), "a commit takes too long");
        server.Signal("CONT");
        await Eventually(service, server, 25);

        server.Signal("KILL");
        await service.Contribute(15);
        await using var again = await server.RestartAsync();
        await NobodyIsLost(service, again, 40);
        Fault.Write("PostgreSQL stands still (SIGSTOP), goes on, is killed (SIGKILL), starts again", "1, with 40 people", "none");
    }

    [Fact]
    public async Task A_server_that_comes_later_than_the_service_gets_what_waits()
    {
        await using var server = await PostgresServer.StartAsync();
        var address = server.Database("screenings");
        server.Signal("KILL");
        await using var service = new Service(Settings(address));
        await service.Contribute(25);

        await using var again = await server.RestartAsync();
        await NobodyIsLost(service, again, 25);
        Fault.Write("PostgreSQL away when the service starts, and there later", "1, with 25 people", "none");
    }

    [Fact]
    public async Task A_database_of_something_else_is_left_as_it_is()
    {
        await using var server = await PostgresServer.StartAsync();
        Run(server, "create table patient (name text)");
        await using var service = new Service(Settings(server.Database("screenings")));
        await service.Contribute(10);
        await service.Eventually(
            () => service.Log.ToString().Contains("holds tables of something else", StringComparison.Ordinal),
            "the service says why it does not use the database");

        Assert.Equal(1L, Run(server, "select count(*) from information_schema.tables where table_schema = 'public'"));
    }

    [Fact]
    public async Task Two_nodes_that_start_together_make_the_tables_once()
    {
        await using var server = await PostgresServer.StartAsync();
        var settings = Settings(server.Database("screenings"));
        var nodes = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => new Service(settings))));
        foreach (var node in nodes) await node.Contribute(10);
        foreach (var node in nodes) await node.DisposeAsync();

        Assert.Equal(40, CommittedTo(server, nodes[0].Keys));
        Assert.Equal(3L, Run(server, "select count(*) from period"));
        Assert.Equal(0L, Run(server, "select count(*) from writer"));
    }

    private static Dictionary<string, string> Settings(string address) => new()
    {
        ["Store:Provider"] = "postgresql",
        ["Store:ConnectionString"] = address + ";Command Timeout=2;Timeout=2;Maximum Pool Size=4",
    };

    private static Task Eventually(Service service, PostgresServer server, long screenings) =>
        service.Eventually(() => CommittedTo(server, service.Keys) == screenings, $"{screenings} screenings are committed");

    private static async Task NobodyIsLost(Service service, PostgresServer server, long screenings)
    {
        await Eventually(service, server, screenings);
        await service.Stop();
        Assert.Equal(screenings, CommittedTo(server, service.Keys));
    }

    private static long CommittedTo(PostgresServer server, string keys)
    {
        if ((long)Run(server, "select count(*) from information_schema.tables where table_name = 'period'")! == 0) return 0;
        using var connection = new NpgsqlConnection(server.Database("screenings") + ";Pooling=false");
        connection.Open();
        return Totals.Screenings(OpenedStore.Counters(connection, keys, Some.SelfCheck));
    }

    private static object? Run(PostgresServer server, string sql)
    {
        using var connection = new NpgsqlConnection(server.Database("screenings") + ";Pooling=false");
        connection.Open();
        using var command = new NpgsqlCommand(sql, connection);
        return command.ExecuteScalar();
    }
}
