using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text.Json;

namespace KetamineScreening.Api.Tests.Operations;

/// <summary>The log of the real executable, read from its standard output.</summary>
public sealed class LogsTests : IDisposable
{
    private const string Key = "key-5e1f-nobody-knows";
    private const string ClientAddress = "127.0.0.77";
    private const string ForwardedAddress = "203.0.113.177";

    private static readonly IReadOnlyDictionary<string, string> Answers = Some.Answers(("craving", "weekly"), ("hard-to-stop", "weekly"));

    private readonly string folder = Directory.CreateTempSubdirectory("ketamine-screening-").FullName;

    [Theory]
    [InlineData("simple")]
    [InlineData("systemd")]
    [InlineData("json")]
    public async Task It_contains_nothing_of_a_person_in_any_format_even_at_the_level_Trace(string format) =>
        AssertAnonymous(await LogOf(format, "Trace"));

    [Fact]
    public async Task As_json_every_line_is_an_object_with_level_category_message_and_the_time_in_UTC()
    {
        var log = await LogOf("json", "Information");
        var lines = log.Split('\n', StringSplitOptions.RemoveEmptyEntries);

        AssertAnonymous(log);
        Assert.Contains(lines, line => line.Contains("\"Status\":404", StringComparison.Ordinal));
        Assert.All(lines, line =>
        {
            using var entry = JsonDocument.Parse(line);
            Assert.True(Enum.TryParse<LogLevel>(entry.RootElement.GetProperty("LogLevel").GetString(), out _));
            Assert.NotEmpty(entry.RootElement.GetProperty("Category").GetString()!);
            Assert.NotEmpty(entry.RootElement.GetProperty("Message").GetString()!);
            var timestamp = entry.RootElement.GetProperty("Timestamp").GetString()!;
            var time = DateTimeOffset.ParseExact(
                timestamp, "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
            Assert.InRange(time, DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow.AddHours(1));
        });
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static void AssertAnonymous(string log)
    {
        Assert.DoesNotContain("POST /v1/questionnaires/{id}/screenings 200", log, StringComparison.Ordinal);
        Assert.Contains("POST /v1/questionnaires/{id}/screenings 422", log, StringComparison.Ordinal);
        string[] traces =
        [
            .. Answers.Keys, .. Answers.Values, Key, ClientAddress, ForwardedAddress, Some.SelfCheck,
            "canary", "country", "?", "urgent", "answers",
        ];
        Assert.All(traces, trace => Assert.DoesNotContain(trace, log, StringComparison.OrdinalIgnoreCase));
    }

    // Counted screenings, every kind of bad request and a stop cause every message that the service logs in normal operation.
    private async Task<string> LogOf(string format, string level)
    {
        await using var service = await Executable.Start(new Dictionary<string, string>
        {
            ["Logging:Console:FormatterName"] = format,
            ["Logging:Console:FormatterOptions:IncludeScopes"] = "true",
            ["Logging:LogLevel:Default"] = level,
            ["Logging:LogLevel:Microsoft"] = level,
            ["Logging:LogLevel:Microsoft.AspNetCore.Hosting.Diagnostics"] = level,
            ["Logging:LogLevel:KetamineScreening.Access"] = "Information",
            ["Store:ConnectionString"] = $"Data Source={folder}/store.db",
            ["Contributions:CommitMilliseconds"] = "5000",
            ["Proxies:Networks"] = "127.0.0.0/8",
            ["TZ"] = "Pacific/Auckland",
        });
        using var handler = new SocketsHttpHandler { ConnectCallback = FromClientAddress };
        using var http = new HttpClient(handler) { BaseAddress = service.Http.BaseAddress };
        http.DefaultRequestHeaders.Add("X-Forwarded-For", ForwardedAddress);
        http.DefaultRequestHeaders.UserAgent.ParseAdd("canary/1");
        http.DefaultRequestHeaders.Add("Cookie", "a=canary");
        var address = $"/v1/questionnaires/{Some.SelfCheck}/screenings?country=GB";

        for (var person = 0; person < 12; person++)
        {
            Assert.Equal(200, await Post(http, address, Some.Body(Answers, contribute: true), $"{Key}{person}"));
        }

        Assert.Equal(422, await Post(http, address, Some.Body(Some.Answers(("craving", "canary")))));
        Assert.Equal(400, await Post(http, address, Some.Body(Answers)[..^2]));
        Assert.Equal(413, await Post(http, address, new string('?', 100_000)));
        Assert.Equal(404, await Post(http, "/v1/canary?canary=weekly", Some.Body(Answers)));
        var score = $"/fhir/Questionnaire/{Some.SelfCheck}/$score?canary=weekly";
        Assert.Equal(415, await Post(http, score, Some.Body(Answers), type: "text/plain"));
        service.Signal("TERM");
        Assert.Equal(0, await service.Exit());
        return service.Output;
    }

    private static async Task<int> Post(
        HttpClient http, string address, string body, string key = Key, string type = "application/json")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address);
        request.Content = new StringContent(body, new MediaTypeHeaderValue(type));
        request.Headers.Add("Idempotency-Key", key);
        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        return (int)response.StatusCode;
    }

    private static async ValueTask<Stream> FromClientAddress(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Parse(ClientAddress), 0));
        await socket.ConnectAsync(IPAddress.Parse(context.DnsEndPoint.Host), context.DnsEndPoint.Port, cancellation);
        return new NetworkStream(socket, ownsSocket: true);
    }
}
