using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace KetamineScreening.Api.Tests.Operations;

/// <summary>The systemd unit, checked by the tools of systemd without starting it.</summary>
public sealed class SystemdUnitTests(SharedService service) : IDisposable
{
    // In tenths: systemd rates an exposure below 50 as "OK", and an ordinary web server has more than 90.
    private const string MostExposure = "15";

    private readonly string folder = Directory.CreateTempSubdirectory("ketamine-screening-").FullName;

    private static string Unit => Repository.PathOf("deploy/ketamine-screening.service");

    [Fact]
    public async Task Systemd_accepts_every_line_of_it()
    {
        var unit = Path.Combine(folder, Path.GetFileName(Unit));
        var text = await File.ReadAllTextAsync(Unit, TestContext.Current.CancellationToken);
        var executable = Path.ChangeExtension(typeof(Program).Assembly.Location, null);
        var installed = text.Replace("/opt/ketamine-screening/KetamineScreening.Api", executable, StringComparison.Ordinal);
        Assert.NotEqual(text, installed);
        await File.WriteAllTextAsync(unit, installed, TestContext.Current.CancellationToken);

        var (exitCode, output) = await Analyze("verify", unit);

        Assert.True(exitCode == 0, output);
        // Unknown settings cause a warning and no error.
        Assert.DoesNotContain("ketamine-screening.service", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Its_exposure_stays_below_the_limit()
    {
        var (exitCode, output) = await Analyze("security", "--offline=true", $"--threshold={MostExposure}", "--no-pager", Unit);

        Assert.True(exitCode == 0, output);
        Assert.Contains("Overall exposure level", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Its_stop_timeout_is_longer_than_the_shutdown_timeout_of_the_service()
    {
        var text = await File.ReadAllTextAsync(Unit, TestContext.Current.CancellationToken);
        var seconds = Regex.Match(text, "(?<=^TimeoutStopSec=)[0-9]+$", RegexOptions.Multiline, TimeSpan.FromMinutes(1)).Value;
        var timeout = TimeSpan.FromSeconds(int.Parse(seconds, CultureInfo.InvariantCulture));

        Assert.True(timeout > service.Services.GetRequiredService<IOptions<HostOptions>>().Value.ShutdownTimeout);
    }

    [Theory]
    [InlineData("--Store:Provider=mysql")]
    [InlineData("--url=http://127.0.0.1:0")]
    public async Task A_start_that_fails_on_its_configuration_or_command_line_is_not_repeated(string argument)
    {
        var text = await File.ReadAllTextAsync(Unit, TestContext.Current.CancellationToken);
        var final = Regex.Match(text, "(?<=^RestartPreventExitStatus=)[0-9 ]+$", RegexOptions.Multiline, TimeSpan.FromMinutes(1)).Value;

        var (exitCode, _) = await Executable.RunIn(folder, new Dictionary<string, string>(), argument);

        Assert.Contains(exitCode.ToString(CultureInfo.InvariantCulture), final.Split(' '));
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private Task<(int ExitCode, string Output)> Analyze(params IEnumerable<string> arguments)
    {
        Requirement.Needs(Tool.IsInstalled("systemd-analyze"), "systemd-analyze is missing: Debian has it in the package systemd.");
        return Tool.Run("systemd-analyze", arguments, folder);
    }
}
