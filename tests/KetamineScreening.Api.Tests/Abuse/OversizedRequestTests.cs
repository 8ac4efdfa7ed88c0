using System.Text;

namespace KetamineScreening.Api.Tests.Abuse;

/// <summary>Oversized requests are rejected early, with a status where the protocol allows one, and the next request is served.</summary>
public sealed class OversizedRequestTests(SharedService service)
{
    private const string Valid = """{"answers":{"last-used":"never"},"contribute":false}""";

    private static readonly string Nested =
        $$"""{"answers":{"last-used":{{new string('[', 5000)}}{{new string(']', 5000)}}},"contribute":false}""";

    public static TheoryData<string, string, string> Oversized => new()
    {
        { "one header of 100 kB", RawConnection.Screening(Valid, $"X-Long: {new string('x', 100_000)}\r\n"), "431" },
        {
            "five thousand headers",
            RawConnection.Screening(Valid, string.Concat(Enumerable.Range(0, 5000).Select(i => $"X-{i}: x\r\n"))),
            "431"
        },
        { "a request line of 100 kB", $"GET /v1/help?country={new string('x', 100_000)} HTTP/1.1\r\nHost: localhost\r\n\r\n", "414" },
        { "five thousand nested arrays", RawConnection.Screening(Nested, "Connection: close\r\n"), "400" },
        { "a hundred thousand opening brackets", RawConnection.Screening(new string('[', 100_000), "Connection: close\r\n"), "413" },
        { "a Content-Length of ten gigabytes", $"{RawConnection.Post}Content-Length: 10000000000\r\nConnection: close\r\n\r\n", "413" },
        {
            "a Content-Length that does not fit into 64 bits",
            $"{RawConnection.Post}Content-Length: 99999999999999999999999\r\n\r\n",
            "400"
        },
        {
            "a chunk size that does not fit into 63 bits",
            $"{RawConnection.Post}Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFF\r\n",
            "400"
        },
    };

    [Theory, MemberData(nameof(Oversized))]
    public async Task An_oversized_request_is_rejected_and_the_next_request_is_served(string name, string request, string status)
    {
        using var connection = await RawConnection.Open(service.Http.BaseAddress!);
        var end = connection.ReadToEnd();
        await connection.Send(request);
        var response = await end;

        Assert.True(response.StartsWith($"HTTP/1.1 {status} ", StringComparison.Ordinal), $"{name}: {response}");
        await service.Screen(Some.SelfCheck, Some.Answers());
    }

    [Fact]
    public async Task An_endless_body_is_rejected_and_the_connection_is_closed()
    {
        using var connection = await RawConnection.Open(service.Http.BaseAddress!);
        await connection.Send($"{RawConnection.Post}Transfer-Encoding: chunked\r\n\r\n");
        var (end, sent, chunk) = (connection.ReadToEnd(), 0, $"1000\r\n{new string(' ', 0x1000)}\r\n");
        while (!end.IsCompleted && sent < 10_000 && await connection.Send(chunk)) sent++;
        var response = await end;

        // The response may be lost because the server resets the connection while the client is still sending.
        Assert.True(response.Length == 0 || response.StartsWith("HTTP/1.1 413 ", StringComparison.Ordinal), response);
        Assert.InRange(sent, 4, 9999);
        await service.Screen(Some.SelfCheck, Some.Answers());
    }

    [Fact]
    public async Task Pipelined_requests_are_all_answered_in_order()
    {
        using var connection = await RawConnection.Open(service.Http.BaseAddress!);
        var requests = new StringBuilder();
        for (var i = 0; i < 100; i++) requests.Append(Numbered(i));
        var end = connection.ReadToEnd();
        await connection.Send(requests.ToString());
        var statuses = (await end).Split("HTTP/1.1 ").Skip(1).Select(response => response[..3]);

        Assert.Equal(Enumerable.Range(0, 100).Select(i => i % 2 == 0 ? "200" : "400"), statuses);
    }

    private static string Numbered(int i) => RawConnection.Screening(i % 2 == 0 ? Valid : "{", i == 99 ? "Connection: close\r\n" : "");
}
