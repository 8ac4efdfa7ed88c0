using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;

namespace KetamineScreening.Benchmarks;

/// <summary>Runs the load generator <c>wrk</c>.</summary>
internal static class Load
{
    private const string ResultPrefix = "RESULT ";

    // The Lua function that wrk calls after the last request; percentiles are in microseconds.
    private const string DoneFunction = """
        done = function(summary, latency, requests)
          local broken = summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout
          io.write(string.format("RESULT %d %d %d %d %d %d\n", summary.requests, summary.duration, broken,
            summary.errors.status, latency:percentile(50), latency:percentile(99)))
        end
        """;

    /// <summary>Whether wrk is installed.</summary>
    public static bool IsInstalled =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, "wrk")));

    /// <summary>Sends one request and checks the response, because wrk does not distinguish 200 from 304.</summary>
    public static async Task Check(Target target, Requests requests, HttpStatusCode status, string expectedText)
    {
        var first = requests.Messages[0];
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(new HttpMethod(first.Method), new Uri(target.Address, first.Path));
        if (first.Body is not null) request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(first.Body));
        foreach (var (name, value) in first.Headers)
        {
            if (!request.Headers.TryAddWithoutValidation(name, value)) request.Content!.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        if (response.StatusCode != status || !text.Contains(expectedText, StringComparison.Ordinal))
        {
            throw new InvalidOperationException($"{target.Name}: {response.StatusCode} {text}");
        }
    }

    /// <summary>Puts load on a server for a number of seconds.</summary>
    public static async Task<Sample> Run(Target target, Requests requests, HttpStatusCode status, int connections, int seconds)
    {
        var script = Path.Combine(Path.GetTempPath(), $"load-{Environment.ProcessId}.lua");
        await File.WriteAllTextAsync(script, Script(requests) + DoneFunction);
        var before = target.ProcessorTime;
        string[] arguments = ["-t1", $"-c{connections}", $"-d{seconds}s", "--timeout", "10s", "-s", script, target.Address.ToString()];
        var start = new ProcessStartInfo("wrk", arguments);
        (start.RedirectStandardOutput, start.UseShellExecute) = (true, false);
        using var wrk = Process.Start(start)!;
        var output = await wrk.StandardOutput.ReadToEndAsync();
        await wrk.WaitForExitAsync();
        var processorTime = target.ProcessorTime - before;
        File.Delete(script);

        var result = output.Split('\n').FirstOrDefault(line => line.StartsWith(ResultPrefix, StringComparison.Ordinal))
            ?? throw new InvalidOperationException("wrk: " + output);
        var numbers = result[ResultPrefix.Length..].Split(' ')
            .Select(number => double.Parse(number, CultureInfo.InvariantCulture))
            .ToList();
        var (done, microseconds, broken, refused) = (numbers[0], numbers[1], numbers[2], numbers[3]);
        if (broken > 0 || refused != ((int)status >= 400 ? done : 0))
        {
            throw new InvalidOperationException($"{target.Name}: of {done} requests {broken} failed and {refused} had an error status.");
        }

        return new Sample(
            (long)done,
            done / microseconds * 1e6,
            processorTime.TotalMicroseconds / done,
            numbers[4] / 1000,
            numbers[5] / 1000,
            target.PeakResident);
    }

    private static string Script(Requests requests)
    {
        var script = new StringBuilder("local requests = {}\nlocal index = 0\ninit = function()\n");
        foreach (var message in requests.Messages)
        {
            var headers = string.Join(", ", message.Headers.Select(header => $"[{Quoted(header.Key)}] = {Quoted(header.Value)}"));
            var body = message.Body is null ? "" : $", {Quoted(message.Body)}";
            var arguments = $"{Quoted(message.Method)}, {Quoted(message.Path)}, {{ {headers} }}{body}";
            script.Append($"  requests[#requests + 1] = wrk.format({arguments})\n");
        }

        return script.Append("end\nrequest = function() index = index % #requests + 1; return requests[index] end\n").ToString();
    }

    // The spaces keep "[" and "[==[" apart, which Lua would otherwise read as one token.
    private static string Quoted(string text) => $" [==[{text}]==] ";
}

/// <summary>Figures of one run of load.</summary>
/// <param name="Requests">Number of completed requests.</param>
/// <param name="PerSecond">Requests per second.</param>
/// <param name="ProcessorMicroseconds">Processor time of the server process per request, in microseconds.</param>
/// <param name="Median">Median latency in milliseconds.</param>
/// <param name="Percentile99">99th percentile of the latency in milliseconds.</param>
/// <param name="PeakResident">Peak resident memory of the server process so far, in MB.</param>
internal sealed record Sample(
    long Requests, double PerSecond, double ProcessorMicroseconds, double Median, double Percentile99, double PeakResident);
