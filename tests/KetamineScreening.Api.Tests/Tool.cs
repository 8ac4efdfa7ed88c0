using System.Diagnostics;

namespace KetamineScreening.Api.Tests;

/// <summary>Programs that tests run beside the service.</summary>
public static class Tool
{
    /// <summary>Where Chromium is, or null. The build without windows comes first: it needs half the time.</summary>
    public static string? Chromium { get; } = Where("chromium-headless-shell") ?? Where("chromium");

    /// <summary>Whether a program is on the path.</summary>
    public static bool IsInstalled(string program) => Where(program) is not null;

    private static string? Where(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator)
        .Select(folder => Path.Combine(folder, program))
        .FirstOrDefault(File.Exists);

    /// <summary>Runs a program to its end.</summary>
    /// <param name="program">The program.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="folder">Where it runs.</param>
    /// <param name="minutes">After how many it is ended.</param>
    /// <returns>Its exit code and everything it wrote.</returns>
    public static async Task<(int ExitCode, string Output)> Run(string program, IEnumerable<string> arguments, string folder, int minutes = 3)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(minutes));
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }

        return (process.ExitCode, await output + await errors);
    }
}
