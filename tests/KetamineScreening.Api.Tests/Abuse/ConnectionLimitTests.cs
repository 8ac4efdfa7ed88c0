namespace KetamineScreening.Api.Tests.Abuse;

public sealed class ConnectionLimitTests
{
    [Fact]
    public async Task A_connection_over_the_limit_is_closed_and_a_new_one_is_served_once_others_have_ended()
    {
        await using var service = new Service(new Dictionary<string, string> { ["Limits:MaximumConnections"] = "10" });
        var open = await OpenTen(service);

        Assert.Equal("", await GetLiveness(service));

        await ExpectServedAfter(open, service);
    }

    [Fact]
    public async Task A_refused_connection_writes_no_line_so_that_nobody_can_fill_the_log()
    {
        var folder = Directory.CreateTempSubdirectory("ketamine-connections-").FullName;
        await using var service = await Executable.Start(new Dictionary<string, string>
        {
            ["Limits:MaximumConnections"] = "10",
            ["Store:ConnectionString"] = $"Data Source={folder}/store.db",
        });
        var open = new List<RawConnection>();
        for (var i = 0; i < 60; i++) open.Add(await RawConnection.Open(service.Http.BaseAddress!));
        // The last of them was refused, so all others were seen.
        Assert.Equal("", await open[^1].ReadToEnd());

        foreach (var connection in open) connection.Dispose();
        service.Signal("TERM");
        Assert.Equal(0, await service.Exit());
        Assert.DoesNotContain("Connection id", service.Output, StringComparison.Ordinal);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_network_has_a_limit_of_its_own_and_others_are_served()
    {
        await using var service = new Service(
            new Dictionary<string, string> { ["Limits:ConnectionsPerNetwork"] = "10", ["Proxies:Networks"] = "127.0.9.9" });
        var open = await OpenTen(service);

        Assert.Equal("", await GetLiveness(service));
        Assert.StartsWith("HTTP/1.1 200 ", await GetLiveness(service, "127.0.8.8"), StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 200 ", await GetLiveness(service, "127.0.9.9"), StringComparison.Ordinal);

        await ExpectServedAfter(open, service);
    }

    [Fact]
    public async Task A_known_proxy_has_no_limit_of_its_own()
    {
        await using var service = new Service(
            new Dictionary<string, string> { ["Limits:ConnectionsPerNetwork"] = "10", ["Proxies:Networks"] = "127.0.9.9" });
        var open = new List<RawConnection>();
        for (var i = 0; i < 11; i++) open.Add(await RawConnection.Open(service.Http.BaseAddress!, "127.0.9.9"));

        Assert.StartsWith("HTTP/1.1 200 ", await GetLiveness(service, "127.0.9.9"), StringComparison.Ordinal);
        foreach (var connection in open) connection.Dispose();
    }

    [Fact]
    public async Task A_connection_on_which_nothing_is_sent_is_closed()
    {
        await using var service = new Service();
        using var silent = await RawConnection.Open(service.Http.BaseAddress!);
        using var idle = await RawConnection.Open(service.Http.BaseAddress!);
        await idle.Send("GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n");

        // Reading times out after a minute.
        Assert.Equal("", await silent.ReadToEnd());
        Assert.StartsWith("HTTP/1.1 200 ", await idle.ReadToEnd(), StringComparison.Ordinal);
    }

    private static async Task<List<RawConnection>> OpenTen(Service service)
    {
        var open = new List<RawConnection>();
        for (var i = 0; i < 10; i++)
        {
            open.Add(await RawConnection.Open(service.Http.BaseAddress!));
            Assert.True(await open[i].Send("GET /health/live HTTP/1.1\r\n"));
        }

        return open;
    }

    private static async Task ExpectServedAfter(List<RawConnection> open, Service service)
    {
        foreach (var connection in open) connection.Dispose();
        string response;
        do response = await GetLiveness(service);
        while (response.Length == 0);
        Assert.StartsWith("HTTP/1.1 200 ", response, StringComparison.Ordinal);
    }

    private static async Task<string> GetLiveness(Service service, string? from = null)
    {
        using var connection = await RawConnection.Open(service.Http.BaseAddress!, from);
        await connection.Send("GET /health/live HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        return await connection.ReadToEnd();
    }
}
