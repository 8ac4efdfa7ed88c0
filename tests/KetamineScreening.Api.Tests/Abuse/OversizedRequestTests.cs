using System.Text;

namespace KetamineScreening.Api.Tests.Abuse;

/// <summary>Requests that are too much: refused early, by a status where there can be one, and the next one is served at once.</summary>
public sealed class OversizedRequestTests(SharedService service)
{
    private const string Good = """{"answers":{"last-used":"never"},"contribute":false}""";

    public static TheoryData<string, string, string> TooMuch => new()
    {
        { "one header of 100 kB", RawConnection.Whole(Good, $"X-Long: {new string('x', 100_000)}\r\n"), "431" },
        { "five thousand headers", RawConnection.Whole(Good, string.Concat(Enumerable.Range(0, 5000).Select(i => $"X-{i}: x\r\n"))), "431" },
        { "a request line of 100 kB", $"GET /v1/help?country={new string('x', 100_000)} HTTP/1.1\r\nHost: localhost\r\n\r\n", "414" },
        { "five thousand brackets", RawConnection.Whole($$"""{"answers":{"last-used":{{new string('[', 5000)}}{{new string(']', 5000)}}},"contribute":false}""", "Connection: close\r\n"), "400" },
        { "a hundred thousand brackets", RawConnection.Whole(new string('[', 100_000), "Connection: close\r\n"), "413" },
        { "ten gigabytes announced", $"{RawConnection.Post}Content-Length: 10000000000\r\nConnection: close\r\n\r\n", "413" },
        { "more digits than a number has", $"{RawConnection.Post}Content-Length: 99999999999999999999999\r\n\r\n", "400" },
        { "a chunk of more than there is", $"{RawConnection.Post}Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFF\r\n", "400" },
    };

    [Theory, MemberData(nameof(TooMuch))]
    public async Task It_is_refused_and_others_are_served(string what, string request, string status)
    {
        using var connection = await RawConnection.To(service.Http.BaseAddress!);
        var end = connection.ToEnd();
        await connection.Send(request);
        var answer = await end;

        Assert.True(answer.StartsWith($"HTTP/1.1 {status} ", StringComparison.Ordinal), $"{what}: {answer}");
        await service.Screen(Some.SelfCheck, Some.Answers());
    }

    [Fact]
    public async Task A_body_without_an_end_is_refused_and_the_connection_ends()
    {
        using var connection = await RawConnection.To(service.Http.BaseAddress!);
        await connection.Send($"{RawConnection.Post}Transfer-Encoding: chunked\r\n\r\n");
        var (end, sent, chunk) = (connection.ToEnd(), 0, $"1000\r\n{new string(' ', 0x1000)}\r\n");
        while (!end.IsCompleted && sent < 10_000 && await connection.Send(chunk)) sent++;
        var answer = await end;

        // The answer may be lost on a connection that breaks while the client goes on sending.
        Assert.True(answer.Length == 0 || answer.StartsWith("HTTP/1.1 413 ", StringComparison.Ordinal), answer);
        Assert.InRange(sent, 4, 9999);
        await service.Screen(Some.SelfCheck, Some.Answers());
    }

    [Fact]
    public async Task Requests_that_do_not_wait_for_answers_get_them_all_in_their_order()
    {
        using var connection = await RawConnection.To(service.Http.BaseAddress!);
        var requests = new StringBuilder();
        for (var i = 0; i < 100; i++) requests.Append(RawConnection.Whole(i % 2 == 0 ? Good : "{", i == 99 ? "Connection: close\r\n" : ""));
        var end = connection.ToEnd();
        await connection.Send(requests.ToString());
        var statuses = (await end).Split("HTTP/1.1 ").Skip(1).Select(answer => answer[..3]);

        Assert.Equal(Enumerable.Range(0, 100).Select(i => i % 2 == 0 ? "200" : "400"), statuses);
    }
}
