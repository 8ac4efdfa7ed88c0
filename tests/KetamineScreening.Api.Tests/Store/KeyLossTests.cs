using System.Runtime.Versioning;
using KetamineScreening.Api.Tests.Aggregates;
using Microsoft.Extensions.Time.Testing;

namespace KetamineScreening.Api.Tests.Store;

/// <summary>A start whose open periods cannot be read is refused with a clear message, and leaves store and keys as they are.</summary>
[Trait("store", "both"), UnsupportedOSPlatform("windows")]
public sealed class KeyLossTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("ketamine-screening-").FullName;
    private readonly string otherFolder = Directory.CreateTempSubdirectory("ketamine-screening-").FullName;
    private readonly ContentFolder content = new();

    private Dictionary<string, string> Settings => new()
    {
        ["Store:Provider"] = TestStore.Provider,
        ["Store:ConnectionString"] = TestStore.Address(folder),
    };

    /// <summary>What happens to the file of a key, given a key of another store.</summary>
    public static TheoryData<string, Action<string, string>> Losses => new()
    {
        { "its folder is lost", (key, _) => Directory.Delete(Path.GetDirectoryName(key)!, recursive: true) },
        { "all of its rings are lost", (key, _) => Directory.Delete(Path.GetDirectoryName(Path.GetDirectoryName(key))!, recursive: true) },
        { "its file is lost", (key, _) => File.Delete(key) },
        { "it is empty", (key, _) => File.WriteAllText(key, "") },
        { "it is garbage", (key, _) => File.WriteAllText(key, "<key>garbage") },
        { "it is another element", (key, _) => File.WriteAllText(key, "<lock/>") },
        { "it is the key of another store", (key, other) => File.Copy(other, key, overwrite: true) },
        { "it is the file of another store", Replace },
        { "it has the id of the key of the period and the secret of another", Forge },
    };

    [Theory, MemberData(nameof(Losses))]
    public async Task A_start_is_refused_when(string loss, Action<string, string> lose)
    {
        var (keys, period) = await Fill(folder);
        var (otherKeys, _) = await Fill(otherFolder);
        lose(KeyFolder.KeyOf(keys, period), KeyFolder.KeyOf(otherKeys, period));

        await IsRefused(keys, $"The open period '{period}' cannot be read: ");
        Assert.NotEmpty(loss);
        await IsGivenUpWithDiscardPeriod(period);
    }

    [Fact]
    public async Task A_start_is_refused_when_the_keys_cannot_be_opened()
    {
        var (keys, period) = await Fill(folder);
        var key = KeyFolder.KeyOf(keys, period);
        File.Delete(key);

        // Permissions do not bind root, and a link to nowhere cannot be opened by anybody.
        File.CreateSymbolicLink(key, Path.Combine(folder, "nowhere"));

        var (exitCode, output) = await Executable.Run(Settings);
        Assert.Equal(1, exitCode);
        Assert.Contains($"The open period '{period}' cannot be read: ", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("update period set commits = commits - 1 where id = '{0}'")]
    [InlineData("update period set rho = '1' where id = '{0}'")]
    [InlineData("update period set profile = 'Small' where id = '{0}'")]
    [InlineData("update period set layout = 'x' where id = '{0}'")]
    [InlineData("update period set counters = (select counters from period where id like 'ketamine-quick-check%') where id = '{0}'")]
    public async Task A_start_is_refused_when_a_row_was_changed(string change)
    {
        var (keys, period) = await Fill(folder);
        TestStore.Execute(folder, string.Format(System.Globalization.CultureInfo.InvariantCulture, change, period));

        await IsRefused(keys, $"The open period '{period}' cannot be read: ");
    }

    [Fact]
    public async Task An_old_state_that_is_put_back_after_the_release_is_refused_and_never_released_again()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2025, 11, 5, 12, 0, 0, TimeSpan.Zero));
        const string Id = "ketamine-self-check-2-2025q4";
        string keys;
        await using (var service = new Service(time: clock, folder: folder))
        {
            keys = service.Keys;
            await service.ContributeAndCommit(Some.SelfCheck, Enumerable.Repeat(Some.Answers(), 9));
            TestStore.Execute(folder, $"create table old as select * from period where id = '{Id}'");
            clock.AdjustTime(clock.GetUtcNow().AddMonths(3));
            await service.Turn();
            await service.Stop();
            Assert.Equal(3, service.Query("select id from release").Count);
        }

        TestStore.Execute(folder, $"insert into period select * from old; delete from release_file where release = '{Id}'; "
            + $"delete from release where id = '{Id}'; drop table old");
        await IsRefused(keys, $"The open period '{Id}' cannot be read: its key is missing");
    }

    [Fact]
    public async Task A_start_is_refused_when_the_content_defines_an_open_version_in_another_way()
    {
        content.AddVersion(Some.QuickCheck, "3.0.0", _ => { });
        var settings = new Dictionary<string, string>(Settings) { ["Content:Path"] = content.Path };
        string keys;
        await using (var service = new Service(settings, folder: folder))
        {
            keys = service.Keys;
            await service.Stop();
            Assert.Single(service.Query("select id from period where id like 'ketamine-quick-check-3-%'"));
        }

        Directory.Delete(content.PathOf($"questionnaires/{Some.QuickCheck}/3.0.0"), recursive: true);
        content.AddVersion(Some.QuickCheck, "3.0.0", definition =>
        {
            foreach (var option in definition["scales"]!["quick-frequency"]!.AsArray()) option!["weight"] = 2 * (int)option["weight"]!;
        });
        await IsRefused(keys, "was begun with another definition of version 3 of 'ketamine-quick-check'", settings);
    }

    [Fact]
    public async Task The_key_of_a_period_is_deleted_with_it_when_it_is_discarded()
    {
        var (keys, period) = await Fill(folder);
        Assert.Equal(0, (await Executable.Run(Settings, "discard-period", period)).ExitCode);

        Assert.Equal(2, Directory.GetDirectories(keys).Length);
        Assert.False(Directory.Exists(Path.Combine(keys, period)));
    }

    [Fact]
    public async Task A_key_that_remained_of_a_released_period_is_deleted_at_the_next_start()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2025, 11, 5, 12, 0, 0, TimeSpan.Zero));
        const string Id = "ketamine-self-check-2-2025q4";
        string keys;
        await using (var service = new Service(time: clock, folder: folder))
        {
            keys = service.Keys;
            clock.AdjustTime(clock.GetUtcNow().AddMonths(3));
            await service.Turn();
        }

        var ring = Directory.CreateDirectory(Path.Combine(keys, Id, "0123456789abcdef")).FullName;
        await File.WriteAllTextAsync(Path.Combine(ring, "key.xml"), "<key/>", TestContext.Current.CancellationToken);
        await using var again = new Service(time: clock, folder: folder);
        Assert.False(Directory.Exists(Path.Combine(keys, Id)));
        Assert.Equal(3, Directory.GetDirectories(keys).Length);
    }

    public void Dispose()
    {
        content.Dispose();
        Directory.Delete(folder, recursive: true);
        Directory.Delete(otherFolder, recursive: true);
    }

    private static void Replace(string key, string other)
    {
        File.Delete(key);
        File.Copy(other, Path.Combine(Path.GetDirectoryName(key)!, Path.GetFileName(other)));
    }

    private static void Forge(string key, string other) => File.WriteAllText(
        key,
        File.ReadAllText(other).Replace(
            Path.GetFileNameWithoutExtension(other)["key-".Length..],
            Path.GetFileNameWithoutExtension(key)["key-".Length..],
            StringComparison.Ordinal));

    private static async Task<(string Keys, string Period)> Fill(string folder)
    {
        await using var service = new Service(folder: folder);
        await service.Contribute(9);
        await service.Stop();
        return (service.Keys, service.Counters(Some.SelfCheck)[0].Period);
    }

    private async Task IsRefused(string keys, string reason, Dictionary<string, string>? settings = null)
    {
        var before = (KeyFolder.Content(folder, keys), Rows());
        var (exitCode, output) = await Executable.Run(settings ?? Settings);

        Assert.Equal(1, exitCode);
        Assert.Contains(reason, output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
        Assert.Equal(before, (KeyFolder.Content(folder, keys), Rows()));
    }

    private async Task IsGivenUpWithDiscardPeriod(string period)
    {
        Assert.Equal(0, (await Executable.Run(Settings, "discard-period", period)).ExitCode);
        await using var service = new Service(folder: folder);
        await service.Contribute(1);
        await service.WaitForCommitted(1);
    }

    private string Rows()
    {
        using var connection = TestStore.Open(folder);
        return string.Join('\n', OpenedStore.Rows(connection).Select(row => $"{row.Id} {row.Commits} {Convert.ToHexString(row.Counters)}"));
    }
}
