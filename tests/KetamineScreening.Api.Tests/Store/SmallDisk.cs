using System.Diagnostics;

namespace KetamineScreening.Api.Tests.Store;

/// <summary>A file system of its own, small, that can be filled up and made read-only. Needs the right to mount.</summary>
public sealed class SmallDisk : IDisposable
{
    private SmallDisk() => Folder = Directory.CreateTempSubdirectory("ketamine-screening-disk-").FullName;

    /// <summary>Where it is mounted.</summary>
    public string Folder { get; }

    private string Ballast => Path.Combine(Folder, "ballast");

    /// <summary>Mounts one.</summary>
    public static SmallDisk Mount()
    {
        var disk = new SmallDisk();
        var isMounted = Run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", disk.Folder);
        if (!isMounted) Directory.Delete(disk.Folder);
        Requirement.Needs(isMounted, "Mounting a small disk needs more rights than this user has.");
        return disk;
    }

    /// <summary>Takes all free space. What a commit that is under way frees afterwards needs another call.</summary>
    public void Fill()
    {
        using var file = new FileStream(Ballast, FileMode.Append);
        try
        {
            while (true) file.Write(new byte[4096]);
        }
        catch (IOException)
        {
            // Now it is full.
        }
    }

    /// <summary>Makes room again.</summary>
    public void Empty() => File.Delete(Ballast);

    /// <summary>Lets nobody write, or again everybody.</summary>
    public void ReadOnly(bool isReadOnly)
    {
        // While a commit has the file open for writing the kernel refuses: then it is tried again between two commits.
        for (var attempt = 0; !Run("mount", "-o", isReadOnly ? "remount,ro" : "remount,rw", Folder); attempt++)
        {
            Assert.True(attempt < 200, "The disk cannot be mounted anew.");
            Thread.Sleep(10);
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        Run("umount", "--lazy", Folder);
        Directory.Delete(Folder);
    }

    private static bool Run(string program, params string[] arguments)
    {
        try
        {
            var start = new ProcessStartInfo(program, arguments) { RedirectStandardError = true, UseShellExecute = false };
            using var process = Process.Start(start)!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
