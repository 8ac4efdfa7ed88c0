namespace KetamineScreening.Api.Tests.Abuse;

public sealed class ConnectionLimitTests
{
    [Fact]
    public async Task A_connection_over_the_limit_is_closed_and_a_new_one_is_served_once_others_have_ended()
    {
        await using var service = new Service(new Dictionary<string, string> { ["Limits:MaximumConnections"] = "10" });
        var open = new List<RawConnection>();
        for (var i = 0; i < 10; i++)
        {
            open.Add(await RawConnection.Open(service.Http.BaseAddress!));
            Assert.True(await open[i].Send("GET /health/live HTTP/1.1\r\n"));
        }

        Assert.Equal("", await GetLiveness(service));

        foreach (var connection in open) connection.Dispose();
        string response;
        do response = await GetLiveness(service);
        while (response.Length == 0);
        Assert.StartsWith("HTTP/1.1 200 ", response, StringComparison.Ordinal);
    }

    private static async Task<string> GetLiveness(Service service)
    {
        using var connection = await RawConnection.Open(service.Http.BaseAddress!);
        await connection.Send("GET /health/live HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        return await connection.ReadToEnd();
    }
}
