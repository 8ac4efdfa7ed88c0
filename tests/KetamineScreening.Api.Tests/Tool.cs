using System.Diagnostics;

namespace KetamineScreening.Api.Tests;

/// <summary>External programs that tests run.</summary>
public static class Tool
{
    /// <summary>Path of Chromium, or null. The headless build is preferred because it takes half the time.</summary>
    public static string? Chromium { get; } = Where("chromium-headless-shell") ?? Where("chromium");

    /// <summary>Path of the Chromium that people use, or null. Only this build has the back/forward cache.</summary>
    public static string? FullChromium { get; } = Where("chromium");

    /// <summary>Whether a program is on the PATH.</summary>
    public static bool IsInstalled(string program) => Where(program) is not null;

    private static string? Where(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator)
        .Select(folder => Path.Combine(folder, program))
        .FirstOrDefault(File.Exists);

    /// <summary>Runs a program until it exits.</summary>
    /// <param name="program">Name or path of the program.</param>
    /// <param name="arguments">Command-line arguments.</param>
    /// <param name="folder">Working directory.</param>
    /// <param name="minutes">Timeout in minutes, after which the program is killed.</param>
    /// <returns>The exit code, and standard output followed by standard error.</returns>
    public static async Task<(int ExitCode, string Output)> Run(
        string program,
        IEnumerable<string> arguments,
        string folder,
        int minutes = 8)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
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
