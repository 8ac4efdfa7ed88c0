namespace KetamineScreening.Api.Tests.Abuse;

/// <summary>Clients that take their time to keep connections busy: they are sent away, and nobody else waits for them.</summary>
public sealed class SlowClientTests
{
    private const int Clients = 50;

    [Fact]
    public async Task A_header_that_trickles_ends_the_connection_and_holds_nobody_up() =>
        await Trickle(RawConnection.Post + "X-Slow: ", "x", "408");

    [Fact]
    public async Task A_body_that_trickles_ends_the_connection_and_holds_nobody_up() =>
        await Trickle(RawConnection.Post + "Content-Length: 10000\r\n\r\n{\"answers\":{", " ", "400");

    [Fact]
    public async Task A_body_in_chunks_that_trickles_ends_the_connection_and_holds_nobody_up() =>
        await Trickle(RawConnection.Post + "Transfer-Encoding: chunked\r\n\r\n", "1\r\n \r\n", "400");

    private static async Task Trickle(string beginning, string drop, string status)
    {
        await using var service = new Service();
        var answers = await Task.WhenAll(Enumerable.Range(0, Clients).Select(async _ =>
        {
            using var slow = await RawConnection.To(service.Http.BaseAddress!);
            await slow.Send(beginning);
            var end = slow.ToEnd();
            while (!end.IsCompleted && await slow.Send(drop)) await Task.Delay(500, CancellationToken.None);
            return await end;
        }).Append(Served(service)));

        Assert.All(answers.SkipLast(1), answer => Assert.True(answer.Length == 0 || answer.StartsWith($"HTTP/1.1 {status} ", StringComparison.Ordinal), answer));
        await service.Screen(Some.SelfCheck, Some.Answers());
        Assert.DoesNotContain("Error: ", service.Log.ToString(), StringComparison.Ordinal);
    }

    // Meanwhile others are served: were they held up, this would not end before the slow ones do.
    private static async Task<string> Served(Service service)
    {
        for (var i = 0; i < 50; i++) await service.Screen(Some.SelfCheck, Some.Answers());
        return "";
    }
}
