using System.Net;
using System.Security.Cryptography;

namespace KetamineScreening.Api.Tests.Pages;

public sealed class WebFilesTests(SharedService service)
{
    // Parts of other files are not served by themselves.
    private static readonly string[] Files =
    [
        .. Directory.EnumerateFiles(Repository.PathOf("src/KetamineScreening.Api/wwwroot"), "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Repository.PathOf("src/KetamineScreening.Api/wwwroot"), file))
            .Where(file => !file.StartsWith("parts/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal),
    ];

    private static readonly string[] Addresses = [.. Files.Select(AddressOf)];

    // Other content is filled in to these files.
    private static readonly IEnumerable<string> Templates =
        Files.Where(file => file.EndsWith(".html", StringComparison.Ordinal) && file != "embed/demo.html");

    public static TheoryData<string> AllFiles => [.. Files.Except(Templates)];

    public static TheoryData<string> AllAddresses => [.. Addresses];

    public static MatrixTheoryData<string, string> Codings => new(Addresses, ["gzip", "br"]);

    [Theory, MemberData(nameof(AllFiles))]
    public async Task Every_file_is_served_unchanged_and_declared_as_UTF8(string file)
    {
        using var response = await Get(AddressOf(file));

        Assert.Equal(File.ReadAllBytes(Repository.PathOf($"src/KetamineScreening.Api/wwwroot/{file}")), await response.Bytes());
        Assert.Equal(
            MediaTypeOf(file) + "; charset=utf-8",
            response.Header("Content-Type"));
    }

    [Theory, MemberData(nameof(Codings))]
    public async Task A_compressed_file_decompresses_to_the_original_and_has_its_own_strong_ETag(string address, string coding)
    {
        using var plain = await Get(address);
        using var compressed = await Get(address, ("Accept-Encoding", coding));
        var bytes = await compressed.Bytes();

        Assert.Equal((null, coding), (plain.Header("Content-Encoding"), compressed.Header("Content-Encoding")));
        Assert.Equal(await plain.Bytes(), await compressed.Decompressed());
        Assert.All([plain, compressed], response => Assert.Contains("Accept-Encoding", response.Header("Vary")!.Split(", ")));
        Assert.Equal(
            ($"\"{Convert.ToHexStringLower(SHA256.HashData(bytes))}\"", bytes.Length),
            (compressed.Header("ETag"), (int)compressed.Content.Headers.ContentLength!));
        Assert.NotEqual(plain.Header("ETag"), compressed.Header("ETag"));
    }

    [Theory]
    [InlineData("gzip, deflate, br, zstd", "br")]
    [InlineData("gzip, br;q=0", "gzip")]
    [InlineData("gzip;q=0.5", "gzip")]
    [InlineData("br;q=0.1, gzip;q=1", "gzip")]
    [InlineData("gzip;q=0.5, br;q=0.5", "br")]
    [InlineData("identity, br;q=0.5", null)]
    [InlineData("*", null)]
    [InlineData("*;q=0", null)]
    [InlineData("*;q=0, gzip", "gzip")]
    [InlineData("identity;q=0, *", "br")]
    [InlineData("identity;q=0, br;q=0, *;q=0.1", "gzip")]
    [InlineData("identity;q=0", null)]
    [InlineData("gzip;q=0", null)]
    [InlineData("deflate", null)]
    [InlineData("identity", null)]
    [InlineData("garbage;;=", null)]
    [InlineData("", null)]
    public async Task A_content_coding_is_used_only_if_it_is_named_and_not_excluded(string accepted, string? coding)
    {
        using var response = await Get("/", ("Accept-Encoding", accepted));

        Assert.Equal(coding, response.Header("Content-Encoding"));
    }

    [Theory, MemberData(nameof(AllAddresses))]
    public async Task A_file_must_be_revalidated_and_its_body_is_sent_only_if_it_has_changed(string address)
    {
        using var first = await Get(address, ("Accept-Encoding", "br"));
        using var again = await Get(address, ("Accept-Encoding", "br"), ("If-None-Match", first.Header("ETag")!));
        using var other = await Get(address, ("Accept-Encoding", "br"), ("If-None-Match", "\"x\""));

        Assert.Equal((HttpStatusCode.NotModified, 0), (again.StatusCode, (await again.Bytes()).Length));
        Assert.Equal((HttpStatusCode.OK, "no-cache"), (other.StatusCode, other.Header("Cache-Control")));
        Assert.Equal(
            (first.Header("ETag"), first.Header("Vary"), "no-cache"),
            (again.Header("ETag"), again.Header("Vary"), again.Header("Cache-Control")));
    }

    [Theory, MemberData(nameof(AllAddresses))]
    public async Task HEAD_has_the_headers_of_GET_and_other_methods_are_rejected(string address)
    {
        using var get = await Get(address);
        using var head = await service.Http.SendAsync(new(HttpMethod.Head, address), TestContext.Current.CancellationToken);
        using var post = await service.Http.SendAsync(new(HttpMethod.Post, address), TestContext.Current.CancellationToken);

        Assert.Equal(
            (HttpStatusCode.OK, get.Header("ETag"), get.Header("Content-Length"), get.Header("Content-Type")),
            (head.StatusCode, head.Header("ETag"), head.Header("Content-Length"), head.Header("Content-Type")));
        Assert.Empty(await head.Bytes());
        await post.Problem(405, "method-not-allowed");
    }

    [Theory]
    [InlineData("/index.html")]
    [InlineData("/embed/frame.html")]
    [InlineData("/embed")]
    [InlineData("/embed/")]
    [InlineData("/embed/no-such.js")]
    [InlineData("/embed/../../appsettings.json")]
    [InlineData("/embed/%2e%2e/%2e%2e/appsettings.json")]
    [InlineData("/wwwroot/index.html")]
    [InlineData("/parts/head")]
    [InlineData("/parts/worker.js")]
    public async Task Addresses_that_are_not_published_get_404(string address)
    {
        using var response = await Get(address);

        await response.Problem(404, "not-found");
    }

    [Fact]
    public async Task Files_are_found_from_any_working_directory()
    {
        var folder = Directory.CreateTempSubdirectory("ketamine-elsewhere-").FullName;
        var settings = new Dictionary<string, string> { ["Store:ConnectionString"] = $"Data Source={folder}/store.db" };
        await using var executable = await Executable.Start(settings, folder);

        // The data page needs the store, which may not be ready yet.
        foreach (var address in Addresses.Except(["/data"]))
        {
            using var response = await executable.Http.GetAsync(new Uri(address, UriKind.Relative), TestContext.Current.CancellationToken);
            Assert.True(response.StatusCode == HttpStatusCode.OK, $"{address}: {response.StatusCode}");
        }

        executable.Signal("TERM");
        await executable.Exit();
        Directory.Delete(folder, recursive: true);
    }

    private static string MediaTypeOf(string file) => Path.GetExtension(file) switch
    {
        ".html" => "text/html",
        ".css" => "text/css",
        ".js" => "text/javascript",
        ".svg" => "image/svg+xml",
        var other => other,
    };

    private static string AddressOf(string file) => file switch
    {
        "index.html" => "/",
        _ when file.EndsWith(".html", StringComparison.Ordinal) => "/" + file[..^".html".Length],
        _ => "/" + file,
    };

    private Task<HttpResponseMessage> Get(string address, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, address);
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        return service.Http.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
