using System.Globalization;
using System.Runtime.Versioning;
using KetamineScreening.Api.Tests.Docs;
using KetamineScreening.Api.Tests.Faults;

namespace KetamineScreening.Api.Tests.Operations;

/// <summary>The unit, started and stopped by a real systemd.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class SystemdServiceTests(SystemdMachine machine) : IClassFixture<SystemdMachine>
{
    [Fact]
    public async Task Its_user_is_made_for_it_and_has_no_privileges()
    {
        var service = await machine.Service();

        Assert.InRange(int.Parse(service.Status("Uid")[0], CultureInfo.InvariantCulture), 61184, 65519);
        string[] without = ["CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb"];
        Assert.All(without, set => Assert.Equal(0UL, Convert.ToUInt64(service.Status(set).Single(), 16)));
        Assert.Equal(("1", "2"), (service.Status("NoNewPrivs").Single(), service.Status("Seccomp").Single()));
    }

    [Fact]
    public async Task It_can_write_to_its_own_folders_only()
    {
        var service = await machine.Service();

        string[] others = ["/", "/etc", "/usr", "/opt/ketamine-screening", "/var", "/var/lib"];
        Assert.All(others, folder => Assert.Contains("Read-only", service.RefusalToWrite(folder) ?? "written"));
        string[] own = ["/var/lib/private/ketamine-screening", "/var/lib/private/ketamine-screening-keys", "/tmp"];
        Assert.All(own, folder => Assert.Null(service.RefusalToWrite(folder)));
    }

    [Fact]
    public async Task The_kernel_holds_its_limits()
    {
        var service = await machine.Service();

        Assert.Equal((512L << 20, 256L), (service.Limits.Memory, service.Limits.Tasks));
        Assert.Equal((await machine.Property("MemoryMax"), await machine.Property("TasksMax")), ($"{512 << 20}", "256"));
        Assert.Equal("0", await machine.Property("MemorySwapMax"));
    }

    [Fact]
    public async Task The_documented_way_to_run_a_command_lists_the_open_periods()
    {
        var documented = Snippet.All.Single(snippet => snippet.Text.StartsWith("systemd-run", StringComparison.Ordinal));

        var (exitCode, output) = await machine.Run("bash", "-c", documented.Text);

        Assert.True(exitCode == 0, output);
        Assert.Contains($"{Some.SelfCheck}-{Some.Major}-", output, StringComparison.Ordinal);
        Assert.Contains("\topen", output, StringComparison.Ordinal);
    }

    [Fact, Trait("kind", "fault")]
    public async Task A_stop_commits_what_waits_and_a_start_goes_on_with_the_open_periods()
    {
        var before = await Counted();
        await InstalledService.Contribute(machine.Address, 7);
        await machine.Systemctl("stop");
        Assert.Equal(("inactive", "success", "0"), (
            await machine.Property("ActiveState"), await machine.Property("Result"), await machine.Property("ExecMainStatus")));

        await machine.Start();
        var after = await Counted();
        Assert.Equal((before.Screenings + 7, before.Periods), (after.Screenings, after.Periods));
        Fault.Write("stopped by systemd (`systemctl stop`), and started again", "1, with 7 people", "none");
    }

    private Task<(long Screenings, string Periods)> Counted() => InstalledService.Counted(
        $"{machine.Folders}/ketamine-screening/ketamine-screening.db", $"{machine.Folders}/ketamine-screening-keys");
}
