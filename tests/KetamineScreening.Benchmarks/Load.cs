using System.Diagnostics;
using System.Globalization;

namespace KetamineScreening.Benchmarks;

/// <summary>Load by <c>wrk</c>.</summary>
internal static class Load
{
    private const string Line = "RESULT ";

    // What wrk calls at its end; percentiles are in microseconds.
    private const string Done = """
        done = function(summary, latency, requests)
          local bad = summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout + summary.errors.status
          io.write(string.format("RESULT %d %d %d %d %d\n", summary.requests, summary.duration, bad, latency:percentile(50), latency:percentile(99)))
        end
        """;

    /// <summary>Whether wrk is installed.</summary>
    public static bool IsInstalled => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, "wrk")));

    /// <summary>Puts load on a server for some time.</summary>
    public static async Task<Sample> Run(Target target, Requests requests, int connections, int seconds)
    {
        var script = Path.Combine(Path.GetTempPath(), $"load-{Environment.ProcessId}.lua");
        await File.WriteAllTextAsync(script, requests.Script + Done);
        var before = target.ProcessorTime;
        var start = new ProcessStartInfo("wrk", ["-t1", $"-c{connections}", $"-d{seconds}s", "--timeout", "10s", "-s", script, target.Address.ToString()]);
        (start.RedirectStandardOutput, start.UseShellExecute) = (true, false);
        using var wrk = Process.Start(start)!;
        var output = await wrk.StandardOutput.ReadToEndAsync();
        await wrk.WaitForExitAsync();
        var processorTime = target.ProcessorTime - before;
        File.Delete(script);

        var result = output.Split('\n').FirstOrDefault(line => line.StartsWith(Line, StringComparison.Ordinal)) ?? throw new InvalidOperationException("wrk: " + output);
        var numbers = result[Line.Length..].Split(' ').Select(number => double.Parse(number, CultureInfo.InvariantCulture)).ToList();
        var (done, microseconds, bad) = (numbers[0], numbers[1], numbers[2]);
        if (bad > 0 && !requests.AreRefused) throw new InvalidOperationException($"{target.Name}: {bad} of {done} requests failed.");
        return new Sample(done / microseconds * 1e6, processorTime.TotalMicroseconds / done, numbers[3] / 1000, numbers[4] / 1000, target.Resident);
    }
}

/// <summary>What one run of load showed.</summary>
/// <param name="PerSecond">Requests a second.</param>
/// <param name="ProcessorMicroseconds">Processor time a request.</param>
/// <param name="Median">Median latency in milliseconds.</param>
/// <param name="Slowest">99th percentile of the latency in milliseconds.</param>
/// <param name="Resident">Resident memory in MiB after it.</param>
internal sealed record Sample(double PerSecond, double ProcessorMicroseconds, double Median, double Slowest, double Resident);
