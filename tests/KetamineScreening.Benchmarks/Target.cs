using System.Diagnostics;
using System.Globalization;

namespace KetamineScreening.Benchmarks;

/// <summary>A server under measurement, as a process of its own.</summary>
internal sealed class Target : IDisposable
{
    private const string Listening = "Now listening on: ";
    private readonly Process process;

    private Target(string name, Process process, Uri address, TimeSpan ready) =>
        (Name, this.process, Address, Ready) = (name, process, address, ready);

    /// <summary>What it is called in the tables.</summary>
    public string Name { get; }

    /// <summary>Where it listens.</summary>
    public Uri Address { get; }

    /// <summary>Time from its start to its first answer.</summary>
    public TimeSpan Ready { get; }

    /// <summary>Time on processors, as the kernel accounts it to the process.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
    }

    /// <summary>Most memory that was ever resident, in MB.</summary>
    public double MostResident
    {
        get
        {
            process.Refresh();
            return process.PeakWorkingSet64 / 1e6;
        }
    }

    /// <summary>Starts a server and waits for its first answer.</summary>
    public static async Task<Target> Start(string name, string command, IReadOnlyList<string> words, IReadOnlyDictionary<string, string>? settings = null, string firstPath = "/")
    {
        var began = Stopwatch.GetTimestamp();
        var start = new ProcessStartInfo(command, words);
        (start.RedirectStandardOutput, start.UseShellExecute) = (true, false);
        foreach (var (key, value) in settings ?? new Dictionary<string, string>()) start.Environment[key] = value;
        var started = Process.Start(start)!;
        Uri? address = null;
        while (address is null)
        {
            var line = await started.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException($"{name} did not start.");
            var place = line.IndexOf(Listening, StringComparison.Ordinal);
            if (place >= 0) address = new Uri(line[(place + Listening.Length)..].Trim());
        }

        using var http = new HttpClient();
        (await http.GetAsync(new Uri(address, firstPath))).EnsureSuccessStatusCode();
        var ready = Stopwatch.GetElapsedTime(began);
        // Nobody reads on: what a server writes to a full pipe would stop it.
        _ = started.StandardOutput.ReadToEndAsync();
        return new Target(name, started, address, ready);
    }

    /// <summary>Asks it to end, as a system does that is shut down, and waits until it has.</summary>
    public async Task Stop()
    {
        using var kill = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]);
        await process.WaitForExitAsync();
    }

    /// <inheritdoc />
    public void Dispose()
    {
        if (!process.HasExited) process.Kill();
        process.WaitForExit();
        process.Dispose();
    }
}
