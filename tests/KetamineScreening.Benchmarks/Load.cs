using System.Diagnostics;
using System.Globalization;
using System.Net;

namespace KetamineScreening.Benchmarks;

/// <summary>Runs the load generator <c>wrk</c>.</summary>
internal static class Load
{
    // The script of the run in progress.
    private static readonly string ScriptFile = Path.Combine(Path.GetTempPath(), $"load-{Environment.ProcessId}.lua");

    /// <summary>Deletes the script of a run that was interrupted.</summary>
    public static void Clean() => File.Delete(ScriptFile);

    /// <summary>Sends one request and checks the response, because wrk does not distinguish 200 from 304.</summary>
    public static async Task Check(Target target, Requests requests, HttpStatusCode status, string expectedText)
    {
        using var http = new HttpClient();
        using var request = requests.Messages[0].WithUnique(Guid.NewGuid().ToString()).ToHttp(target.Address);
        using var response = await http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        if (response.StatusCode != status || !text.Contains(expectedText, StringComparison.Ordinal))
        {
            throw new InvalidOperationException($"{target.Name}: {response.StatusCode} {text}");
        }
    }

    /// <summary>Puts load on a server for a number of seconds.</summary>
    /// <param name="nodes">The server; several nodes share the connections.</param>
    /// <param name="requests">The requests.</param>
    /// <param name="status">Expected status of the responses.</param>
    /// <param name="connections">Number of connections in all.</param>
    /// <param name="seconds">Duration in seconds.</param>
    /// <param name="threads">Number of threads of wrk.</param>
    public static async Task<Sample> Run(
        IReadOnlyList<Target> nodes, Requests requests, HttpStatusCode status, int connections, int seconds, int threads = 1)
    {
        // Nothing is written after the files of an interrupted run were deleted.
        if (Interruption.Begun) throw new OperationCanceledException();
        await File.WriteAllTextAsync(ScriptFile, LoadScript.Of(requests, [.. nodes.Select(node => node.Address)]));
        var before = Processor();
        string[] arguments =
            [$"-t{threads}", $"-c{connections}", $"-d{seconds}s", "--timeout", "10s", "-s", ScriptFile, nodes[0].Address.ToString()];
        var start = new ProcessStartInfo("wrk", arguments);
        (start.RedirectStandardOutput, start.UseShellExecute) = (true, false);
        var output = await Output(start);
        var processorTime = Processor() - before;
        Clean();

        var result = output.Split('\n').FirstOrDefault(line => line.StartsWith(LoadScript.ResultPrefix, StringComparison.Ordinal))
            ?? throw new InvalidOperationException("wrk: " + output);
        var numbers = result[LoadScript.ResultPrefix.Length..].Split(' ')
            .Select(number => double.Parse(number, CultureInfo.InvariantCulture))
            .ToList();
        var (done, microseconds, broken, refused) = (numbers[0], numbers[1], numbers[2], numbers[3]);
        // wrk counts every status of 400 and above as an error.
        var unexpected = (int)status >= 400 ? done - refused : refused;
        return new Sample(
            (long)done,
            (long)(broken + unexpected),
            done / microseconds * 1e6,
            processorTime.TotalMicroseconds / done,
            numbers[4] / 1000,
            numbers[5] / 1000,
            numbers[6] / 1000,
            nodes.Max(node => node.PeakResident));

        static async Task<string> Output(ProcessStartInfo start)
        {
            using var wrk = Process.Start(start)!;
            var output = await wrk.StandardOutput.ReadToEndAsync();
            await wrk.WaitForExitAsync();
            return output;
        }

        TimeSpan Processor() => nodes.Aggregate(TimeSpan.Zero, (sum, node) => sum + node.ProcessorTime);
    }
}

/// <summary>Figures of one run of load.</summary>
/// <param name="Requests">Number of completed requests.</param>
/// <param name="Failed">Number of broken connections and of responses with an unexpected status.</param>
/// <param name="PerSecond">Requests per second.</param>
/// <param name="ProcessorMicroseconds">Processor time of the server process per request, in microseconds.</param>
/// <param name="Median">Median latency in milliseconds.</param>
/// <param name="Percentile99">99th percentile of the latency in milliseconds.</param>
/// <param name="Percentile999">99.9th percentile of the latency in milliseconds.</param>
/// <param name="PeakResident">Peak resident memory of the server process so far, in MB.</param>
internal sealed record Sample(
    long Requests,
    long Failed,
    double PerSecond,
    double ProcessorMicroseconds,
    double Median,
    double Percentile99,
    double Percentile999,
    double PeakResident);
