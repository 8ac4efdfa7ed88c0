using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using KetamineScreening.Api.Tests.Aggregates;
using Microsoft.Extensions.Time.Testing;

namespace KetamineScreening.Api.Tests.Releases;

[Trait("store", "both")]
public sealed class ReleaseTests : IClassFixture<ReleasedQuarter>
{
    private readonly ReleasedQuarter quarter;

    public ReleaseTests(ReleasedQuarter quarter) => this.quarter = quarter;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_tables_have_the_counted_answers()
    {
        string[] start = [ReleasedQuarter.Id, Some.SelfCheck, "2", "2026-10-01", "2026-12-31"];

        Assert.Equal(["400"], (await Counts("summary.csv", "n", "count_consistent")).Distinct());
        Assert.Equal(["300"], await Counts("item_options.csv", "craving,weekly,6,asked", "count"));
        Assert.Equal(["100"], await Counts("item_options.csv", "craving,not-answered,,asked", "count"));
        Assert.Equal(["300"], await Counts("score_histogram.csv", "current-use,6,10", "count"));
        Assert.Equal(["300"], await Counts("bands.csv", "current-use,increasing", "count"));
        Assert.Equal(["100"], await Counts("bands.csv", "all,unclear", "count"));
        Assert.Equal(["0"], await Counts("flags.csv", "mixing-depressants", "count"));
        Assert.All((await quarter.Csv("flags.csv")).Skip(1), row => Assert.Equal(start, row.Take(5)));

        async Task<IEnumerable<string>> Counts(string file, string key, string column)
        {
            var rows = await quarter.Csv(file);
            var place = Array.IndexOf(rows[0], column);
            return rows.Where(row => string.Join(',', row.Skip(start.Length)).StartsWith(key + ",", StringComparison.Ordinal))
                .Select(row => double.Parse(row[place], CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture));
        }
    }

    [Fact]
    public async Task The_archive_contains_every_file_with_the_listed_hashes()
    {
        var bytes = await quarter.Service.Http.GetByteArrayAsync(ReleasedQuarter.Address($"{ReleasedQuarter.Id}.zip"), Cancellation);
        using var archive = new ZipArchive(new MemoryStream(bytes));
        var files = await quarter.Files();
        Assert.Equal(
            files.Keys.Where(name => !name.EndsWith(".zip", StringComparison.Ordinal)).Order(StringComparer.Ordinal),
            archive.Entries.Select(entry => entry.Name));
        var sums = (await quarter.Service.Http.GetStringAsync(ReleasedQuarter.Address("SHA256SUMS"), Cancellation))
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split("  "))
            .ToDictionary(line => line[1], line => line[0]);
        Assert.True(sums.Count > 15, string.Join(' ', sums.Keys));
        foreach (var entry in archive.Entries.Where(entry => entry.Name != "SHA256SUMS"))
        {
            using var buffer = new MemoryStream();
            await (await entry.OpenAsync(Cancellation)).CopyToAsync(buffer, Cancellation);
            var hash = Convert.ToHexStringLower(SHA256.HashData(buffer.ToArray()));
            Assert.Equal((hash, hash), (sums[entry.Name], files[entry.Name]));
        }
    }

    [Fact]
    public async Task A_file_is_cached_for_a_day_with_its_hash_as_ETag_and_HEAD_has_the_same_headers()
    {
        using var get = await quarter.Service.Http.GetAsync(ReleasedQuarter.Address("bands.csv"), Cancellation);
        using var head = await quarter.Service.Http.SendAsync(
            new HttpRequestMessage(HttpMethod.Head, ReleasedQuarter.Address("bands.csv")),
            Cancellation);
        var body = await get.Content.ReadAsByteArrayAsync(Cancellation);

        Assert.Equal($"\"{Convert.ToHexStringLower(SHA256.HashData(body))}\"", get.Headers.ETag!.ToString());
        Assert.Equal($"sha-256=:{Convert.ToBase64String(SHA256.HashData(body))}:", get.Headers.GetValues("Repr-Digest").Single());
        Assert.Equal("public, max-age=86400", get.Header("Cache-Control"));
        Assert.Equal(get.Headers.ETag, head.Headers.ETag);
        Assert.Equal(body.Length, head.Content.Headers.ContentLength);
        Assert.Empty(await head.Content.ReadAsByteArrayAsync(Cancellation));
    }

    [Fact]
    public async Task A_matching_ETag_gets_304_and_a_range_gets_206()
    {
        using var whole = await quarter.Service.Http.GetAsync(ReleasedQuarter.Address("bands.csv"), Cancellation);
        var conditional = new HttpRequestMessage(HttpMethod.Get, ReleasedQuarter.Address("bands.csv"));
        conditional.Headers.IfNoneMatch.Add(whole.Headers.ETag!);
        using var notModified = await quarter.Service.Http.SendAsync(conditional, Cancellation);
        Assert.Equal(HttpStatusCode.NotModified, notModified.StatusCode);

        var ranged = new HttpRequestMessage(HttpMethod.Get, ReleasedQuarter.Address("bands.csv"));
        ranged.Headers.Range = new RangeHeaderValue(5, 13);
        using var part = await quarter.Service.Http.SendAsync(ranged, Cancellation);
        Assert.Equal(HttpStatusCode.PartialContent, part.StatusCode);
        Assert.Equal((await whole.Content.ReadAsStringAsync(Cancellation))[5..14], await part.Content.ReadAsStringAsync(Cancellation));
    }

    [Theory]
    [InlineData("GET", "lines=1-2")]
    [InlineData("GET", "bytes=0-3,8-9")]
    [InlineData("HEAD", "bytes=5-13")]
    [InlineData("HEAD", "bytes=999999-")]
    public async Task A_range_that_is_not_one_range_of_bytes_of_a_GET_is_ignored(string method, string range)
    {
        using var whole = await quarter.Service.Http.GetAsync(ReleasedQuarter.Address("bands.csv"), Cancellation);
        var request = new HttpRequestMessage(new HttpMethod(method), ReleasedQuarter.Address("bands.csv"));
        request.Headers.TryAddWithoutValidation("Range", range);
        using var response = await quarter.Service.Http.SendAsync(request, Cancellation);

        Assert.Equal(
            (HttpStatusCode.OK, whole.Content.Headers.ContentLength), (response.StatusCode, response.Content.Headers.ContentLength));
    }

    [Theory]
    [InlineData("If-Match", "\"another\"", 412)]
    [InlineData("Range", "bytes=999999-", 416)]
    public async Task A_failed_precondition_or_range_gets_its_status(string header, string value, int status)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, ReleasedQuarter.Address("bands.csv"));
        request.Headers.Add(header, value);
        using var response = await quarter.Service.Http.SendAsync(request, Cancellation);

        Assert.Equal((status, "no-store"), ((int)response.StatusCode, response.Header("Cache-Control")));
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData("*", false)]
    [InlineData("br, deflate", false)]
    [InlineData("gzip;q=0", false)]
    [InlineData("gzip", true)]
    [InlineData("br, gzip;q=0.5", true)]
    public async Task A_file_is_compressed_only_if_Accept_Encoding_names_gzip(string? acceptEncoding, bool isCompressed)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, ReleasedQuarter.Address("moments.csv"));
        if (acceptEncoding is not null) request.Headers.TryAddWithoutValidation("Accept-Encoding", acceptEncoding);
        using var response = await quarter.Service.Http.SendAsync(request, Cancellation);
        var plain = (await quarter.Files())["moments.csv"];
        var received = Convert.ToHexStringLower(SHA256.HashData(await response.Content.ReadAsByteArrayAsync(Cancellation)));

        Assert.Equal(isCompressed ? ["gzip"] : [], response.Content.Headers.ContentEncoding);
        Assert.Equal(isCompressed, received != plain);
        Assert.Equal($"\"{received}\"", response.Headers.ETag!.ToString());
    }

    [Theory]
    [InlineData("/v1/releases/no-such-release", "unknown-release")]
    [InlineData("/v1/releases/no-such-release/bands.csv", "unknown-release")]
    [InlineData("/v1/releases/latest?questionnaire=no-such-questionnaire", "unknown-release")]
    [InlineData("/v1/releases/ketamine-self-check-2-2026q4/no-such-file.csv", "unknown-file")]
    [InlineData("/v1/releases/ketamine-self-check-2-2026q4/%2e%2e%2fstore.db", "unknown-file")]
    public async Task An_unknown_release_or_file_gets_a_404_problem(string address, string code)
    {
        using var response = await quarter.Service.Http.GetAsync(address, Cancellation);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Contains($"\"code\":\"{code}\"", await response.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Addresses_have_the_path_that_a_proxy_serves_the_service_below()
    {
        var (latest, one) = ($"/v1/releases/latest?questionnaire={Some.SelfCheck}", $"/v1/releases/{ReleasedQuarter.Id}");
        using var redirect = await Forwarded(latest);
        using var list = await Forwarded("/v1/releases");
        using var release = await Forwarded(one);

        Assert.Equal($"/check{one}", redirect.Headers.Location!.ToString());
        Assert.All((await list.Json())["releases"]!.AsArray(), listed =>
            Assert.Equal($"/check/v1/releases/{listed!["id"]}", (string?)listed["address"]));
        var document = await release.Json();
        Assert.Equal($"/check{one}", (string?)document["address"]);
        Assert.All(document["files"]!.AsArray(), file =>
            Assert.Equal($"/check{ReleasedQuarter.Address((string)file!["name"]!)}", (string?)file["address"]));

        Task<HttpResponseMessage> Forwarded(string address)
        {
            var request = new HttpRequestMessage(HttpMethod.Get, address);
            request.Headers.Add("X-Forwarded-Prefix", "/check");
            return quarter.Service.Http.SendAsync(request, Cancellation);
        }
    }

    [Fact]
    public async Task Latest_redirects_to_the_newest_release_of_the_questionnaire()
    {
        using var response = await quarter.Service.Http.GetAsync($"/v1/releases/latest?questionnaire={Some.SelfCheck}", Cancellation);

        Assert.Equal(HttpStatusCode.TemporaryRedirect, response.StatusCode);
        Assert.Equal($"/v1/releases/{ReleasedQuarter.Id}", response.Headers.Location!.ToString());
    }

    [Theory]
    [InlineData("/v1/releases/latest", "questionnaire")]
    [InlineData("/v1/releases/latest?questionnaire=", "questionnaire")]
    [InlineData("/v1/releases/latest?questionnaire=a&questionnaire=b", "questionnaire")]
    [InlineData("/v1/series", "questionnaire")]
    [InlineData("/v1/series?questionnaire=ketamine-self-check&major=two", "major")]
    [InlineData("/v1/series?questionnaire=ketamine-self-check&major=0", "major")]
    [InlineData("/v1/series?questionnaire=ketamine-self-check&format=xml", "format")]
    public async Task A_missing_or_invalid_parameter_gets_a_400_problem_that_names_it(string address, string parameter)
    {
        using var response = await quarter.Service.Http.GetAsync(address, Cancellation);
        var problem = JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancellation))!;

        Assert.Equal((HttpStatusCode.BadRequest, "invalid-request"), (response.StatusCode, (string)problem["code"]!));
        var error = problem["errors"]![0]!;
        Assert.Equal(("invalid-parameter", parameter), ((string)error["code"]!, (string)error["parameter"]!));
    }

    [Fact]
    public async Task The_same_answers_give_the_same_bytes()
    {
        await using var other = new ReleasedQuarter();
        await other.InitializeAsync();

        Assert.Equal((await quarter.Files()).OrderBy(file => file.Key), (await other.Files()).OrderBy(file => file.Key));
    }
}

/// <summary>A closed and released quarter with 400 contributions, without noise, so that exact values can be compared.</summary>
public sealed class ReleasedQuarter : IAsyncLifetime
{
    public const string Id = "ketamine-self-check-2-2026q4";

    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 11, 1, 12, 0, 0, TimeSpan.Zero));

    public Service Service { get; private set; } = null!;

    public static string Address(string file) => $"/v1/releases/{Id}/{file}";

    public async ValueTask InitializeAsync()
    {
        Service = new Service(new Dictionary<string, string> { ["Proxies:Networks"] = "127.0.0.0/8" }, clock);
        var wanted = Some.Answers(("craving", "weekly"));
        for (var i = 0; i < 400; i++) await Service.Screen(Some.SelfCheck, i % 4 == 3 ? Some.Answers() : wanted, contribute: true);
        await Service.Turn();
        clock.AdjustTime(new DateTimeOffset(2027, 1, 2, 0, 0, 0, TimeSpan.Zero));
        await Service.Eventually(
            async () => (await Service.Get("/v1/releases"))["releases"]!.AsArray().Count > 0, "the release is public");
    }

    /// <summary>SHA-256 of every file by name.</summary>
    public async Task<Dictionary<string, string>> Files() =>
        (await Service.Get($"/v1/releases/{Id}"))["files"]!
            .AsArray()
            .ToDictionary(file => (string)file!["name"]!, file => (string)file!["sha256"]!);

    /// <summary>Rows of a CSV file that has no quoted values.</summary>
    public async Task<IReadOnlyList<string[]>> Csv(string file)
    {
        var text = await Service.Http.GetStringAsync(Address(file), TestContext.Current.CancellationToken);
        return [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(','))];
    }

    public ValueTask DisposeAsync() => Service.DisposeAsync();
}
