using KetamineScreening.Api.Tests.Fhir;
using KetamineScreening.Api.Tests.Store;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Metrics;

namespace KetamineScreening.Api.Tests.Operations;

/// <summary>Metrics of the real executable, scraped as Prometheus does.</summary>
public sealed class MetricsTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("ketamine-screening-").FullName;
    private readonly HttpClient http = new();

    [Fact]
    public async Task They_count_requests_and_turns_and_contain_no_path_query_or_address()
    {
        await using var service = await Start(folder);
        service.Http.DefaultRequestHeaders.UserAgent.ParseAdd("canary/5e1f");
        await Send(service, HttpMethod.Get, "/v1/no-such?canary=5e1f");
        await Send(service, new HttpMethod("CANARY"), "/v1/questionnaires?canary=5e1f");
        await Until(service, scrape => Value(scrape, "ketamine_screening_turns_total") != "0");
        var text = await Scrape(service);

        Assert.Equal("1", Requests(text, "http_request_method=\"GET\"", "http_response_status_code=\"404\""));
        Assert.Equal("1", Requests(text, "http_request_method=\"_OTHER\"", "http_response_status_code=\"405\""));
        Assert.Equal("1", Value(text, "ketamine_screening_store_up"));
        // A scrape is no request to the service.
        string[] traces = ["canary", "127.0.0.1", "self-check", folder, "/metrics"];
        Assert.All(traces, trace => Assert.DoesNotContain(trace, text, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task No_series_depends_on_screenings_whether_they_are_counted_declined_refused_or_sent_as_FHIR()
    {
        await using var service = await Start(folder);
        await Until(service, scrape => Value(scrape, "ketamine_screening_turns_total") != "0");
        var before = SeriesOf(await Scrape(service));
        var turns = Value(await Scrape(service), "ketamine_screening_turns_total");
        var screenings = $"/v1/questionnaires/{Some.SelfCheck}/screenings";
        for (var person = 0; person < 10; person++) Assert.Equal(200, await Post(service, screenings, Some.Body(contribute: true)));
        Assert.Equal(200, await Post(service, screenings, Some.Body()));
        Assert.Equal(400, await Post(service, screenings, "{"));
        Assert.Equal(422, await Post(service, screenings, Some.Body(Some.Answers(("craving", "canary")))));
        Assert.Equal(413, await Post(service, screenings, new string(' ', 100_000)));
        var response = FhirReading.Response(Some.SelfCheck, Some.Answers()).Contribute(true).ToJsonString();
        foreach (var operation in new[] { "$score", "$process-response" })
        {
            Assert.Equal(200, await Post(service, $"/fhir/Questionnaire/{Some.SelfCheck}/{operation}", response));
        }

        await Until(service, scrape => Value(scrape, "ketamine_screening_turns_total") != turns);
        Assert.Equal(before, SeriesOf(await Scrape(service)));
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
        ["Contributions:CommitMilliseconds"] = "5000",
    });

    private static async Task Send(Executable service, HttpMethod method, string address)
    {
        using var request = new HttpRequestMessage(method, address);
        (await service.Http.SendAsync(request, TestContext.Current.CancellationToken)).Dispose();
    }

    private static async Task<int> Post(Executable service, string address, string body)
    {
        using var content = new StringContent(body, null, "application/json");
        using var response = await service.Http.PostAsync(
            new Uri(address, UriKind.Relative), content, TestContext.Current.CancellationToken);
        return (int)response.StatusCode;
    }

    // The clock alone decides about the number of turns.
    private static string SeriesOf(string text) =>
        string.Join('\n', Lines(text).Where(line => !line.StartsWith("ketamine_screening_turns_total", StringComparison.Ordinal)));

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
