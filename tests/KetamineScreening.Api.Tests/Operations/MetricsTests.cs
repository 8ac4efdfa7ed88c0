using KetamineScreening.Api.Tests.Abuse;
using KetamineScreening.Api.Tests.Store;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Metrics;

namespace KetamineScreening.Api.Tests.Operations;

/// <summary>Metrics of the real executable, scraped as Prometheus does.</summary>
public sealed class MetricsTests : IDisposable
{
    private const string ScreeningRoute = "http_route=\"/v1/questionnaires/{id}/screenings\"";

    private readonly string folder = Directory.CreateTempSubdirectory("ketamine-screening-").FullName;
    private readonly HttpClient http = new();

    [Fact]
    public async Task They_count_requests_and_commits_and_contain_no_answer_band_or_address_of_a_person()
    {
        await using var service = await Start(folder);
        service.Http.DefaultRequestHeaders.UserAgent.ParseAdd("canary/5e1f");
        using var content = new StringContent(
            Some.Body(Some.Answers(("craving", "weekly"), ("hard-to-stop", "weekly")), contribute: true), null, "application/json");
        var screenings = $"/v1/questionnaires/{Some.SelfCheck}/screenings";
        (await service.Http.PostAsync(screenings, content, TestContext.Current.CancellationToken)).EnsureSuccessStatusCode();
        await Send(service, HttpMethod.Get, "/v1/no-such?canary=5e1f");
        await Send(service, new HttpMethod("CANARY"), "/v1/questionnaires?canary=5e1f");
        var text = await Scrape(service);

        Assert.Equal("1", Requests(text, "http_request_method=\"POST\"", "http_response_status_code=\"200\"", ScreeningRoute));
        Assert.Equal("1", Requests(text, "http_request_method=\"GET\"", "http_response_status_code=\"404\""));
        Assert.Equal("1", Requests(text, "http_request_method=\"_OTHER\"", "http_response_status_code=\"405\""));
        Assert.Equal("1", Value(text, "ketamine_screening_store_up"));
        Assert.Equal("0", Value(text, "ketamine_screening_pending_batches"));
        Assert.Equal("0", Value(text, "ketamine_screening_dropped_total"));
        string[] traces = ["canary", "craving", "weekly", "high", "127.0.0.1", "self-check", "within", folder];
        Assert.All(traces, trace => Assert.DoesNotContain(trace, text, StringComparison.OrdinalIgnoreCase));
        await Until(service, scrape => Value(scrape, "ketamine_screening_turns_total") != "0");
        // A scrape is no request to the service.
        Assert.DoesNotContain("/metrics", await Scrape(service), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_that_fails_is_counted_under_its_route()
    {
        await using var service = await Start(folder);
        using var connection = await RawConnection.Open(service.Http.BaseAddress!);
        await connection.Send($"{RawConnection.Post}Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFF\r\n");
        Assert.StartsWith("HTTP/1.1 400 ", await connection.ReadToEnd(), StringComparison.Ordinal);

        await Until(service, text => Requests(text, "http_response_status_code=\"400\"", ScreeningRoute) == "1");
    }

    [Fact]
    public async Task Without_an_exporter_nothing_is_set_up_that_measures_requests()
    {
        await using var without = new Service();
        await using var with = new Service(new Dictionary<string, string> { ["Metrics:Url"] = "http://127.0.0.1:0" });

        Assert.NotNull(with.Services.GetService<MeterProvider>());
        Assert.Null(without.Services.GetService<MeterProvider>());
    }

    [Fact]
    public async Task A_store_that_cannot_be_written_to_is_reported_as_down_until_it_is_back()
    {
        using var disk = SmallDisk.Mount();
        await using var service = await Start(disk.Folder);
        disk.ReadOnly(true);
        await Until(service, text => Value(text, "ketamine_screening_store_up") == "0");

        disk.ReadOnly(false);
        await Until(service, text => Value(text, "ketamine_screening_store_up") == "1");
        service.Signal("TERM");
        Assert.Equal(0, await service.Exit());
    }

    public void Dispose()
    {
        http.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private static Task<Executable> Start(string store) => Executable.Start(new Dictionary<string, string>
    {
        ["Metrics:Url"] = "http://127.0.0.1:0",
        ["Store:ConnectionString"] = $"Data Source={store}/store.db",
        ["Contributions:CommitMilliseconds"] = "100",
    });

    private static async Task Send(Executable service, HttpMethod method, string address)
    {
        using var request = new HttpRequestMessage(method, address);
        (await service.Http.SendAsync(request, TestContext.Current.CancellationToken)).Dispose();
    }

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static string Value(string text, string name, params string[] labels) => Lines(text)
        .Where(line => line.StartsWith(name + "{", StringComparison.Ordinal) || line.StartsWith(name + " ", StringComparison.Ordinal))
        .Single(line => labels.All(label => line.Contains(label, StringComparison.Ordinal)))
        .Split(' ')[^1];

    private static string? Requests(string text, params string[] labels) => Lines(text)
        .Where(line => line.StartsWith("http_server_request_duration_seconds_count{", StringComparison.Ordinal))
        .SingleOrDefault(line => labels.All(label => line.Contains(label, StringComparison.Ordinal)))
        ?.Split(' ')[^1];

    private Task<string> Scrape(Executable service) =>
        http.GetStringAsync(MetricsAddress.Of(service), TestContext.Current.CancellationToken);

    private Task Until(Executable service, Predicate<string> isReached) =>
        Wait.Until(async () => isReached(await Scrape(service)), "the metrics show it", () => service.Output);
}
