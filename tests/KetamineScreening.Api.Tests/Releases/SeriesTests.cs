using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using KetamineScreening.Api.Tests.Aggregates;

namespace KetamineScreening.Api.Tests.Releases;

/// <summary>The series of the releases that the command <c>demo</c> makes.</summary>
public sealed class SeriesTests(DemonstrationStore store) : IClassFixture<DemonstrationStore>
{
    private const string Address = $"/v1/series?questionnaire={Some.SelfCheck}";

    private static readonly string[] Columns =
    [
        "release", "questionnaire", "major", "period_start", "period_end", "table", "group", "code", "measure", "value", "se_noise",
        "se_sampling", "ci_low", "ci_high",
    ];

    private static readonly string[] Members = ["value", "seNoise", "seSampling", "ciLow", "ciHigh"];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_has_every_headline_figure_of_every_release_the_oldest_first()
    {
        var series = await store.Service.Get(Address);
        var figures = series["figures"]!.AsArray().Select(figure => figure!).ToList();
        var releases = figures.Select(figure => (string)figure["release"]!).Distinct().ToList();

        Assert.Equal((Some.SelfCheck, 2), ((string)series["questionnaire"]!, (int)series["majorVersion"]!));
        Assert.True((bool)series["synthetic"]!);
        Assert.Equal(6, releases.Count);
        var starts = figures.Select(figure => (string)figure["periodStart"]!).ToList();
        Assert.Equal(starts.Order(StringComparer.Ordinal), starts);
        foreach (var release in releases)
        {
            var own = figures.Where(figure => (string)figure["release"]! == release).ToDictionary(
                figure => $"{figure["table"]}|{figure["group"]}|{figure["code"]}|{figure["measure"]}");
            Assert.Equal(
                await Expected(release),
                own.ToDictionary(figure => figure.Key, figure => Numbers(figure.Value, "value", "ciLow", "ciHigh")));
            Assert.All(own.Where(figure => figure.Key.StartsWith("flags", StringComparison.Ordinal)), figure =>
                Assert.True((double)figure.Value["seNoise"]! > 0 && (double)figure.Value["seSampling"]! >= 0, figure.Key));
        }
    }

    [Theory]
    [InlineData("&format=csv", null)]
    [InlineData("", "text/csv")]
    [InlineData("", "application/json;q=0.5, text/csv")]
    public async Task As_CSV_it_has_the_same_figures(string parameter, string? accept)
    {
        var series = await store.Service.Get(Address);
        var request = new HttpRequestMessage(HttpMethod.Get, Address + parameter);
        if (accept is not null) request.Headers.TryAddWithoutValidation("Accept", accept);
        using var response = await store.Service.Http.SendAsync(request, Cancellation);
        var lines = (await response.Content.ReadAsStringAsync(Cancellation)).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal("text/csv", response.Content.Headers.ContentType!.MediaType);
        Assert.Equal(string.Join(',', Columns), lines[0]);
        Assert.Equal(
            series["figures"]!.AsArray().Select(figure =>
                $"{figure!["release"]},{figure["table"]},{figure["group"]},{figure["code"]},{Numbers(figure, Members)}"),
            lines.Skip(1).Select(line => line.Split(',')).Select(row =>
                $"{row[0]},{row[5]},{row[6]},{row[7]},{string.Join('|', row[9..].Select(Number))}"));
    }

    [Theory]
    [InlineData("", "application/json")]
    [InlineData("&format=csv", "text/csv")]
    public async Task It_has_a_strong_ETag_per_format_and_a_short_life(string parameter, string mediaType)
    {
        using var whole = await store.Service.Http.GetAsync(Address + parameter, Cancellation);
        var conditional = new HttpRequestMessage(HttpMethod.Get, Address + parameter);
        conditional.Headers.IfNoneMatch.Add(whole.Headers.ETag!);
        using var notModified = await store.Service.Http.SendAsync(conditional, Cancellation);

        Assert.Equal(mediaType, whole.Content.Headers.ContentType!.MediaType);
        Assert.False(whole.Headers.ETag!.IsWeak);
        Assert.Equal(HttpStatusCode.NotModified, notModified.StatusCode);
        Assert.Equal(TimeSpan.FromMinutes(5), whole.Headers.CacheControl!.MaxAge);
        Assert.Contains("Accept", whole.Headers.Vary);
    }

    [Fact]
    public async Task The_screenings_of_a_demonstration_show_a_trend_that_exceeds_its_errors()
    {
        var figures = (await store.Service.Get(Address))["figures"]!.AsArray()
            .Where(figure => $"{figure!["table"]}|{figure["group"]}|{figure["code"]}" == "bands|all|very-high")
            .ToList();

        Assert.True((double)figures[0]!["ciHigh"]! < (double)figures[^1]!["ciLow"]!, $"{figures[0]} {figures[^1]}");
    }

    [Theory]
    [InlineData("/v1/series?questionnaire=no-such-questionnaire", HttpStatusCode.NotFound)]
    [InlineData("/v1/series?questionnaire=ketamine-self-check&major=1", HttpStatusCode.OK)]
    public async Task An_unknown_questionnaire_is_a_problem_and_a_major_version_without_releases_is_empty(
        string address, HttpStatusCode status)
    {
        using var response = await store.Service.Http.GetAsync(address, Cancellation);
        var body = JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancellation))!;

        Assert.Equal(status, response.StatusCode);
        if (status == HttpStatusCode.OK) Assert.Empty(body["figures"]!.AsArray());
        else Assert.Equal("unknown-questionnaire", (string)body["code"]!);
    }

    // The figures of the tables of a release, by table, group, code and measure.
    private async Task<Dictionary<string, string>> Expected(string release)
    {
        var figures = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var row in await Rows("summary.csv"))
        {
            if (row["measure"] is "n" or "complete") Add($"summary||{row["measure"]}|count", row["count_consistent"], row);
        }

        foreach (var row in await Rows("bands.csv")) Add($"bands|{row["audience"]}|{row["band"]}|share", row["share"], row);
        foreach (var row in await Rows("flags.csv")) Add($"flags||{row["flag"]}|share", row["share"], row);
        foreach (var row in await Rows("psychometrics.csv"))
        {
            if (row["measure"] == "alpha") Add("psychometrics||alpha|alpha", row["value"], row);
        }

        return figures;

        void Add(string key, string value, Dictionary<string, string> row) =>
            figures.Add(key, string.Join('|', new[] { value, row["ci_low"], row["ci_high"] }.Select(Number)));

        async Task<IEnumerable<Dictionary<string, string>>> Rows(string file)
        {
            var text = await store.Service.Http.GetStringAsync($"/v1/releases/{release}/{file}", Cancellation);
            var rows = text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(',')).ToList();
            return rows.Skip(1).Select(row => rows[0].Zip(row).ToDictionary(pair => pair.First, pair => pair.Second));
        }
    }

    private static string Numbers(JsonNode figure, params string[] members) =>
        string.Join('|', members.Select(member => Number(figure[member]?.ToString())));

    private static string Number(string? text) =>
        string.IsNullOrEmpty(text) ? "" : double.Parse(text, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture);
}

/// <summary>A service on a store with the releases of a demonstration.</summary>
public sealed class DemonstrationStore : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("ketamine-screening-").FullName;

    /// <summary>The service.</summary>
    public Service Service { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        var settings = new Dictionary<string, string>
        {
            ["Store:ConnectionString"] = $"Data Source={folder}/store.db",
            ["Keys:Path"] = folder + ".keys",
            ["Logging:LogLevel:Default"] = "None",
        };
        var ended = await Executable.Run(settings, "demo", "6000");
        Assert.True(ended.ExitCode == 0, ended.Output);
        Service = new Service(new Dictionary<string, string> { ["Keys:Path"] = folder + ".keys" }, folder: folder);
        await Service.Eventually(
            async () => (await Service.Get("/v1/releases"))["releases"]!.AsArray().Count > 0, "the releases are read");
    }

    public async ValueTask DisposeAsync()
    {
        await Service.DisposeAsync();
        Directory.Delete(folder, recursive: true);
        Directory.Delete(folder + ".keys", recursive: true);
    }
}
