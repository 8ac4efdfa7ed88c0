using System.Diagnostics;
using System.Runtime.Versioning;
using System.Text.Json.Nodes;
using KetamineScreening.Api.Tests.Store;
using Npgsql;
using KetamineScreening.Api.Tests.Docs;
using KetamineScreening.Api.Tests.Faults;

namespace KetamineScreening.Api.Tests.Operations;

/// <summary>The image of <c>deploy/Containerfile</c>, run with the options that docs/operate.md gives.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class ContainerTests(Podman podman) : IClassFixture<Podman>
{
    // Volumes keep their names; the network of the machine stands for the published port.
    private static IEnumerable<string> Documented => Snippet.All
        .Single(snippet => snippet.Text.StartsWith("podman run", StringComparison.Ordinal)).Text
        .Split([' ', '\n', '\\'], StringSplitOptions.RemoveEmptyEntries)
        .Where(word => word.StartsWith("--", StringComparison.Ordinal))
        .Where(word => word is not "--detach" && !word.StartsWith("--name", StringComparison.Ordinal)
            && !word.StartsWith("--publish", StringComparison.Ordinal));

    private static readonly EnumerationOptions Everywhere =
        new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint };

    [Fact]
    public async Task It_has_no_privileges_and_no_other_program_and_writes_to_its_volumes_only()
    {
        var container = await podman.Start("confined", Documented);
        var process = await container.Process();

        Assert.Equal(["1654", "1654", "1654", "1654"], process.Status("Uid"));
        Assert.Equal(["1654", "1654", "1654", "1654"], process.Status("Gid"));
        string[] without = ["CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb"];
        Assert.All(without, set => Assert.Equal(0UL, Convert.ToUInt64(process.Status(set).Single(), 16)));
        Assert.Equal("1", process.Status("NoNewPrivs").Single());
        Assert.Equal((512L << 20, 512L << 20, 256L), process.Limits);
        Assert.All((string[])["/", "/app", "/etc"], folder => Assert.Contains("Read-only", process.RefusalToWrite(folder) ?? "written"));
        Assert.All((string[])["/data", "/keys"], folder => Assert.Null(process.RefusalToWrite(folder)));
        Assert.Equal(["/app/KetamineScreening.Api"], Programs(process.Root));
        Assert.NotEqual(0, (await container.Execute("sh", "-c", "true")).ExitCode);

        Assert.Equal(0, (await podman.Run("healthcheck", "run", container.Name)).ExitCode);
        Assert.Equal((0, "200 {\"status\":\"ready\"}"), Trimmed(await container.Execute("/app/KetamineScreening.Api", "health")));
    }

    [Fact, Trait("kind", "fault")]
    public async Task A_stop_commits_what_waits_and_a_restart_goes_on_with_the_open_periods()
    {
        var container = await podman.Start("first", Documented);
        var before = await Counted();
        await container.Contribute(7);
        Assert.Equal(0, await container.Stop());
        Assert.Equal(before.Screenings + 7, (await Counted()).Screenings);

        container = await podman.Start("second", Documented);
        await container.Contribute(4);
        Assert.Equal(0, await container.Stop());
        var after = await Counted();
        Assert.Equal((before.Screenings + 11, before.Periods), (after.Screenings, after.Periods));
        Fault.Write("container stopped (SIGTERM to process 1), and another started on its volumes", "2, with 11 people", "none");
    }

    [Fact, Trait("kind", "fault")]
    public async Task With_the_options_of_Compose_it_counts_in_PostgreSQL_through_the_shared_socket()
    {
        var part = (await Deployment.Compose)["services"]!["service"]!;
        Assert.Equal(Podman.Image, (string?)part["image"]);
        await using var database = await PostgresServer.StartAsync();
        database.Database("screenings");
        // Its folder stands for the volume with the socket; other users may enter, as in the image of PostgreSQL.
        File.SetUnixFileMode(database.Folder, (UnixFileMode)0b111_001_001);

        string[] others = ["--env=Contributions__CommitMilliseconds=5000", $"--volume={database.Folder}:/var/run/postgresql"];
        var container = await podman.Start("compose", [.. OptionsOf(part), .. others]);
        var process = await container.Process();
        Assert.Equal((512L << 20, 512L << 20, 256L), process.Limits);
        Assert.Contains("Read-only", process.RefusalToWrite("/") ?? "written");
        var before = await Counted(database);
        await container.Contribute(5);
        Assert.Equal(0, await container.Stop());

        Assert.Equal(before.Screenings + 5, (await Counted(database)).Screenings);
        Fault.Write("container with PostgreSQL on a shared socket stopped (SIGTERM to process 1)", "1, with 5 people", "none");
    }

    [Fact]
    public async Task With_the_variables_of_Kubernetes_it_keeps_folders_of_its_own_in_volumes_that_belong_to_a_group()
    {
        using var volumes = new GroupVolumes();
        var deployment = (await Deployment.Kubernetes).Single(document => (string?)document["kind"] == "Deployment");
        var variables = deployment["spec"]!["template"]!["spec"]!["containers"]![0]!["env"]!.AsArray()
            .Select(variable => $"--env={variable!["name"]}={variable["value"]}");
        string[] confined = ["--read-only", "--cap-drop=all", "--security-opt=no-new-privileges", "--env=Health__DrainSeconds=0"];

        var container = await podman.Start("kubernetes", [.. variables, .. confined, .. volumes.Options]);
        await container.Contribute(3);
        var (_, log) = await podman.Run("logs", container.Name);
        Assert.Equal(0, await container.Stop());

        Assert.DoesNotContain("Other users of this machine can read", log, StringComparison.Ordinal);
        Assert.NotEmpty((await InstalledService.Counted($"{volumes.Data}/store/ketamine-screening.db", $"{volumes.Keys}/periods")).Periods);
    }

    // Options of podman run for the keys of a service of Compose, without networks.
    private static IEnumerable<string> OptionsOf(JsonNode part) =>
    [
        .. part["environment"]!.AsObject().Select(variable => $"--env={variable.Key}={Filled((string)variable.Value!)}"),
        .. part["volumes"]!.AsArray().Select(volume => $"--volume=compose-{volume}").Where(option => !option.Contains("socket")),
        .. (bool)part["read_only"]! ? ["--read-only"] : Array.Empty<string>(),
        .. part["cap_drop"]!.AsArray().Select(capability => $"--cap-drop={capability}"),
        .. part["security_opt"]!.AsArray().Select(option => $"--security-opt={option}"),
        .. part["ulimits"]!.AsObject().Select(limit => $"--ulimit={limit.Key}={limit.Value}"),
        $"--memory={part["mem_limit"]}", $"--memory-swap={part["memswap_limit"]}", $"--pids-limit={part["pids_limit"]}",
    ];

    private static string Filled(string value) => value.Replace("${DATABASE_PASSWORD:?}", "any", StringComparison.Ordinal);

    private static (int ExitCode, string Output) Trimmed((int ExitCode, string Output) ended) => (ended.ExitCode, ended.Output.Trim());

    // Files that can be run, without libraries. Those of the kernel come and go.
    private static IEnumerable<string> Programs(string root) => Directory
        .EnumerateDirectories(root)
        .Where(folder => Path.GetFileName(folder) is not ("proc" or "sys" or "dev"))
        .SelectMany(folder => Directory.EnumerateFiles(folder, "*", Everywhere))
        .Concat(Directory.EnumerateFiles(root))
        .Where(file => (File.GetUnixFileMode(file) & UnixFileMode.UserExecute) != UnixFileMode.None)
        .Select(file => file[root.Length..])
        .Where(file => !file.Contains(".so", StringComparison.Ordinal));

    private Task<(long Screenings, string Periods)> Counted(PostgresServer database) => InstalledService.Counted(
        () => new NpgsqlConnection(database.Address("screenings") + ";Pooling=false"), podman.Volume("compose-keys"));

    private Task<(long Screenings, string Periods)> Counted() => InstalledService.Counted(
        $"{podman.Volume("ketamine-screening")}/ketamine-screening.db", podman.Volume("ketamine-screening-keys"));

    /// <summary>Folders as Kubernetes mounts a new volume with <c>fsGroup</c>.</summary>
    private sealed class GroupVolumes : IDisposable
    {
        private readonly string folder = Directory.CreateTempSubdirectory("ks-volumes-").FullName;

        public GroupVolumes()
        {
            foreach (var volume in (string[])[Data, Keys])
            {
                Directory.CreateDirectory(volume);
                Process.Start("chown", ["root:1654", volume]).WaitForExit();
                Process.Start("chmod", ["2775", volume]).WaitForExit();
            }
        }

        public string Data => $"{folder}/data";

        public string Keys => $"{folder}/keys";

        public IEnumerable<string> Options => [$"--volume={Data}:/data", $"--volume={Keys}:/keys"];

        public void Dispose() => Directory.Delete(folder, recursive: true);
    }
}
