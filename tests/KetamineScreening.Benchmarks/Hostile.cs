using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace KetamineScreening.Benchmarks;

/// <summary>
/// Measures how long one person waits for results while 60 hostile requests at a time come from another network. The service has its
/// default settings.
/// </summary>
internal static class Hostile
{
    private const int AtATime = 60;
    private const int Answers = 200;
    private const int V1Limit = 16 * 1024;
    private const int FhirLimit = 128 * 1024;

    // All requests of a kind are within the limit of 600 a minute, so that the service works on each of them.
    private const int Waves = 10;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan BetweenWaves = Pause * Answers / Waves;

    private static string V1 => $"/v1/questionnaires/{Parts.SelfCheck}/screenings";

    private static string Score => $"/fhir/Questionnaire/{Parts.SelfCheck}/$score";

    private static string Valid =>
        Requests.Bodies(Parts.Questionnaires.Single(questionnaire => questionnaire.Id == Parts.SelfCheck), contribute: true)[0];

    /// <summary>Measures every kind of request and writes a table.</summary>
    public static async Task Run(string? executable)
    {
        await using var servers = new Servers(executable, null);
        using var service = await ServiceProcess.Start("service", executable, ServiceProcess.SettingsIn(servers.Folder("service")));
        await Person(service.Address, 0, Answers);
        Console.WriteLine("| 60 requests at a time from one network | answered | median, ms | 95th percentile, ms | longest, ms |");
        Console.WriteLine("| --- | --- | --- | --- | --- |");
        await Measure(service.Address, "none", 1, null);
        var network = 10;
        foreach (var (name, request) in Kinds()) await Measure(service.Address, name, network++, request);
        await Measure(service.Address, "none again", network, null);
    }

    private static IEnumerable<(string Name, Func<Connection, Task<bool>> Request)> Kinds()
    {
        yield return ("headers that are sent one byte at a time", SlowHeaders);
        yield return ("bodies that are sent one byte at a time", SlowBody);
        yield return Post("JSON of 16 KiB that only nests, v1", V1, "application/json", new string('[', V1Limit));
        yield return Post("JSON of 128 KiB that only nests, FHIR", Score, "application/fhir+json", new string('[', FhirLimit));
        yield return Post(
            "8,000 elements in an array, v1", V1, "application/json", $$"""{"answers":[{{Repeated("1,", V1Limit - 100)}}1]}""");
        yield return Post(
            "65,000 elements in an array, FHIR",
            Score,
            "application/fhir+json",
            $$"""{"resourceType":"QuestionnaireResponse","status":"completed","item":[{{Repeated("1,", FhirLimit - 100)}}1]}""");
        yield return Post(
            "1,000 unknown items (100 errors), v1",
            V1,
            "application/json",
            $$"""{"answers":{{{Repeated(i => $"\"no-item-{i}\":\"\",", V1Limit - 100)}}"x":""},"contribute":false}""");
        // As many as a body may have.
        var items = string.Concat(Enumerable.Range(0, 1300).Select(
            i => $$$"""{"linkId":"no-item-{{{i}}}","answer":[{"valueCoding":{"code":"x"}}]},"""));
        yield return Post(
            "1,300 unknown items (100 errors), FHIR",
            Score,
            "application/fhir+json",
            $$"""{"resourceType":"QuestionnaireResponse","status":"completed","item":[{{items}}{"linkId":"x"}]}""");
        var searches = Repeated(i => $"&title:contains=a{i}", 7000);
        yield return ("searches with 400 parameters, FHIR", connection => connection.Ask(
            $"GET /fhir/Questionnaire?_count=1000{searches} HTTP/1.1\r\nHost: localhost\r\n\r\n"));
        yield return ("reads of all definitions, FHIR", connection => connection.Ask(
            "GET /fhir/Questionnaire?_count=1000&_format=xml HTTP/1.1\r\nHost: localhost\r\n\r\n"));
        yield return Post("screenings padded to 16 KiB", V1, "application/json", Valid.PadRight(V1Limit));
    }

    private static async Task<bool> SlowHeaders(Connection connection)
    {
        foreach (var letter in $"POST {V1} HTTP/1.1\r\nHost: localhost\r\nX-Slow: {new string('x', 100)}\r\n")
        {
            await connection.Send($"{letter}");
            await Task.Delay(Pause);
        }

        return true;
    }

    private static async Task<bool> SlowBody(Connection connection)
    {
        await connection.Send(Head("POST", V1, "application/json", V1Limit));
        for (var i = 0; i < Answers; i++)
        {
            await connection.Send(" ");
            await Task.Delay(Pause);
        }

        return true;
    }

    private static (string Name, Func<Connection, Task<bool>> Request) Post(string name, string path, string type, string body) =>
        (name, connection => connection.Ask(Head("POST", path, type, body.Length) + body));

    private static string Head(string method, string path, string type, int length) =>
        $"{method} {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: {type}\r\nContent-Length: {length}\r\n\r\n";

    private static string Repeated(string text, int length) => Repeated(_ => text, length);

    private static string Repeated(Func<int, string> text, int length)
    {
        var all = new StringBuilder();
        for (var i = 0; all.Length < length - 40; i++) all.Append(text(i));
        return all.ToString();
    }

    private static async Task Measure(Uri service, string name, int network, Func<Connection, Task<bool>>? request)
    {
        using var stop = new CancellationTokenSource();
        var hostile = request is null ? Task.FromResult(0) : Attack(service, network, request, stop.Token);
        if (request is not null) await Task.Delay(BetweenWaves);
        var times = await Person(service, network, Answers);
        await stop.CancelAsync();
        var (answered, sorted) = (await hostile, times.Order().ToList());
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {name} | {answered} | {sorted[sorted.Count / 2]:0.0} | {sorted[sorted.Count * 95 / 100]:0.0} | {sorted[^1]:0.0} |"));
    }

    // Waves of requests until the person has finished. A wave does not wait for the one before.
    private static async Task<int> Attack(Uri service, int network, Func<Connection, Task<bool>> request, CancellationToken stop)
    {
        var sent = new List<Task<bool>>();
        for (var wave = 0; wave < Waves && !stop.IsCancellationRequested; wave++)
        {
            for (var i = 0; i < AtATime; i++)
            {
                var host = i + 1;
                sent.Add(Task.Run(async () =>
                {
                    using var connection = await Connection.Open(service, $"127.0.{network}.{host}");
                    return await request(connection);
                }, CancellationToken.None));
            }

            await Task.Delay(BetweenWaves, CancellationToken.None);
        }

        return (await Task.WhenAll(sent)).Count(isAnswered => isAnswered);
    }

    // One screening after the other, each on a connection of its own, as from different browsers. On a thread of its own, because the
    // hostile requests keep the others of this process busy.
    private static Task<List<double>> Person(Uri service, int network, int count)
    {
        var message = Encoding.ASCII.GetBytes((Head("POST", V1, "application/json", Valid.Length) + Valid)
            .Replace("Host: localhost", "Host: localhost\r\nConnection: close", StringComparison.Ordinal));
        return Task.Factory.StartNew(Run, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

        List<double> Run()
        {
            var (times, buffer) = (new List<double>(), new byte[64 * 1024]);
            for (var i = 0; i < count; i++)
            {
                var start = Stopwatch.GetTimestamp();
                using var client = new TcpClient(new IPEndPoint(IPAddress.Parse($"127.1.{network}.1"), 0)) { NoDelay = true };
                client.Connect(service.Host, service.Port);
                var stream = client.GetStream();
                stream.Write(message);
                var received = 0;
                while (stream.Read(buffer, received, buffer.Length - received) is > 0 and var read) received += read;
                times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
                if (!buffer.AsSpan().StartsWith("HTTP/1.1 200"u8)) throw new InvalidOperationException("The person got no result.");
                Thread.Sleep(Pause);
            }

            return times;
        }
    }

    /// <summary>A TCP connection from a loopback address.</summary>
    private sealed class Connection(TcpClient client) : IDisposable
    {
        public static async Task<Connection> Open(Uri service, string from)
        {
            var client = new TcpClient(new IPEndPoint(IPAddress.Parse(from), 0)) { NoDelay = true };
            await client.ConnectAsync(service.Host, service.Port);
            return new Connection(client);
        }

        public async Task Send(string text)
        {
            try
            {
                await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(text));
            }
            catch (Exception exception) when (exception is IOException or InvalidOperationException)
            {
                // The service closed the connection.
            }
        }

        /// <summary>Sends a request and reads its response; false if there is none, or one that says that a limit was reached.</summary>
        public async Task<bool> Ask(string request)
        {
            await Send(request.Replace("Host: localhost\r\n", "Host: localhost\r\nConnection: close\r\n", StringComparison.Ordinal));
            try
            {
                using var reader = new StreamReader(client.GetStream(), Encoding.UTF8);
                var response = await reader.ReadToEndAsync();
                return response.Length > 0 && !response.StartsWith("HTTP/1.1 429", StringComparison.Ordinal);
            }
            catch (Exception exception) when (exception is IOException or InvalidOperationException)
            {
                return false;
            }
        }

        public void Dispose() => client.Dispose();
    }
}
