using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.Versioning;

namespace KetamineScreening.Api.Tests.Operations;

/// <summary>A real podman with a storage of its own, and the image of <c>deploy/Containerfile</c>, built without a registry.</summary>
/// <remarks>vfs, runc and cgroupfs work everywhere, also inside of another container.</remarks>
[UnsupportedOSPlatform("windows")]
public sealed class Podman : IAsyncDisposable
{
    /// <summary>Name of the image.</summary>
    public const string Image = "localhost/ketamine-screening";

    private static readonly string[] RemoveAll = ["rm", "--force", "--all", "--time", "0"];

    private const string Base = "localhost/ketamine-screening-base";

    private readonly string folder = Directory.CreateTempSubdirectory("ks-podman-").FullName;
    private readonly Lazy<Task> built;

    public Podman() => built = new Lazy<Task>(BuildAsync);

    /// <summary>Folder of a named volume on this machine.</summary>
    public string Volume(string name) => $"{folder}/storage/volumes/{name}/_data";

    /// <summary>Runs a container of the image until its service is ready, instead of the container before it.</summary>
    /// <param name="name">Name of the container.</param>
    /// <param name="options">Options of <c>podman run</c>.</param>
    public async Task<Container> Start(string name, params IEnumerable<string> options)
    {
        await built.Value;
        await Run(RemoveAll);
        var port = FreePort();
        // podman's own limits are above those of a test machine.
        string[] own =
        [
            "run", "--detach", $"--name={name}", "--network=host", $"--env=ASPNETCORE_URLS=http://127.0.0.1:{port}",
            "--ulimit=nofile=1024:1024", "--ulimit=nproc=1024:1024",
        ];
        await Succeeds([.. own, .. options, Image]);
        var container = new Container(this, name, port);
        await container.Ready();
        return container;
    }

    /// <summary>Runs podman.</summary>
    public Task<(int ExitCode, string Output)> Run(params IEnumerable<string> arguments) =>
        Run("podman", ["--log-level=fatal", .. arguments]);

    /// <summary>Runs podman and returns what it writes.</summary>
    public async Task<string> Succeeds(params IEnumerable<string> arguments)
    {
        var (exitCode, output) = await Run(arguments);
        Assert.True(exitCode == 0, output);
        return output.Trim();
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (built.IsValueCreated) await Run(RemoveAll);
        Directory.Delete(folder, recursive: true);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Any, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private Task<(int ExitCode, string Output)> Run(string program, IEnumerable<string> arguments)
    {
        string[] environment =
        [
            $"CONTAINERS_STORAGE_CONF={folder}/storage.conf", $"CONTAINERS_CONF={folder}/containers.conf", "BUILDAH_ISOLATION=chroot",
        ];
        return Tool.Run("env", [.. environment, program, .. arguments], folder);
    }

    private async Task BuildAsync()
    {
        Requirement.Needs(
            Tool.IsInstalled("podman") && Tool.IsInstalled("runc"), "podman or runc is missing: Debian has packages of these names.");
        await Requirement.AllowsContainers();
        await File.WriteAllTextAsync($"{folder}/storage.conf", $"""
            [storage]
            driver = "vfs"
            graphroot = "{folder}/storage"
            runroot = "{folder}/run"
            """);
        await File.WriteAllTextAsync($"{folder}/containers.conf", """
            [engine]
            runtime = "runc"
            cgroup_manager = "cgroupfs"
            events_logger = "none"
            """);
        var published = await Publication.Folder;
        foreach (var name in (string[])["data", "keys"])
        {
            Directory.CreateDirectory($"{published}/volumes/{name}", (UnixFileMode)0b111_000_000);
        }

        var (exitCode, output) = await Run(Repository.PathOf("deploy/base-image"), [$"{published}/app", Base]);
        Assert.True(exitCode == 0, output);
        await Succeeds(
            "build", "--format=docker", "--layers=false", $"--file={Repository.PathOf("deploy/Containerfile")}",
            $"--build-arg=BASE={Base}", $"--tag={Image}", published);
    }
}

/// <summary>A running container.</summary>
/// <param name="Podman">Its podman.</param>
/// <param name="Name">Its name.</param>
/// <param name="Port">Port of the service on this machine.</param>
[UnsupportedOSPlatform("windows")]
public sealed record Container(Podman Podman, string Name, int Port)
{
    /// <summary>The service as a process.</summary>
    public async Task<ProcessState> Process() => new(int.Parse(await Inspect("State.Pid"), CultureInfo.InvariantCulture));

    /// <summary>Runs a program inside.</summary>
    public Task<(int ExitCode, string Output)> Execute(params IEnumerable<string> command) => Podman.Run(["exec", Name, .. command]);

    /// <summary>Posts screenings that are to be counted.</summary>
    public Task Contribute(int screenings) => InstalledService.Contribute(new Uri($"http://127.0.0.1:{Port}"), screenings);

    /// <summary>Waits until the service is ready.</summary>
    public async Task Ready()
    {
        var log = "";
        await Wait.Until(
            async () =>
            {
                if (await InstalledService.IsReady(new Uri($"http://127.0.0.1:{Port}"))) return true;
                (_, log) = await Podman.Run("logs", Name);
                Assert.True(await Inspect("State.Running") == "true", log);
                return false;
            },
            "the container is ready",
            () => log);
    }

    /// <summary>Stops it with SIGTERM, and waits for its end.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> Stop()
    {
        await Podman.Succeeds("stop", "--time", "45", Name);
        return int.Parse(await Inspect("State.ExitCode"), CultureInfo.InvariantCulture);
    }

    private Task<string> Inspect(string field) => Podman.Succeeds("inspect", "--format", $"{{{{.{field}}}}}", Name);
}
