namespace KetamineScreening.Api.Tests.Abuse;

/// <summary>Clients that send slowly to keep connections busy are disconnected, while other clients are served.</summary>
public sealed class SlowClientTests
{
    private const int Clients = 50;

    [Fact]
    public async Task A_header_sent_too_slowly_ends_the_connection_while_others_are_served() =>
        await Trickle(RawConnection.Post + "X-Slow: ", "x", "408");

    [Fact]
    public async Task A_body_sent_too_slowly_ends_the_connection_while_others_are_served() =>
        await Trickle(RawConnection.Post + "Content-Length: 10000\r\n\r\n{\"answers\":{", " ", "400");

    [Fact]
    public async Task A_chunked_body_sent_too_slowly_ends_the_connection_while_others_are_served() =>
        await Trickle(RawConnection.Post + "Transfer-Encoding: chunked\r\n\r\n", "1\r\n \r\n", "400");

    private static async Task Trickle(string beginning, string piece, string status)
    {
        await using var service = new Service();
        var responses = await Task.WhenAll(Enumerable.Range(0, Clients).Select(async _ =>
        {
            using var slow = await RawConnection.Open(service.Http.BaseAddress!);
            await slow.Send(beginning);
            var end = slow.ReadToEnd();
            while (!end.IsCompleted && await slow.Send(piece)) await Task.Delay(500, CancellationToken.None);
            return await end;
        }).Append(ServeOthers(service)));

        Assert.All(
            responses.SkipLast(1),
            response => Assert.True(response.Length == 0 || response.StartsWith($"HTTP/1.1 {status} ", StringComparison.Ordinal), response)
        );
        await service.Screen(Some.SelfCheck, Some.Answers());
        Assert.DoesNotContain("Error: ", service.Log.ToString(), StringComparison.Ordinal);
    }

    // Posts screenings at the same time; each request has to succeed.
    private static async Task<string> ServeOthers(Service service)
    {
        for (var i = 0; i < 50; i++) await service.Screen(Some.SelfCheck, Some.Answers());
        return "";
    }
}
