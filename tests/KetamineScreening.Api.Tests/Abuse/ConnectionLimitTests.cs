namespace KetamineScreening.Api.Tests.Abuse;

public sealed class ConnectionLimitTests
{
    [Fact]
    public async Task One_connection_more_than_the_limit_is_refused_and_served_when_others_have_gone()
    {
        await using var service = new Service(new Dictionary<string, string> { ["Limits:MaximumConnections"] = "10" });
        var held = new List<RawConnection>();
        for (var i = 0; i < 10; i++)
        {
            held.Add(await RawConnection.To(service.Http.BaseAddress!));
            Assert.True(await held[i].Send("GET /health/live HTTP/1.1\r\n"));
        }

        Assert.Equal("", await Ask(service));

        foreach (var connection in held) connection.Dispose();
        string answer;
        do answer = await Ask(service);
        while (answer.Length == 0);
        Assert.StartsWith("HTTP/1.1 200 ", answer, StringComparison.Ordinal);
    }

    private static async Task<string> Ask(Service service)
    {
        using var connection = await RawConnection.To(service.Http.BaseAddress!);
        await connection.Send("GET /health/live HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        return await connection.ToEnd();
    }
}
