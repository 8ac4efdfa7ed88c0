using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.Versioning;
using System.Text;

namespace KetamineScreening.Api.Tests.Operations;

/// <summary>
/// A machine that systemd boots, with the installed unit. It has the programs of this machine and otherwise an empty root in memory,
/// so it takes seconds, and leaves nothing behind.
/// </summary>
[UnsupportedOSPlatform("windows")]
public sealed class SystemdMachine : IAsyncLifetime
{
    private const string Unit = "ketamine-screening.service";

    private readonly string folder = Directory.CreateTempSubdirectory("ks-systemd-").FullName;
    private readonly StringBuilder console = new();
    private Process? machine;

    /// <summary>Address of the service.</summary>
    public Uri Address { get; } = new($"http://127.0.0.1:{FreePort()}");

    /// <summary>The machine's folder of the folders of its services, on this machine.</summary>
    public string Folders => Path.Combine(folder, "private");

    /// <summary>Everything that the machine has written to its console.</summary>
    public string Console
    {
        get
        {
            lock (console) return console.ToString();
        }
    }

    // The first process inside: systemd.
    private int Leader => int.Parse(Children.Split(' ')[0], CultureInfo.InvariantCulture);

    private string Children => File.ReadAllText($"/proc/{machine!.Id}/task/{machine.Id}/children").Trim();

    /// <inheritdoc />
    public async ValueTask InitializeAsync()
    {
        Requirement.Needs(Tool.IsInstalled("systemd-nspawn"), "systemd-nspawn is missing: Debian has it in the package systemd-container.");
        await Requirement.AllowsContainers();
        var settings = Path.Combine(folder, "ketamine-screening.env");
        await File.WriteAllTextAsync(settings, $"ASPNETCORE_URLS={Address}\n");
        Directory.CreateDirectory(Folders, (UnixFileMode)0b111_000_000);
        // With an id it is no new machine, so no unit is enabled by default.
        var id = Path.Combine(folder, "machine-id");
        await File.WriteAllTextAsync(id, $"{Guid.NewGuid():N}\n");
        string[] arguments =
        [
            "--directory=/", "--volatile=yes", "--register=no", "--keep-unit", $"--machine=ks-{Address.Port}", "--console=pipe",
            $"--bind-ro={await Publication.Folder}/app:/opt/ketamine-screening", $"--bind-ro={settings}:/etc/ketamine-screening.env",
            $"--bind={Folders}:/var/lib/private", $"--bind-ro={Repository.PathOf("deploy")}/{Unit}:/etc/systemd/system/{Unit}",
            $"--bind-ro={id}:/etc/machine-id", "--boot", "systemd.unit=basic.target",
        ];
        var start = new ProcessStartInfo("systemd-nspawn", arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        machine = Process.Start(start)!;
        machine.OutputDataReceived += (_, line) => Take(line.Data);
        machine.ErrorDataReceived += (_, line) => Take(line.Data);
        machine.BeginOutputReadLine();
        machine.BeginErrorReadLine();
        await Wait.Until(IsBooted, "systemd has booted", () => Console);
        await AllowLimits();
        await Start();
    }

    /// <summary>Starts the service and waits until it is ready.</summary>
    public async Task Start()
    {
        await Systemctl("start");
        await Wait.Until(() => InstalledService.IsReady(Address), "the service is ready", () => Console);
    }

    /// <summary>Runs a program inside, as root.</summary>
    public Task<(int ExitCode, string Output)> Run(params IEnumerable<string> command) =>
        Tool.Run("nsenter", ["--target", $"{Leader}", "--mount", "--uts", "--ipc", "--pid", .. command], "/");

    /// <summary>Runs systemctl inside, for the unit.</summary>
    public async Task<string> Systemctl(params IEnumerable<string> arguments)
    {
        var (exitCode, output) = await Run(["systemctl", .. arguments, Unit]);
        Assert.True(exitCode == 0, output);
        return output.Trim();
    }

    /// <summary>A property of the unit.</summary>
    public Task<string> Property(string name) => Systemctl("show", "--value", $"--property={name}");

    /// <summary>The service as a process.</summary>
    public async Task<ProcessState> Service()
    {
        var inside = await Property("MainPID");
        return ProcessState.InNamespaceOf(Leader, inside);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (machine is { HasExited: false })
        {
            // It shuts the machine down.
            Process.Start("kill", ["-TERM", $"{machine.Id}"]).WaitForExit();
            await machine.WaitForExitAsync();
        }

        machine?.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private async Task<bool> IsBooted()
    {
        Assert.False(machine!.HasExited, Console);
        return Children.Length > 0 && (await Run("systemctl", "is-active", "basic.target")).ExitCode == 0;
    }

    // systemd-nspawn mounts the controllers of version 1 of control groups read-only, and systemd looks at them when it begins.
    private async Task AllowLimits()
    {
        if (File.Exists("/sys/fs/cgroup/cgroup.controllers")) return;
        const string Remount = "mount -o remount,rw,bind /sys/fs/cgroup/memory && mount -o remount,rw,bind /sys/fs/cgroup/pids";
        var (exitCode, output) = await Run("sh", "-c", $"{Remount} && systemctl daemon-reexec");
        Assert.True(exitCode == 0, output);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Any, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private void Take(string? line)
    {
        lock (console) console.AppendLine(line);
    }
}
