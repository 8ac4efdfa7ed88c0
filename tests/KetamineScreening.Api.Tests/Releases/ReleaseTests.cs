using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using KetamineScreening.Api.Tests.Aggregates;
using Microsoft.Extensions.Time.Testing;

namespace KetamineScreening.Api.Tests.Releases;

[Trait("store", "both")]
public sealed class ReleaseTests : IClassFixture<ReleasedQuarter>
{
    private readonly ReleasedQuarter quarter;

    public ReleaseTests(ReleasedQuarter quarter) => this.quarter = quarter;

    private static int ScoredItems => Expected.Instrument(Some.SelfCheck).Items.Count(item => item.IsScored);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_item_options_table_has_the_counted_answers()
    {
        var rows = await quarter.Csv("item_options.csv");

        Assert.Equal(["item", "option", "weight", "count", "sd_noise"], rows[0]);
        Assert.Contains(rows, row => row is ["craving", "weekly", "6", "300", _]);
        Assert.Contains(rows, row => row is ["craving", "not-answered", "", "100", _]);
        Assert.Contains(rows, row => row is ["last-used", "never", "", "0", _]);
        Assert.Equal(Expected.Instrument(Some.SelfCheck).Items.Length, rows.Skip(1).Select(row => row[0]).Distinct().Count());
    }

    [Fact]
    public async Task The_tables_of_scores_bands_flags_and_moments_have_the_counted_values()
    {
        Assert.Contains(await quarter.Csv("score_histogram.csv"), row => row is ["current-use", "6", "10", "300", _]);
        Assert.Contains(await quarter.Csv("bands.csv"), row => row is ["band", "current-use", "increasing", "", "300", _]);
        Assert.Contains(await quarter.Csv("bands.csv"), row => row is ["band", "current-use", "unclear", "", "100", _]);
        Assert.Contains(await quarter.Csv("bands.csv"), row => row is ["flag", "", "mixing-depressants", "not-raised", "400", _]);
        Assert.Contains(await quarter.Csv("moments.csv"), row => row is ["n", "", "", "0", _]);
        Assert.Equal(1 + 1 + ScoredItems + (ScoredItems * (ScoredItems + 1) / 2), (await quarter.Csv("moments.csv")).Count);
    }

    [Fact]
    public async Task The_disclosure_controlled_table_hides_counts_below_15_and_rounds_to_10()
    {
        var rows = await quarter.Csv("item_options_sdc.csv");

        Assert.Contains(rows, row => row is ["craving", "weekly", "6", "300"]);
        Assert.Contains(rows, row => row is ["craving", "never", "0", ""]);
    }

    [Fact]
    public async Task Every_file_is_ASCII_with_line_feeds_and_without_a_byte_order_mark()
    {
        foreach (var (name, _) in await quarter.Files())
        {
            if (name.EndsWith(".zip", StringComparison.Ordinal)) continue;
            var bytes = await quarter.Service.Http.GetByteArrayAsync(ReleasedQuarter.Address(name), Cancellation);
            Assert.All(bytes, value => Assert.True(value is (byte)'\n' or (>= 0x20 and < 0x7F), name));
            Assert.Equal((byte)'\n', bytes[^1]);
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
        Assert.Equal(10, sums.Count);
        foreach (var entry in archive.Entries.Where(entry => entry.Name != "SHA256SUMS"))
        {
            using var buffer = new MemoryStream();
            await (await entry.OpenAsync(Cancellation)).CopyToAsync(buffer, Cancellation);
            var hash = Convert.ToHexStringLower(SHA256.HashData(buffer.ToArray()));
            Assert.Equal((hash, hash), (sums[entry.Name], files[entry.Name]));
        }
    }

    [Fact]
    public async Task A_file_is_immutable_with_its_hash_as_ETag_and_HEAD_has_the_same_headers()
    {
        using var get = await quarter.Service.Http.GetAsync(ReleasedQuarter.Address("bands.csv"), Cancellation);
        using var head = await quarter.Service.Http.SendAsync(
            new HttpRequestMessage(HttpMethod.Head, ReleasedQuarter.Address("bands.csv")),
            Cancellation);
        var body = await get.Content.ReadAsByteArrayAsync(Cancellation);

        Assert.Equal($"\"{Convert.ToHexStringLower(SHA256.HashData(body))}\"", get.Headers.ETag!.ToString());
        Assert.Equal($"sha-256=:{Convert.ToBase64String(SHA256.HashData(body))}:", get.Headers.GetValues("Repr-Digest").Single());
        Assert.Contains("immutable", get.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
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
    [InlineData("/v1/releases/latest?questionnaire=ketamine-quick-check", "unknown-release")]
    [InlineData("/v1/releases/ketamine-self-check-2-2026q4/no-such-file.csv", "unknown-file")]
    [InlineData("/v1/releases/ketamine-self-check-2-2026q4/%2e%2e%2fstore.db", "unknown-file")]
    public async Task An_unknown_release_or_file_gets_a_404_problem(string address, string code)
    {
        using var response = await quarter.Service.Http.GetAsync(address, Cancellation);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Contains($"\"code\":\"{code}\"", await response.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Latest_redirects_to_the_newest_release()
    {
        using var response = await quarter.Service.Http.GetAsync("/v1/releases/latest", Cancellation);

        Assert.Equal(HttpStatusCode.TemporaryRedirect, response.StatusCode);
        Assert.Equal($"/v1/releases/{ReleasedQuarter.Id}", response.Headers.Location!.ToString());
    }

    [Fact]
    public async Task The_same_answers_give_the_same_bytes()
    {
        await using var other = new ReleasedQuarter();
        await other.InitializeAsync();

        Assert.Equal((await quarter.Files()).OrderBy(file => file.Key), (await other.Files()).OrderBy(file => file.Key));
    }

    [Fact]
    public async Task The_data_package_is_readable_with_the_reference_implementation()
    {
        Requirement.Needs(
            Directory.Exists(Repository.PathOf("tests/contract/node_modules/datapackage")),
            "The npm packages of tests/contract are missing: npm ci there.");
        var (exitCode, output) = await Tool.Run("node", ["read-release.mjs", await quarter.Unpack()], Repository.PathOf("tests/contract"));

        Assert.True(exitCode == 0, output);
        Assert.Contains("8 tables read", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task R_reads_every_table()
    {
        Requirement.Needs(Tool.IsInstalled("Rscript"), "Rscript is missing.");
        const string Read = """
            for (file in list.files(pattern = "[.]csv$")) { table <- read.csv(file); stopifnot(ncol(table) >= 4) }
            options <- read.csv("item_options.csv")
            cat("craving weekly", options$count[options$item == "craving" & options$option == "weekly"])
            """;
        var (exitCode, output) = await Tool.Run("Rscript", ["-e", Read], await quarter.Unpack());

        Assert.True(exitCode == 0, output);
        Assert.Contains("craving weekly 300", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_psychometrics_table_has_every_measure_and_empty_cells_for_undefined_values()
    {
        var rows = await quarter.Csv("psychometrics.csv");

        // There are no complete answers in this release, so reliability is undefined.
        Assert.Contains(rows, row => row is ["n", "", "0.0000", "0.0000"]);
        Assert.Contains(rows, row => row is ["alpha", "", "", ""]);
        Assert.Equal(ScoredItems, rows.Count(row => row[0] == "item-rest"));
        Assert.Equal(1 + 7 + ScoredItems + ScoredItems, rows.Count);
    }

    [Fact]
    public async Task Pandas_reads_every_table()
    {
        // The system Python has the pandas package of the system; another Python may come first on the PATH.
        var python = File.Exists("/usr/bin/python3") ? "/usr/bin/python3" : "python3";
        Requirement.Needs(
            (await Tool.Run(python, ["-c", "from pandas import read_csv"], Repository.PathOf("tests"))).ExitCode == 0,
            "python3 with pandas is missing.");
        var (exitCode, output) = await Tool.Run(python, ["read-release.py", await quarter.Unpack()], Repository.PathOf("tests/contract"));

        Assert.True(exitCode == 0, output);
        Assert.Contains("craving weekly 300", output, StringComparison.Ordinal);
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
        Service = new Service(time: clock);
        var wanted = Some.Answers(("craving", "weekly"));
        using (Service.Hold())
        {
            for (var i = 0; i < 400; i++) await Service.Screen(Some.SelfCheck, i % 4 == 3 ? Some.Answers() : wanted, contribute: true);
        }

        await Service.WaitForCommitted(400);
        clock.AdjustTime(new DateTimeOffset(2027, 1, 2, 0, 0, 0, TimeSpan.Zero));
        await Service.Contribute(10);
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

    /// <summary>Unpacks the archive below the folder of the store, and returns the path.</summary>
    public async Task<string> Unpack()
    {
        var folder = Path.Combine(Service.Folder, $"unpacked-{Guid.NewGuid():N}");
        var archive = await Service.Http.GetByteArrayAsync(Address($"{Id}.zip"), TestContext.Current.CancellationToken);
        await ZipFile.ExtractToDirectoryAsync(new MemoryStream(archive), folder, TestContext.Current.CancellationToken);
        return Path.Combine(folder, Id);
    }

    public ValueTask DisposeAsync() => Service.DisposeAsync();
}
