namespace KetamineScreening.Api.Tests.Abuse;

/// <summary>Request smuggling: a request that a proxy and the server could parse differently never gets two responses.</summary>
public sealed class SmugglingTests(SharedService service)
{
    private const string Hidden = "GET /v1/privacy HTTP/1.1\r\nHost: localhost\r\n\r\n";

    // A body that is valid, so that only the framing can be the reason of a 400.
    private const string Body = """{"answers":{"last-used":"never"},"contribute":false}""";

    private static readonly string Chunks = $"{Body.Length:x}\r\n{Body}\r\n0\r\n\r\n";

    public static TheoryData<string, string> Ambiguous => new()
    {
        { "a length before chunks", $"Content-Length: {Chunks.Length}\r\nTransfer-Encoding: chunked\r\n\r\n{Chunks}{Hidden}" },
        {
            "chunks before a length",
            $"Transfer-Encoding: chunked\r\nContent-Length: {Chunks.Length + Hidden.Length}\r\n\r\n{Chunks}{Hidden}"
        },
        { "two lengths", $"Content-Length: {Body.Length}\r\nContent-Length: {Body.Length + Hidden.Length}\r\n\r\n{Body}{Hidden}" },
        { "two lengths in one line", $"Content-Length: {Body.Length}, {Body.Length + Hidden.Length}\r\n\r\n{Body}{Hidden}" },
        { "a negative length", $"Content-Length: -{Body.Length}\r\n\r\n{Body}{Hidden}" },
        { "a length with a sign", $"Content-Length: +{Body.Length}\r\n\r\n{Body}{Hidden}" },
        { "an unknown transfer coding", $"Transfer-Encoding: xchunked\r\n\r\n{Chunks}{Hidden}" },
        { "an unknown transfer coding before chunked", $"Transfer-Encoding: xchunked, chunked\r\n\r\n{Chunks}{Hidden}" },
        { "a compressed body in chunks", $"Transfer-Encoding: gzip, chunked\r\n\r\n{Chunks}{Hidden}" },
        { "chunked twice", $"Transfer-Encoding: chunked, chunked\r\n\r\n{Chunks}{Hidden}" },
        { "chunked twice in two lines", $"Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n{Chunks}{Hidden}" },
        { "chunked is not the last coding", $"Transfer-Encoding: chunked, identity\r\n\r\n{Chunks}{Hidden}" },
        { "a space before the colon", $"Transfer-Encoding : chunked\r\n\r\n{Chunks}{Hidden}" },
        { "a folded line", $"X-Long: a\r\n Transfer-Encoding: chunked\r\n\r\n{Chunks}{Hidden}" },
        { "a second Host header", $"Host: elsewhere\r\nContent-Length: {Body.Length}\r\n\r\n{Body}{Hidden}" },
    };

    [Theory, MemberData(nameof(Ambiguous))]
    public async Task An_ambiguous_request_gets_a_single_400_response_and_the_connection_is_closed(string name, string rest)
    {
        using var connection = await RawConnection.Open(service.Http.BaseAddress!);
        var end = connection.ReadToEnd();
        await connection.Send(RawConnection.Post + rest);
        var response = await end;

        Assert.True(response.StartsWith("HTTP/1.1 400 ", StringComparison.Ordinal), $"{name}: {response}");
        Assert.Equal(1, response.Split("HTTP/1.1 ").Length - 1);
        await service.Screen(Some.SelfCheck, Some.Answers());
    }
}
