using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace KetamineScreening.Api.Tests.Operations;

/// <summary>The unit that runs the service under systemd, as systemd itself reads it; nothing is started.</summary>
public sealed class SystemdUnitTests(SharedService service) : IDisposable
{
    // In tenths: what systemd calls "OK" begins at 49, and what an ordinary web server gets is above 90.
    private const string MostExposure = "15";

    private readonly string folder = Directory.CreateTempSubdirectory("ketamine-screening-").FullName;

    private static string Unit => Repository.PathOf("deploy/ketamine-screening.service");

    [Fact]
    public async Task Systemd_knows_every_line_of_it()
    {
        var unit = Path.Combine(folder, Path.GetFileName(Unit));
        var text = await File.ReadAllTextAsync(Unit, TestContext.Current.CancellationToken);
        var installed = text.Replace("/opt/ketamine-screening/KetamineScreening.Api", Path.ChangeExtension(typeof(Program).Assembly.Location, null), StringComparison.Ordinal);
        Assert.NotEqual(text, installed);
        await File.WriteAllTextAsync(unit, installed, TestContext.Current.CancellationToken);

        var (exitCode, output) = await Analyze("verify", unit);

        Assert.True(exitCode == 0, output);
        // Of what it does not know it only warns.
        Assert.DoesNotContain("ketamine-screening.service", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_leaves_the_service_hardly_anything_to_do_harm_with()
    {
        var (exitCode, output) = await Analyze("security", "--offline=true", $"--threshold={MostExposure}", "--no-pager", Unit);

        Assert.True(exitCode == 0, output);
        Assert.Contains("Overall exposure level", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stop_is_given_longer_than_the_service_takes_at_most()
    {
        var text = await File.ReadAllTextAsync(Unit, TestContext.Current.CancellationToken);
        var seconds = Regex.Match(text, "(?<=^TimeoutStopSec=)[0-9]+$", RegexOptions.Multiline, TimeSpan.FromSeconds(1)).Value;

        Assert.True(TimeSpan.FromSeconds(int.Parse(seconds, CultureInfo.InvariantCulture)) > service.Services.GetRequiredService<IOptions<HostOptions>>().Value.ShutdownTimeout);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private Task<(int ExitCode, string Output)> Analyze(params IEnumerable<string> arguments)
    {
        Requirement.Needs(Tool.IsInstalled("systemd-analyze"), "systemd-analyze is missing: Debian has it in the package systemd.");
        return Tool.Run("systemd-analyze", arguments, folder);
    }
}
