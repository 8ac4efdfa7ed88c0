using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using KetamineScreening.Api.Tests.Store;

namespace KetamineScreening.Api.Tests;

/// <summary>The built executable as a process of its own, for what only a process can show: signals, exit codes, files.</summary>
public sealed partial class Executable : IAsyncDisposable
{
    private readonly Process process;
    private readonly bool isStartedThrough;
    private readonly StringBuilder output = new();
    private readonly StringBuilder errors = new();
    private readonly TaskCompletionSource<Uri> address = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private Executable(
        IReadOnlyDictionary<string, string> settings,
        string? folder,
        IReadOnlyList<string> arguments,
        IReadOnlyList<string>? through = null)
    {
        IReadOnlyList<string> own = Published is { Length: > 0 } file ? [file] : ["dotnet", typeof(Program).Assembly.Location];
        IReadOnlyList<string> command = [.. through ?? [], .. own, .. arguments];
        isStartedThrough = through?.Count > 0;
        var start = new ProcessStartInfo(command[0], command.Skip(1));
        (start.RedirectStandardOutput, start.RedirectStandardError) = (true, true);
        start.WorkingDirectory = folder ?? "";
        start.Environment["ASPNETCORE_URLS"] = "http://127.0.0.1:0";
        start.Environment["Contributions__PerNetworkPerDay"] = "0";
        start.Environment["RateLimits__RequestsPerMinute"] = "0";
        start.Environment["Keys__Path"] = TestStore.KeysOf(settings.GetValueOrDefault("Store:ConnectionString", ""), folder);
        foreach (var (key, value) in settings) start.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
        process = Process.Start(start)!;
        process.OutputDataReceived += (_, line) => Take(line.Data);
        process.ErrorDataReceived += (_, line) => TakeError(line.Data);
        process.Exited += (_, _) => address.TrySetException(new InvalidOperationException("The service ended: " + Output));
        process.EnableRaisingEvents = true;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    // The same tests for the single file that is published: TEST_EXECUTABLE=/full/path/KetamineScreening.Api
    private static string? Published => Environment.GetEnvironmentVariable("TEST_EXECUTABLE");

    /// <summary>Everything it has written to standard output and standard error.</summary>
    public string Output
    {
        get
        {
            lock (output) return output.ToString();
        }
    }

    /// <summary>The part of <see cref="Output"/> that was written to standard error.</summary>
    public string Errors
    {
        get
        {
            lock (output) return errors.ToString();
        }
    }

    /// <summary>Process id.</summary>
    public int Id => isStartedThrough
        ? int.Parse(File.ReadAllText($"/proc/{process.Id}/task/{process.Id}/children").Trim(), CultureInfo.InvariantCulture)
        : process.Id;

    /// <summary>Client with the address of the service.</summary>
    public HttpClient Http { get; } = new();

    /// <summary>Starts it and waits until it listens.</summary>
    /// <param name="settings">Its settings.</param>
    /// <param name="folder">The folder that it is started in.</param>
    /// <param name="through">A program, with its arguments, that starts it.</param>
    /// <param name="arguments">Its command line.</param>
    public static async Task<Executable> Start(
        IReadOnlyDictionary<string, string> settings,
        string? folder = null,
        IReadOnlyList<string>? through = null,
        params IReadOnlyList<string> arguments)
    {
        var executable = new Executable(settings, folder, arguments, through);
        var listening = executable.address.Task.WaitAsync(Wait.Limit, TestContext.Current.CancellationToken);
        executable.Http.BaseAddress = await listening;
        return executable;
    }

    /// <summary>Runs it until it exits by itself; fails the test if it starts the server instead.</summary>
    public static Task<Ended> Run(IReadOnlyDictionary<string, string> settings, params IReadOnlyList<string> arguments) =>
        RunIn(null, settings, arguments);

    /// <summary>The same in a working directory.</summary>
    public static Task<Ended> RunIn(
        string? folder, IReadOnlyDictionary<string, string> settings, params IReadOnlyList<string> arguments) =>
        RunThrough([], folder, settings, arguments);

    /// <summary>The same, started by a program with its arguments.</summary>
    public static async Task<Ended> RunThrough(
        IReadOnlyList<string> through,
        string? folder,
        IReadOnlyDictionary<string, string> settings,
        params IReadOnlyList<string> arguments)
    {
        await using var executable = new Executable(settings, folder, arguments, through);
        var exit = executable.Exit();
        await Task.WhenAny(exit, executable.address.Task);
        if (executable.address.Task.IsCompletedSuccessfully) Assert.Fail("The server was started: " + executable.Output);
        return new Ended(await exit, executable.Output, executable.Errors);
    }

    /// <summary>Sends a signal, for example <c>TERM</c>.</summary>
    public void Signal(string signal) => Process.Start("kill", [$"-{signal}", $"{Id}"]).WaitForExit();

    /// <summary>Waits until it has written something.</summary>
    /// <param name="text">The text.</param>
    /// <param name="meanwhile">What to do again and again until then.</param>
    public Task Says(string text, Action? meanwhile = null) => Wait.Until(
        () =>
        {
            meanwhile?.Invoke();
            return Output.Contains(text, StringComparison.Ordinal);
        },
        $"the service writes '{text}'",
        () => Output);

    /// <summary>Waits for its end.</summary>
    public async Task<int> Exit()
    {
        using var limit = new CancellationTokenSource(Wait.Limit);
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

    private void TakeError(string? line)
    {
        if (line is not null) lock (output) errors.AppendLine(line);
        Take(line);
    }

    private void Take(string? line)
    {
        if (line is null) return;
        lock (output) output.AppendLine(line);
        if (Listening().Match(line) is { Success: true } match) address.TrySetResult(new Uri(match.Groups["address"].Value));
    }

    [GeneratedRegex(@"Now listening on: (?<address>https?://[^\s""]+)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Listening();
}

/// <summary>A process that has exited.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">Everything it wrote to standard output and standard error.</param>
/// <param name="Errors">The part that it wrote to standard error.</param>
public sealed record Ended(int ExitCode, string Output, string Errors)
{
    /// <summary>For tests to which it does not matter which stream the text was written to.</summary>
    public void Deconstruct(out int exitCode, out string output) => (exitCode, output) = (ExitCode, Output);
}
