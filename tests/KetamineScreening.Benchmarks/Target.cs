using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace KetamineScreening.Benchmarks;

/// <summary>A server under measurement, running in its own process.</summary>
internal sealed class Target : IDisposable
{
    private const string Listening = "Now listening on: ";
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(2);

    private static readonly ConcurrentBag<Process> Own = [];

    private readonly Process process;
    private readonly bool isOwn;

    private Target(string name, Process process, bool isOwn, Uri address, TimeSpan startTime) =>
        (Name, this.process, this.isOwn, Address, StartTime) = (name, process, isOwn, address, startTime);

    /// <summary>Name in the tables.</summary>
    public string Name { get; }

    /// <summary>Base address.</summary>
    public Uri Address { get; }

    /// <summary>Time from the start of the process to the first response.</summary>
    public TimeSpan StartTime { get; }

    /// <summary>Processor time of the process so far.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
    }

    /// <summary>Peak resident memory, in MB.</summary>
    public double PeakResident
    {
        get
        {
            process.Refresh();
            return process.PeakWorkingSet64 / 1e6;
        }
    }

    /// <summary>Resident memory now, in MB.</summary>
    public double Resident
    {
        get
        {
            process.Refresh();
            return process.WorkingSet64 / 1e6;
        }
    }

    /// <summary>Id of the process.</summary>
    public int ProcessId => process.Id;

    /// <summary>A server that was started by somebody else.</summary>
    public static Target Attach(string name, Uri address, int processId) =>
        new(name, Process.GetProcessById(processId), isOwn: false, address, TimeSpan.Zero);

    /// <summary>Ends all servers that were started here, also those that are not ready yet.</summary>
    public static void EndAll()
    {
        foreach (var server in Own)
        {
            try
            {
                server.Kill();
            }
            catch (InvalidOperationException)
            {
                // It has ended, or was disposed of.
            }
        }
    }

    /// <summary>Starts a server and waits for its first response.</summary>
    public static async Task<Target> Start(
        string name,
        string command,
        IReadOnlyList<string> arguments,
        IReadOnlyDictionary<string, string>? settings = null,
        string firstPath = "/")
    {
        var startTimestamp = Stopwatch.GetTimestamp();
        var start = new ProcessStartInfo(command, arguments);
        (start.RedirectStandardOutput, start.UseShellExecute) = (true, false);
        // Settings of whoever runs the benchmark must not change what is measured.
        foreach (var key in start.Environment.Keys.Where(IsSetting).ToList()) start.Environment.Remove(key);
        foreach (var (variable, value) in settings ?? new Dictionary<string, string>()) start.Environment[variable] = value;
        var started = Process.Start(start)!;
        Own.Add(started);
        using var limit = new CancellationTokenSource(StartLimit);
        Uri? address = null;
        while (address is null)
        {
            var line = await started.StandardOutput.ReadLineAsync(limit.Token)
                ?? throw new InvalidOperationException($"{name} did not start.");
            var index = line.IndexOf(Listening, StringComparison.Ordinal);
            if (index >= 0) address = new Uri(line[(index + Listening.Length)..].Trim());
        }

        using var http = new HttpClient();
        (await http.GetAsync(new Uri(address, firstPath))).EnsureSuccessStatusCode();
        var startTime = Stopwatch.GetElapsedTime(startTimestamp);
        // Drain the output: a full pipe would block the server.
        _ = started.StandardOutput.ReadToEndAsync();
        return new Target(name, started, isOwn: true, address, startTime);
    }

    private static bool IsSetting(string name) =>
        name.StartsWith("ASPNETCORE_", StringComparison.Ordinal)
        || (name.StartsWith("DOTNET_", StringComparison.Ordinal) && name != "DOTNET_ROOT");

    /// <summary>Sends SIGTERM and waits for the end of the process.</summary>
    public async Task Stop()
    {
        using var kill = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]);
        await process.WaitForExitAsync();
    }

    /// <inheritdoc />
    public void Dispose()
    {
        if (isOwn && !process.HasExited) process.Kill();
        if (isOwn) process.WaitForExit();
        process.Dispose();
    }
}
