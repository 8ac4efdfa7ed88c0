using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using KetamineScreening.Api.Tests.Aggregates;

namespace KetamineScreening.Api.Tests.Store;

/// <summary>A thousand people answer, the service stops, and what is left is totals.</summary>
public sealed class NoTracesTests : IDisposable
{
    private const string Canary = "canary-5e1f";
    private readonly string folder = Directory.CreateTempSubdirectory("ketamine-screening-").FullName;

    [Fact]
    public async Task After_a_thousand_screenings_and_a_stop_there_are_totals_and_no_trace_of_anybody()
    {
        var storeFile = Path.Combine(folder, "store.db");
        await using var executable = await Executable.Start(new Dictionary<string, string>
        {
            ["Store:ConnectionString"] = $"Data Source={storeFile}",
            ["Logging:Console:FormatterName"] = "json",
            // Everything that the service itself logs.
            ["Logging:LogLevel:Default"] = "Information",
            ["Logging:LogLevel:KetamineScreening.Access"] = "Information",
        });
        using var people = People(executable.Http.BaseAddress!);
        var received = 0;
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = 32, CancellationToken = TestContext.Current.CancellationToken };
        await Parallel.ForEachAsync(Enumerable.Range(0, 1000), parallel, async (i, cancellation) =>
        {
            var body = Some.Body(Some.Answers(("craving", "weekly"), ("mixing-depressants", i % 2 == 0 ? "yes" : "no")), contribute: true);
            using var request = new HttpRequestMessage(HttpMethod.Post, $"/v1/questionnaires/{Some.SelfCheck}/screenings?country=IE");
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
            request.Headers.Add("Idempotency-Key", $"{Canary}-key-{i:0000}-0000");
            using var response = await people.SendAsync(request, cancellation);
            var result = JsonNode.Parse(await response.Content.ReadAsStringAsync(cancellation))!;
            if ((string?)result["contribution"] == "received") Interlocked.Increment(ref received);
        });
        await SendWrong(people);

        executable.Signal("TERM");
        Assert.Equal(0, await executable.Exit());
        Assert.Equal(1000, received);

        // The journal is truncated after every commit.
        var files = Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Where(file => new FileInfo(file).Length > 0);
        Assert.Equal(["store.db"], files.Select(Path.GetFileName));
        var store = Encoding.Latin1.GetString(await File.ReadAllBytesAsync(storeFile, TestContext.Current.CancellationToken));
        var left = store + executable.Output.Replace("\\u0022", "\"", StringComparison.Ordinal);
        Assert.Contains("ketamine-self-check-2-", left, StringComparison.Ordinal);
        string[] traces =
        [
            Canary, "127.77.66.55", "\x7F\x4D\x42\x37", "\"craving\"", "weekly", "within-12-months", "current-use", "Mozilla",
            "country=IE",
        ];
        Assert.All(traces, trace => Assert.DoesNotContain(trace, left, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_store_is_as_large_after_a_thousand_screenings_as_after_ten()
    {
        await using var service = new Service();
        await service.ContributeAndCommit(Some.SelfCheck, Enumerable.Repeat(Some.Answers(), 10));
        var small = new FileInfo(service.StoreFile).Length;

        await service.Contribute(1000);
        await service.Stop();
        Assert.Equal(small, new FileInfo(service.StoreFile).Length);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    // Only these requests have this client address and these headers.
    private static HttpClient People(Uri address)
    {
        var client = new HttpClient(new SocketsHttpHandler
        {
            ConnectCallback = async (context, cancellation) =>
            {
                var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                socket.Bind(new IPEndPoint(IPAddress.Parse("127.77.66.55"), 0));
                await socket.ConnectAsync(context.DnsEndPoint, cancellation);
                return new NetworkStream(socket, ownsSocket: true);
            },
        })
        { BaseAddress = address };
        client.DefaultRequestHeaders.Add("User-Agent", $"Mozilla/5.0 ({Canary}-agent)");
        client.DefaultRequestHeaders.Add("X-Forwarded-For", $"{Canary}-forwarded");
        client.DefaultRequestHeaders.Add("Referer", $"https://{Canary}.example/");
        return client;
    }

    private static async Task SendWrong(HttpClient people)
    {
        string[] bodies =
        [
            $"{{\"answers\":{{\"last-used\":\"{Canary}\",\"{Canary}\":\"weekly\"}},\"contribute\":true}}",
            $"{{\"{Canary}\":1}}",
            Canary,
            new string('x', 20_000) + Canary,
        ];
        foreach (var body in bodies)
        {
            using var content = new StringContent(body, Encoding.UTF8, "application/json");
            var address = $"/v1/questionnaires/{Some.SelfCheck}/screenings?{Canary}=1";
            using var response = await people.PostAsync(address, content, TestContext.Current.CancellationToken);
            Assert.InRange((int)response.StatusCode, 400, 422);
        }

        foreach (var address in new[] { $"/{Canary}", $"/v1/questionnaires/{Canary}", $"/v1/help?country={Canary}" })
        {
            using var response = await people.GetAsync(address, TestContext.Current.CancellationToken);
            Assert.InRange((int)response.StatusCode, 400, 404);
        }
    }
}
