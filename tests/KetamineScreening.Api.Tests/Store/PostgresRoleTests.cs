using KetamineScreening.Api.Tests.Aggregates;
using KetamineScreening.Api.Tests.Docs;
using KetamineScreening.Api.Tests.Faults;
using Microsoft.Extensions.Time.Testing;
using Npgsql;

namespace KetamineScreening.Api.Tests.Store;

/// <summary>The service with a role that owns nothing: the SQL of the guide, run on a real server.</summary>
[Trait("kind", "fault")]
public sealed class PostgresRoleTests
{
    private const string Owner = "screenings_owner";
    private const string Role = "screenings_service";

    // The first block makes the roles, and the second one leaves the service the least rights.
    private static readonly IReadOnlyList<string> Guide =
        [.. Snippet.All.Where(snippet => snippet is { File: "docs/operate.md", Language: "sql" }).Select(snippet => snippet.Text)];

    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 11, 5, 12, 0, 0, TimeSpan.Zero));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task With_the_roles_of_the_guide_one_migrates_and_the_other_counts_and_releases(bool hasLeastRights)
    {
        await using var server = await PostgresServer.StartAsync("fsync=off");
        await server.ScriptAsync(Guide[0]);
        await Migrate(server);
        if (hasLeastRights) await server.ScriptAsync(Guide[1]);

        await using var service = new Service(Settings(server, Role), time: clock);
        await service.Contribute(10);
        await service.Turn();
        Assert.Equal(10, Counted(server, service));
        clock.AdjustTime(clock.GetUtcNow().AddMonths(3));
        await service.Eventually(
            async () => (await service.Get("/v1/releases"))["releases"]!.AsArray().Count == 3, "the releases are public");
        await service.Turn();
        await service.Stop();

        Assert.Empty(Entries(service, "Error: ").Concat(Entries(service, "Warning: ")));
        Assert.Equal(0L, Run(server, $"select count(*) from pg_class where relowner = '{Role}'::regrole"));
        Assert.False((bool)Run(server, $"select has_schema_privilege('{Role}', 'public', 'create')")!);
    }

    [Fact]
    public async Task A_service_whose_schema_is_behind_names_what_is_missing_and_the_command_and_counts_after_it()
    {
        await using var server = await PostgresServer.StartAsync("fsync=off");
        await server.ScriptAsync(Guide[0]);
        await using var service = new Service(Settings(server, Role), time: clock);
        await ContributeOverTurns(service);

        await service.Eventually(() => Entries(service, "Error: ").Count > 0, "the service says why it does not count");
        Assert.Equal("degraded", await Readiness(service));
        var listed = await Executable.Run(Settings(server, Role), "list-periods");
        Assert.Equal(1, listed.ExitCode);
        foreach (var text in new[] { Assert.Single(Entries(service, "Error: ")), listed.Errors })
        {
            Assert.Contains("lacks 0001_counters, 0002_releases", text, StringComparison.Ordinal);
            Assert.Contains("Run the command 'migrate'", text, StringComparison.Ordinal);
            Assert.DoesNotContain("   at ", text, StringComparison.Ordinal);
        }

        await Migrate(server);
        await service.Turn();
        Assert.Single(Entries(service, "Writing to the store succeeds again"));
        Assert.Equal("ready", await Readiness(service));
        Assert.Equal(20, Counted(server, service));
        Fault.Write("schema of PostgreSQL behind, role without the right to change it, `migrate` later", "1, with 20 people", "none");
    }

    [Fact]
    public async Task A_right_that_is_taken_away_is_one_error_and_degraded_until_it_is_granted_again()
    {
        string[] rights = ["select on period", "update on period", "insert on writer", "select on release"];
        await using var server = await PostgresServer.StartAsync("fsync=off");
        await server.ScriptAsync(Guide[0]);
        await Migrate(server);
        await using var service = new Service(Settings(server, Role), time: clock);
        foreach (var right in rights)
        {
            var (errors, ends) = (Entries(service, "Error: ").Count, Entries(service, "succeeds again").Count);
            Run(server, $"revoke {right} from {Role}");
            await service.Eventually(() => Entries(service, "Error: ").Count > errors, $"it says that it lacks {right}");
            await ContributeOverTurns(service);

            Assert.Equal("degraded", await Readiness(service));
            Run(server, $"grant {right} to {Role}");
            await service.Eventually(() => Entries(service, "succeeds again").Count > ends, "it says that it works again");
            await service.Turn();
            Assert.Equal("ready", await Readiness(service));
            Assert.Equal((errors + 1, ends + 1), (Entries(service, "Error: ").Count, Entries(service, "succeeds again").Count));
        }

        Assert.Equal(rights.Length * 20, Counted(server, service));
        Fault.Write(
            "a right of the role of PostgreSQL taken away, granted again",
            $"{rights.Length}, with {rights.Length * 20} people",
            "none; `degraded` and one error in the log meanwhile");
    }

    private static Dictionary<string, string> Settings(PostgresServer server, string role) => new()
    {
        ["Store:Provider"] = "postgresql",
        ["Store:ConnectionString"] = $"Host={server.Folder};Username={role};Database=screenings;Maximum Pool Size=4",
        ["Operator:Name"] = "Clinic",
        ["Operator:Contact"] = "check@clinic.example",
    };

    private static async Task Migrate(PostgresServer server)
    {
        var settings = Settings(server, Owner);
        (settings["Keys:Path"], settings["Logging:LogLevel:Default"]) = ("", "None");
        var (exitCode, output) = await Executable.Run(settings, "migrate");
        Assert.Equal((0, "The schema of the store is up to date."), (exitCode, output.Trim()));
    }

    private static async Task ContributeOverTurns(Service service)
    {
        for (var post = 0; post < 20; post++)
        {
            service.PassInterval();
            await service.Contribute(1);
        }
    }

    private static async Task<string> Readiness(Service service) => (string)(await service.Get("/health/ready"))["status"]!;

    private static long Counted(PostgresServer server, Service service)
    {
        using var connection = new NpgsqlConnection(server.Address("screenings") + ";Pooling=false");
        connection.Open();
        return Totals.Screenings(OpenedStore.Counters(connection, service.Keys, Some.SelfCheck));
    }

    private static object? Run(PostgresServer server, string sql)
    {
        using var connection = new NpgsqlConnection(server.Address("screenings") + ";Pooling=false");
        connection.Open();
        using var command = new NpgsqlCommand(sql, connection);
        return command.ExecuteScalar();
    }

    private static List<string> Entries(Service service, string text) =>
        [.. service.Log.Entries.Where(entry => entry.Contains(text, StringComparison.Ordinal))];
}
