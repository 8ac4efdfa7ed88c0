using System.Net;
using System.Net.Sockets;
using KetamineScreening.Api.Tests.Store;

namespace KetamineScreening.Api.Tests.Operations;

/// <summary>Figures for operators, at an address of their own.</summary>
public sealed class MetricsTests
{
    [Fact]
    public async Task They_count_requests_and_commits_and_tell_nothing_of_answers_bands_or_people()
    {
        var url = $"http://127.0.0.1:{FreePort()}";
        await using var service = new Service(new Dictionary<string, string> { ["Metrics:Url"] = url });
        await service.Screen(Some.SelfCheck, Some.Answers(("craving", "weekly"), ("hard-to-stop", "weekly")), contribute: true, request => request.Headers.UserAgent.ParseAdd("canary/5e1f"));
        (await service.Http.GetAsync("/v1/no-such?canary=5e1f", TestContext.Current.CancellationToken)).Dispose();
        using var http = new HttpClient();
        var text = await http.GetStringAsync($"{url}/metrics", TestContext.Current.CancellationToken);

        Assert.Contains("ketamine_screening_requests_total{method=\"POST\",route=\"/v1/questionnaires/{id}/screenings\",status=\"200\"} 1\n", text, StringComparison.Ordinal);
        Assert.Contains("status=\"404\"} 1\n", text, StringComparison.Ordinal);
        Assert.Contains("\nketamine_screening_store_up 1\n", text, StringComparison.Ordinal);
        Assert.Contains("\nketamine_screening_pending_batches 0\n", text, StringComparison.Ordinal);
        Assert.Matches("\nketamine_screening_request_seconds_bucket\\{le=\"\\+Inf\"\\} [1-9]", text);
        Assert.All(["canary", "craving", "weekly", "high", "127.0.0.1", "self-check", "within"], trace => Assert.DoesNotContain(trace, text, StringComparison.Ordinal));
        Assert.All(text.Split('\n', StringSplitOptions.RemoveEmptyEntries), line => Assert.Matches("^(# (HELP|TYPE) [a-z_]+ .+|[a-z_]+(\\{[^}]*\\}[^}]*\\}|\\{[^}]*\\})? [0-9.eE+-]+)$", line));
    }

    [Fact]
    public async Task They_are_nowhere_else_and_nothing_else_is_there()
    {
        var url = $"http://127.0.0.1:{FreePort()}";
        await using var service = new Service(new Dictionary<string, string> { ["Metrics:Url"] = url });
        using var http = new HttpClient();

        Assert.Equal(HttpStatusCode.NotFound, (await service.Http.GetAsync("/metrics", TestContext.Current.CancellationToken)).StatusCode);
        foreach (var address in new[] { "/", "/v1/questionnaires", "/docs" })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync(url + address, TestContext.Current.CancellationToken)).StatusCode);
        }
    }

    [Fact]
    public async Task A_store_that_is_away_shows()
    {
        using var disk = SmallDisk.Mount();
        var url = $"http://127.0.0.1:{FreePort()}";
        await using var service = new Service(new Dictionary<string, string> { ["Metrics:Url"] = url }, folder: disk.Folder);
        using var http = new HttpClient();
        disk.ReadOnly(true);
        string text;
        do text = await http.GetStringAsync($"{url}/metrics", TestContext.Current.CancellationToken);
        while (!text.Contains("\nketamine_screening_store_up 0\n", StringComparison.Ordinal));

        disk.ReadOnly(false);
        do text = await http.GetStringAsync($"{url}/metrics", TestContext.Current.CancellationToken);
        while (!text.Contains("\nketamine_screening_store_up 1\n", StringComparison.Ordinal));
        await service.Stop();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
