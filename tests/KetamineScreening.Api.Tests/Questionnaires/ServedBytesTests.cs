using System.Net;
using System.Security.Cryptography;

namespace KetamineScreening.Api.Tests.Questionnaires;

/// <summary>Caching of questionnaires: strong ETags, 304 responses and immutable versions.</summary>
public sealed class ServedBytesTests(SharedService service)
{
    private const string Current = "/v1/questionnaires/ketamine-self-check";

    public static TheoryData<string> Addresses =>
        [
            Current, $"{Current}/2.0.0", $"{Current}/2.0.0/test-vectors", $"{Current}/2.0.0/redcap.csv",
            "/v1/questionnaires/ketamine-quick-check", "/v1/questionnaires/ketamine-concern-check/2.0.0",
        ];

    public static MatrixTheoryData<string, string> MatchingTags =>
        new([.. Addresses.Select(row => row.Data)], ["{0}", "W/{0}", "*", "\"x\", {0}", "\"x\",{0},\"y\"", "W/\"x\", W/{0}"]);

    public static MatrixTheoryData<string, string> OtherTags =>
        new([.. Addresses.Select(row => row.Data)], ["\"x\"", "\"\"", "W/\"x\"", "garbage", ""]);

    [Theory, MemberData(nameof(Addresses))]
    public async Task The_ETag_is_strong_and_the_SHA256_of_the_body(string address)
    {
        using var response = await Get(address);
        var body = await response.Bytes();

        Assert.Equal($"\"{Convert.ToHexStringLower(SHA256.HashData(body))}\"", response.Header("ETag"));
        Assert.Equal(body.Length, response.Content.Headers.ContentLength);
    }

    [Theory]
    [InlineData(Current, "br")]
    [InlineData(Current, "gzip")]
    [InlineData($"{Current}/2.0.0", "br")]
    [InlineData($"{Current}/2.0.0", "gzip")]
    [InlineData($"{Current}/2.0.0/test-vectors", "br")]
    public async Task A_compressed_body_has_a_fifth_of_the_bytes_and_an_ETag_of_its_own(string address, string coding)
    {
        using var plain = await Get(address);
        using var compressed = await Get(address, acceptEncoding: coding);
        var bytes = await compressed.Bytes();
        using var again = await Get(address, compressed.Header("ETag"), coding);
        using var other = await Get(address, plain.Header("ETag"), coding);

        Assert.Equal((null, coding), (plain.Header("Content-Encoding"), compressed.Header("Content-Encoding")));
        Assert.All([plain, compressed], response => Assert.Contains("Accept-Encoding", response.Header("Vary")!.Split(", ")));
        Assert.Equal(await plain.Bytes(), await compressed.Decompressed());
        Assert.Equal($"\"{Convert.ToHexStringLower(SHA256.HashData(bytes))}\"", compressed.Header("ETag"));
        Assert.Equal((HttpStatusCode.NotModified, HttpStatusCode.OK), (again.StatusCode, other.StatusCode));
        Assert.InRange(bytes.Length, 1, (await plain.Bytes()).Length / 5);
    }

    [Theory, MemberData(nameof(MatchingTags))]
    public async Task A_matching_If_None_Match_gets_304_without_a_body(string address, string format)
    {
        using var first = await Get(address);
        using var response = await Get(
            address,
            string.Format(System.Globalization.CultureInfo.InvariantCulture, format, first.Header("ETag")));

        Assert.Equal((HttpStatusCode.NotModified, ""), (response.StatusCode, await response.Text()));
        Assert.All(["ETag", "Cache-Control", "Vary", "Link"], name => Assert.Equal(first.Header(name), response.Header(name)));
    }

    [Fact]
    public async Task A_failed_If_Match_gets_412_even_if_If_None_Match_matches()
    {
        const string Address = "/v1/questionnaires/ketamine-quick-check";
        using var first = await Get(Address);
        using var request = new HttpRequestMessage(HttpMethod.Get, Address);
        request.Headers.TryAddWithoutValidation("If-None-Match", first.Header("ETag"));
        request.Headers.TryAddWithoutValidation("If-Match", "\"another\"");
        using var response = await service.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.PreconditionFailed, response.StatusCode);
    }

    [Theory, MemberData(nameof(OtherTags))]
    public async Task An_If_None_Match_without_a_match_gets_the_body(string address, string ifNoneMatch)
    {
        using var first = await Get(address);
        using var response = await Get(address, ifNoneMatch);

        Assert.Equal((HttpStatusCode.OK, await first.Text()), (response.StatusCode, await response.Text()));
    }

    [Theory, MemberData(nameof(Addresses))]
    public async Task HEAD_has_the_length_of_the_body(string address)
    {
        using var get = await Get(address);
        using var head = await service.Http.SendAsync(
            new HttpRequestMessage(HttpMethod.Head, address),
            TestContext.Current.CancellationToken);

        var body = await get.Bytes();
        Assert.Equal(body.Length, head.Content.Headers.ContentLength);
    }

    [Theory]
    [InlineData("", "public, max-age=300")]
    [InlineData("/2.0.0", "public, max-age=31536000, immutable")]
    [InlineData("/2.0.0/test-vectors", "public, max-age=31536000, immutable")]
    [InlineData("/2.0.0/redcap.csv", "public, max-age=31536000, immutable")]
    public async Task Only_addresses_with_a_version_are_immutable(string address, string cacheControl)
    {
        using var response = await Get(Current + address);

        Assert.Equal(cacheControl, response.Headers.GetValues("Cache-Control").Single());
    }

    private Task<HttpResponseMessage> Get(string address, string? ifNoneMatch = null, string? acceptEncoding = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, address);
        if (acceptEncoding is not null) request.Headers.Add("Accept-Encoding", acceptEncoding);
        if (ifNoneMatch is not null) request.Headers.TryAddWithoutValidation("If-None-Match", ifNoneMatch);
        return service.Http.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
