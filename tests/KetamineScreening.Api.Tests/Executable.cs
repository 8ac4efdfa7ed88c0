using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace KetamineScreening.Api.Tests;

/// <summary>The built executable as a process of its own, for what only a process can show: signals, exit codes, files.</summary>
public sealed partial class Executable : IAsyncDisposable
{
    private readonly Process process;
    private readonly bool isStartedThrough;
    private readonly StringBuilder output = new();
    private readonly TaskCompletionSource<Uri> address = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private Executable(IReadOnlyDictionary<string, string> settings, string? folder, IReadOnlyList<string> words, IReadOnlyList<string>? through = null)
    {
        IReadOnlyList<string> own = Published is { Length: > 0 } file ? [file] : ["dotnet", typeof(Program).Assembly.Location];
        IReadOnlyList<string> command = [.. through ?? [], .. own, .. words];
        isStartedThrough = through?.Count > 0;
        var start = new ProcessStartInfo(command[0], command.Skip(1));
        (start.RedirectStandardOutput, start.RedirectStandardError) = (true, true);
        start.WorkingDirectory = folder ?? "";
        start.Environment["ASPNETCORE_URLS"] = "http://127.0.0.1:0";
        start.Environment["Contributions__PerNetworkPerDay"] = "0";
        start.Environment["RateLimits__RequestsPerMinute"] = "0";
        foreach (var (key, value) in settings) start.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
        process = Process.Start(start)!;
        process.OutputDataReceived += (_, line) => Take(line.Data);
        process.ErrorDataReceived += (_, line) => Take(line.Data);
        process.Exited += (_, _) => address.TrySetException(new InvalidOperationException("The service ended: " + Output));
        process.EnableRaisingEvents = true;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    // The same tests for the single file that is published: TEST_EXECUTABLE=/full/path/KetamineScreening.Api
    private static string? Published => Environment.GetEnvironmentVariable("TEST_EXECUTABLE");

    /// <summary>Everything it has written.</summary>
    public string Output
    {
        get
        {
            lock (output) return output.ToString();
        }
    }

    /// <summary>Number of the process.</summary>
    public int Id => isStartedThrough
        ? int.Parse(File.ReadAllText($"/proc/{process.Id}/task/{process.Id}/children").Trim(), CultureInfo.InvariantCulture)
        : process.Id;

    /// <summary>Client with the address of the service.</summary>
    public HttpClient Http { get; } = new();

    /// <summary>Starts it and waits until it listens.</summary>
    /// <param name="settings">Its settings.</param>
    /// <param name="folder">The folder that it is started in.</param>
    /// <param name="through">A program, with its arguments, that starts it.</param>
    /// <param name="options">Options on its command line, such as <c>--urls</c>.</param>
    public static async Task<Executable> Start(
        IReadOnlyDictionary<string, string> settings, string? folder = null, IReadOnlyList<string>? through = null, IReadOnlyList<string>? options = null)
    {
        var executable = new Executable(settings, folder, options ?? [], through);
        executable.Http.BaseAddress = await executable.address.Task.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        return executable;
    }

    /// <summary>Starts it and waits until it ends by itself, as it does when it refuses to start.</summary>
    public static Task<(int ExitCode, string Output)> Run(IReadOnlyDictionary<string, string> settings) => Verb(settings);

    /// <summary>Does what an operator does on the host.</summary>
    public static async Task<(int ExitCode, string Output)> Verb(IReadOnlyDictionary<string, string> settings, params IReadOnlyList<string> words)
    {
        await using var executable = new Executable(settings, null, words);
        return (await executable.Exit(), executable.Output);
    }

    /// <summary>Sends a signal, for example <c>TERM</c>.</summary>
    public void Signal(string signal) => Process.Start("kill", [$"-{signal}", $"{Id}"]).WaitForExit();

    /// <summary>Waits until it has written something.</summary>
    public async Task Says(string text)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(60));
        while (!Output.Contains(text, StringComparison.Ordinal)) await Task.Delay(20, limit.Token);
    }

    /// <summary>Waits for its end.</summary>
    public async Task<int> Exit()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await process.WaitForExitAsync(limit.Token);
        return process.ExitCode;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        if (!process.HasExited) process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
        _ = address.Task.Exception;
    }

    private void Take(string? line)
    {
        if (line is null) return;
        lock (output) output.AppendLine(line);
        if (Listening().Match(line) is { Success: true } match) address.TrySetResult(new Uri(match.Groups["address"].Value));
    }

    [GeneratedRegex(@"Now listening on: (?<address>http://[^\s""]+)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Listening();
}
