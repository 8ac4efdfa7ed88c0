using System.Runtime.Versioning;

namespace KetamineScreening.Api.Tests.Store;

/// <summary>Where keys are, and who can read them and the store.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class KeyPathTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("ketamine-screening-").FullName;

    private string Data => Path.Combine(folder, "data");

    private string StoreFile => Path.Combine(Data, "store.db");

    [Fact]
    public async Task In_development_the_keys_are_beside_the_store_for_the_user_of_the_service_alone_and_the_start_warns()
    {
        await using var executable = await Executable.Start(Settings("", "Development"));
        var keys = StoreFile + ".keys";
        await Wait.Until(() => Directory.Exists(keys) && Directory.GetDirectories(keys).Length == 3, "it has keys");
        executable.Signal("TERM");
        Assert.Equal(0, await executable.Exit());

        Assert.Contains($"The keys of open periods are at {StoreFile}.keys, beside the store", executable.Output, StringComparison.Ordinal);
        Assert.Equal(3, Directory.GetFiles(keys, "*.xml", SearchOption.AllDirectories).Length);
        Assert.Equal(["600 file", "700 folder"], KeyFolder.Modes(Data).Distinct().Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("", "Keys:Path is not set; it has to be a folder outside of the folder of the store")]
    [InlineData("data", "in the folder of the store; a copy of that folder must not contain the keys.")]
    [InlineData("data/store.db.keys", "in the folder of the store; a copy of that folder must not contain the keys.")]
    [InlineData("data/../data/deep/keys", "in the folder of the store; a copy of that folder must not contain the keys.")]
    public async Task In_production_a_missing_folder_or_one_in_the_folder_of_the_store_is_refused(string path, string reason)
    {
        var ended = await Executable.Run(Settings(path.Length == 0 ? "" : Path.Combine(folder, path), "Production"));

        Assert.Equal(1, ended.ExitCode);
        Assert.Contains(reason, ended.Errors, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(folder));
    }

    [Theory]
    [InlineData("keys")]
    [InlineData("data-keys")]
    public async Task In_production_a_folder_elsewhere_is_used_without_a_warning(string path)
    {
        var keys = Path.Combine(folder, path);
        await using var executable = await Executable.Start(Settings(keys, "Production"));
        executable.Signal("TERM");
        Assert.Equal(0, await executable.Exit());

        Assert.Equal(3, Directory.GetDirectories(keys).Length);
        Assert.DoesNotContain("warn:", executable.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("data/store.db", UnixFileMode.OtherRead)]
    [InlineData("data/store.db", UnixFileMode.GroupWrite)]
    [InlineData("keys", UnixFileMode.GroupRead)]
    public async Task A_store_or_a_folder_of_keys_that_others_can_read_or_write_is_named_at_the_start(string path, UnixFileMode mode)
    {
        var keys = Path.Combine(folder, "keys");
        await using (var first = await Executable.Start(Settings(keys, "Production")))
        {
            first.Signal("TERM");
            await first.Exit();
            Assert.DoesNotContain("Other users", first.Output, StringComparison.Ordinal);
        }

        var open = Path.Combine(folder, path);
        File.SetUnixFileMode(open, File.GetUnixFileMode(open) | mode);
        await using var executable = await Executable.Start(Settings(keys, "Production"));

        Assert.Contains($"Other users of this machine can read {open}.", executable.Output, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private Dictionary<string, string> Settings(string keys, string environment) => new()
    {
        ["Store:ConnectionString"] = $"Data Source={StoreFile}",
        ["Keys:Path"] = keys,
        ["ASPNETCORE_ENVIRONMENT"] = environment,
        ["Operator:Name"] = "Clinic",
        ["Operator:Contact"] = "check@clinic.example",
    };
}
