using System.Runtime.Versioning;
using KetamineScreening.Api.Tests.Faults;

namespace KetamineScreening.Api.Tests.Store;

/// <summary>A file that can never be written is refused at the start, with the setting's name; others are used or warned about.</summary>
[Trait("kind", "fault"), UnsupportedOSPlatform("windows")]
public sealed class StorePathTests : IDisposable
{
    // Root without the capabilities that let it write everywhere, so that modes apply to it as to every other user.
    private static readonly string[] LikeOthers = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"];

    private readonly string folder = Directory.CreateTempSubdirectory("ketamine-screening-").FullName;

    private string StoreFile => Path.Combine(folder, "store.db");

    [Theory]
    [InlineData("the folder is not writable", "store.db")]
    [InlineData("the folder is not writable", "missing/store.db")]
    [InlineData("the folder of a store is not writable", "store.db")]
    [InlineData("the file is not writable", "store.db")]
    public async Task A_file_that_the_service_must_not_write_is_refused(string what, string path)
    {
        var file = Path.Combine(folder, path);
        if (what is "the folder of a store is not writable" or "the file is not writable")
        {
            await using var executable = await Executable.Start(SettingsOf(file));
            executable.Signal("TERM");
            Assert.Equal(0, await executable.Exit());
            File.Delete(file + "-journal");
        }

        const UnixFileMode Read = UnixFileMode.UserRead | UnixFileMode.UserExecute;
        File.SetUnixFileMode(what.EndsWith("file is not writable", StringComparison.Ordinal) ? file : folder, Read);
        var before = Directory.GetFileSystemEntries(folder);
        var ended = await Executable.RunThrough(LikeOthers, null, SettingsOf(file));

        Assert.Equal(1, ended.ExitCode);
        Assert.StartsWith($"Store:ConnectionString names '{file}', which cannot be written: ", ended.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", ended.Output, StringComparison.Ordinal);
        Assert.Equal(before, Directory.GetFileSystemEntries(folder));
        if (file == StoreFile) Fault.Write($"SQLite: {what}", "1", "refused at start");
    }

    [Fact]
    public async Task A_file_that_is_there_and_empty_becomes_the_store()
    {
        await File.WriteAllBytesAsync(StoreFile, [], TestContext.Current.CancellationToken);
        for (var start = 0; start < 2; start++)
        {
            await using var executable = await Executable.Start(SettingsOf(StoreFile));
            await Load.Counted(folder);
            executable.Signal("TERM");
            Assert.Equal(0, await executable.Exit());
        }
    }

    [Fact]
    public async Task A_store_on_a_network_file_system_is_warned_about_also_behind_a_link()
    {
        const string Warning = "is on a network file system";
        await using (var local = await Executable.Start(SettingsOf(StoreFile)))
        {
            Assert.DoesNotContain(Warning, local.Output, StringComparison.Ordinal);
        }

        await using var mount = await SshMount.Mount(folder);
        var link = Path.Combine(folder, "link");
        Directory.CreateSymbolicLink(link, mount.Folder);
        var file = Path.Combine(link, "deep/store.db");
        await using var executable = await Executable.Start(SettingsOf(file));
        Assert.Contains($"The store {file} {Warning} (fuse.sshfs).", executable.Output, StringComparison.Ordinal);
        executable.Signal("TERM");
        await executable.Exit();
    }

    public void Dispose()
    {
        File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Directory.Delete(folder, recursive: true);
    }

    private static Dictionary<string, string> SettingsOf(string file) => new() { ["Store:ConnectionString"] = $"Data Source={file}" };
}
