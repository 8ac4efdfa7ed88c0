using System.Diagnostics;

namespace KetamineScreening.Api.Tests.Store;

/// <summary>A folder mounted with sshfs from an SFTP server of this machine, without SSH between them.</summary>
internal sealed class SshMount : IAsyncDisposable
{
    private const string Server = "/usr/lib/openssh/sftp-server";

    private readonly Process process;

    private SshMount(string folder, Process process) => (Folder, this.process) = (folder, process);

    /// <summary>Where it is mounted.</summary>
    public string Folder { get; }

    /// <summary>Mounts a new folder below another one.</summary>
    public static async Task<SshMount> Mount(string below)
    {
        Requirement.Needs(Tool.IsInstalled("sshfs") && File.Exists(Server), "sshfs or the SFTP server is missing.");
        var (source, folder) = (Path.Combine(below, "source"), Path.Combine(below, "mount"));
        Directory.CreateDirectory(source);
        Directory.CreateDirectory(folder);
        var script = $"mkfifo '{below}/pipe' && {Server} <'{below}/pipe' | exec sshfs -f ':{source}' '{folder}' -o passive >'{below}/pipe'";
        var mount = new SshMount(folder, Process.Start("sh", ["-c", script]));
        await Wait.Until(() => mount.process.HasExited || IsMounted(folder), "the folder is mounted");
        Requirement.Needs(!mount.process.HasExited, "Mounting with sshfs needs more rights than this user has.");
        return mount;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await Tool.Run("umount", ["--lazy", Folder], "/");
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private static bool IsMounted(string folder) =>
        File.ReadLines("/proc/self/mounts").Any(line => line.Contains($" {folder} ", StringComparison.Ordinal));
}
