using System.Net;
using System.Net.Sockets;
using KetamineScreening.Api.Tests.Store;

namespace KetamineScreening.Api.Tests.Operations;

/// <summary>Figures for operators, at an address of their own.</summary>
public sealed class MetricsTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("ketamine-screening-").FullName;
    private readonly string url = $"http://127.0.0.1:{FreePort()}";
    private readonly HttpClient operatorsHttp = new();

    [Fact]
    public async Task They_count_requests_and_commits_and_tell_nothing_of_answers_bands_or_people()
    {
        await using var service = await Start(folder);
        service.Http.DefaultRequestHeaders.UserAgent.ParseAdd("canary/5e1f");
        using var content = new StringContent(Some.Body(Some.Answers(("craving", "weekly"), ("hard-to-stop", "weekly")), contribute: true), null, "application/json");
        (await service.Http.PostAsync($"/v1/questionnaires/{Some.SelfCheck}/screenings", content, TestContext.Current.CancellationToken)).EnsureSuccessStatusCode();
        (await service.Http.GetAsync("/v1/no-such?canary=5e1f", TestContext.Current.CancellationToken)).Dispose();
        var text = await Read();

        Assert.Contains("ketamine_screening_requests_total{method=\"POST\",route=\"/v1/questionnaires/{id}/screenings\",status=\"200\"} 1\n", text, StringComparison.Ordinal);
        Assert.Contains("status=\"404\"} 1\n", text, StringComparison.Ordinal);
        Assert.Contains("\nketamine_screening_store_up 1\n", text, StringComparison.Ordinal);
        Assert.Contains("\nketamine_screening_pending_batches 0\n", text, StringComparison.Ordinal);
        Assert.Contains("\nketamine_screening_dropped_total 0\n", text, StringComparison.Ordinal);
        Assert.Matches("\nketamine_screening_request_seconds_bucket\\{le=\"\\+Inf\"\\} [1-9]", text);
        Assert.All(["canary", "craving", "weekly", "high", "127.0.0.1", "self-check", "within"], trace => Assert.DoesNotContain(trace, text, StringComparison.Ordinal));

        // The text format: a remark, or a name with labels and a number.
        Assert.All(text.Split('\n', StringSplitOptions.RemoveEmptyEntries), line => Assert.Matches("^(# (HELP|TYPE) [a-z_]+ .+|[a-z_]+(\\{.+\\})? [0-9.eE+-]+)$", line));
    }

    [Fact]
    public async Task They_are_nowhere_else_and_nothing_else_is_there()
    {
        await using var service = await Start(folder);

        Assert.Equal(HttpStatusCode.NotFound, (await service.Http.GetAsync("/metrics", TestContext.Current.CancellationToken)).StatusCode);
        foreach (var address in new[] { "/", "/v1/questionnaires", "/docs", "/health/ready" })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await operatorsHttp.GetAsync(url + address, TestContext.Current.CancellationToken)).StatusCode);
        }
    }

    [Fact]
    public async Task A_store_that_is_away_shows_and_so_does_its_return()
    {
        using var disk = SmallDisk.Mount();
        await using var service = await Start(disk.Folder);
        disk.ReadOnly(true);
        await Until("\nketamine_screening_store_up 0\n");

        disk.ReadOnly(false);
        await Until("\nketamine_screening_store_up 1\n");
        service.Signal("TERM");
        Assert.Equal(0, await service.Exit());
    }

    public void Dispose()
    {
        operatorsHttp.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private Task<Executable> Start(string store) => Executable.Start(new Dictionary<string, string>
    {
        ["Metrics:Url"] = url,
        ["Store:ConnectionString"] = $"Data Source={store}/store.db",
        ["Contributions:CommitMilliseconds"] = "100",
    });

    private Task<string> Read() => operatorsHttp.GetStringAsync($"{url}/metrics", TestContext.Current.CancellationToken);

    private async Task Until(string line)
    {
        for (var wait = 0; !(await Read()).Contains(line, StringComparison.Ordinal); wait++)
        {
            Assert.True(wait < 400, await Read());
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
