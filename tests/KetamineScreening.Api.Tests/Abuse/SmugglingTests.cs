namespace KetamineScreening.Api.Tests.Abuse;

/// <summary>Requests that two machines could read differently: a second request hidden in one of them is never answered.</summary>
public sealed class SmugglingTests(SharedService service)
{
    private const string Hidden = "GET /v1/privacy HTTP/1.1\r\nHost: localhost\r\n\r\n";
    private const string Chunks = "2\r\n{}\r\n0\r\n\r\n";

    public static TheoryData<string, string> Ambiguous => new()
    {
        { "a length and chunks", $"Content-Length: {Chunks.Length}\r\nTransfer-Encoding: chunked\r\n\r\n{Chunks}{Hidden}" },
        { "chunks and a length", $"Transfer-Encoding: chunked\r\nContent-Length: {Chunks.Length + Hidden.Length}\r\n\r\n{Chunks}{Hidden}" },
        { "two lengths", $"Content-Length: 2\r\nContent-Length: {2 + Hidden.Length}\r\n\r\n{{}}{Hidden}" },
        { "two lengths in one line", $"Content-Length: 2, {2 + Hidden.Length}\r\n\r\n{{}}{Hidden}" },
        { "a negative length", $"Content-Length: -2\r\n\r\n{Hidden}" },
        { "another encoding", $"Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n{Hidden}" },
        { "chunks that are not last", $"Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n{Hidden}" },
        { "a blank before the colon", $"Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n{Hidden}" },
        { "a folded line", $"X-Long: a\r\n Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n{Hidden}" },
        { "a second host", $"Host: elsewhere\r\nContent-Length: 2\r\n\r\n{{}}{Hidden}" },
    };

    [Theory, MemberData(nameof(Ambiguous))]
    public async Task It_is_a_bad_request_and_ends_the_connection(string what, string rest)
    {
        using var connection = await RawConnection.To(service.Http.BaseAddress!);
        var end = connection.ToEnd();
        await connection.Send(RawConnection.Post + rest);
        var answer = await end;

        Assert.True(answer.StartsWith("HTTP/1.1 400 ", StringComparison.Ordinal), $"{what}: {answer}");
        Assert.Equal(1, answer.Split("HTTP/1.1 ").Length - 1);
        await service.Screen(Some.SelfCheck, Some.Answers());
    }
}
